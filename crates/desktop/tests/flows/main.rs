//! Stories of `patchbayctl`: the real program, a real keychain, real disks.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod administrators;
mod ai;
mod audit;
mod bad_input;
mod clocks;
mod connections;
mod disks;
mod doctor;
mod firm_server;
mod keychains;
mod keys;
mod kills;
mod leaks;
mod providers;
mod repairs;
// The program `firm_server`'s own, which also restores it.
#[allow(dead_code, reason = "what restores it is used where it is at home")]
#[path = "../firm_server/server.rs"]
mod server;
mod support;
mod vault;
mod walk;
mod way_there;
