//! Servers that others wrote, and that know nothing of Patchbay: what we take for a vendor's
//! way of asking is what others take for it. Fetched by `cargo xtask test flows`.

mod azurite;
mod door;
mod localstripe;

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A server's process. It ends with its input, so with whatever becomes of the test.
struct Peer {
    process: Child,
    says: BufReader<ChildStdout>,
}

impl Peer {
    fn start(command: &mut Command) -> Self {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let says = BufReader::new(process.stdout.take().unwrap());
        Self { process, says }
    }

    /// What it says of this.
    fn says(&mut self, what: &str) -> String {
        let mut line = String::new();
        while self.says.read_line(&mut line).unwrap() > 0 {
            if let Some(said) = line.trim_end().strip_prefix(what) {
                return said.trim_start().to_owned();
            }
            line.clear();
        }
        panic!("it ended without having said {what}");
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
