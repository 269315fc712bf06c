//! Connecting: the ways home from the browser that end in this app.
//!
//! What an answer is worth is not decided here, and no provider is called.

pub mod loopback;
