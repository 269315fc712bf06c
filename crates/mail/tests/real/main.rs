//! The real thing: Dovecot to read from, aiosmtpd to send by, each started for one test
//! on this computer and thrown away afterwards.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod reading;
mod rounds;
mod sending;
mod support;
mod tokens;
