//! The gateway over real HTTP, against a vendor on this computer that says what a test
//! wants it to.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod asking;
mod attempts;
mod bent;
mod books;
mod client_credentials;
mod companies;
mod ends;
mod exchange;
mod hostile;
mod its_clock;
mod keys;
mod messages;
mod no_answer;
mod patience;
mod proofs;
mod renewal;
mod secrets;
mod signing;
mod support;
mod threads;
