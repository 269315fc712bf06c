//! Stories of the ways home from the browser, over real sockets.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod loopback;
mod relay;
