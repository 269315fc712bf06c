//! Computers at their firm's server: a real server with a database of its own on the loopback,
//! and installations with stores and vaults of their own.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod choices;
mod custody;
mod desk;
mod embedded;
mod entering;
mod files;
mod gate;
mod hand;
mod holding;
mod hostile;
#[path = "../support/in_memory.rs"]
mod in_memory;
mod office;
mod own_key;
mod server;
mod staying;
mod syncing;
mod trails;
mod wire;
