//! The server's process.

use patchbay_test_support::Peer;

/// The key that opens it.
pub(super) const KEY: &str = "a-key-that-opens-the-independent-one";

/// The server.
pub(super) struct Server {
    _process: Peer,
    port: u16,
}

impl Server {
    pub(super) fn start() -> Self {
        let package = Peer::fetched("PATCHBAY_AIMOCK");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ai/independent/server.mjs");
        let mut process = Peer::in_node(script, &[&package, KEY]);
        let port = process.port();
        Self { _process: process, port }
    }

    /// Where the gateway looks for providers: the same door as for practice, since a file
    /// can name no address but https.
    pub(super) fn address(&self) -> url::Url {
        format!("http://127.0.0.1:{}", self.port).parse().unwrap()
    }
}
