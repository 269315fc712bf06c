//! The server's process.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};

/// The key that opens it.
pub(super) const KEY: &str = "a-key-that-opens-the-independent-one";

/// The server. It ends with its input, so with whatever becomes of the test.
pub(super) struct Server {
    process: Child,
    port: u16,
    /// A program whose words nobody takes any more ends.
    _says: BufReader<ChildStdout>,
}

impl Server {
    pub(super) fn start() -> Self {
        let package = std::env::var("PATCHBAY_AIMOCK")
            .expect("aimock is fetched by `cargo xtask test flows`; run the tests by that");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ai/independent/server.mjs");
        let mut process = Command::new("node")
            .args([script, &package, KEY])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut says = BufReader::new(process.stdout.take().unwrap());
        let port = says
            .by_ref()
            .lines()
            .find_map(|line| line.unwrap().strip_prefix("port ")?.parse().ok())
            .expect("it says its port");
        Self { process, port, _says: says }
    }

    /// Where the gateway looks for providers: the same door as for practice, since a file
    /// can name no address but https.
    pub(super) fn address(&self) -> url::Url {
        format!("http://127.0.0.1:{}", self.port).parse().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
