//! Stories across programs, without a window.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod firm_server;
mod store;
