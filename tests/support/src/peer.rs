//! Servers that others wrote, and that know nothing of Patchbay: what we take for a vendor's way
//! of asking is what others take for it. What each is told and asked is its story's.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A server's process. It ends with its input, so with whatever becomes of the test.
#[derive(Debug)]
pub struct Peer {
    process: Child,
    /// Kept, since a program whose words nobody takes any more ends.
    says: BufReader<ChildStdout>,
}

impl Peer {
    /// Where a peer lies that `cargo xtask test` fetches, by the setting that names it.
    #[must_use]
    pub fn fetched(setting: &str) -> String {
        std::env::var(setting).unwrap_or_else(|_| {
            panic!("`cargo xtask test flows` fetches it and sets {setting}; run the tests by that")
        })
    }

    /// Starts one.
    #[must_use]
    pub fn start(command: &mut Command) -> Self {
        let process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut process = process.expect("a peer starts");
        let says = BufReader::new(process.stdout.take().expect("its output was asked for"));
        Self { process, says }
    }

    /// The same for one in Node, by its script.
    #[must_use]
    pub fn in_node(script: &str, arguments: &[&str]) -> Self {
        Self::start(Command::new("node").arg(script).args(arguments))
    }

    /// What it says of this.
    pub fn says(&mut self, what: &str) -> String {
        let mut line = String::new();
        while self.says.read_line(&mut line).is_ok_and(|read| read > 0) {
            if let Some(said) = line.trim_end().strip_prefix(what) {
                return said.trim_start().to_owned();
            }
            line.clear();
        }
        panic!("it ended without having said {what}");
    }

    /// The port it listens on, as it says once.
    pub fn port(&mut self) -> u16 {
        self.says("port").parse().expect("a port is a number")
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
