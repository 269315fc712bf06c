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
mod keychains;
mod keys;
mod kills;
mod leaks;
mod providers;
mod repairs;
mod support;
mod vault;
mod walk;
mod way_there;
