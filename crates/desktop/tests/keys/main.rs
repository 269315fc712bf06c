//! Connecting by forms at the practice providers, and testing what was connected: the core
//! and the practice server in one process, without a window.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod diagnosis;
mod every_form;
mod firm;
mod health;
mod history;
#[path = "../support/in_memory.rs"]
mod in_memory;
mod naming;
mod peers;
mod replacing;
mod schedule;
mod testing;
mod wrong_kinds;
