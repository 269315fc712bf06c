//! How the firm works where nobody chose otherwise, and what proves the events of its
//! connections: the core and the practice providers in one process, without a window.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod chosen;
mod firm;
#[path = "../support/in_memory.rs"]
mod in_memory;
mod paying;
mod signing;
mod webhooks;
