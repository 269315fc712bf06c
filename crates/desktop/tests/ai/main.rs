//! Asking AI providers: the core and the practice server in one process, without a window;
//! and a server of that kind which others wrote.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod all;
mod choices;
mod environment;
mod firm;
mod first;
#[path = "../support/in_memory.rs"]
mod in_memory;
mod independent;
mod proven;
mod used;
