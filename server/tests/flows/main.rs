//! Stories of the firm server: the program, and the way of an answer through it.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod firm;
mod frame;
mod log;
mod program;
mod relay;
