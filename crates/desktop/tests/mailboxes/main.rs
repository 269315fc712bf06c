//! Mailboxes, connected and read: at a real Dovecot and a real server to send by, each
//! started for one test, and at those that practice plays.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod by_browser;
mod connecting;
mod firm;
#[path = "../support/in_memory.rs"]
mod in_memory;
mod practised;
mod reading;
// The mail crate's own, of which others look on as well.
#[allow(dead_code, unused_imports, reason = "what looks on is used where it is at home")]
#[path = "../../../mail/tests/real/support/mod.rs"]
mod support;
mod waiting;
