//! Stories of `patchbayctl`: the real program, a real keychain, real disks.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod administrators;
mod audit;
mod disks;
mod doctor;
mod keychains;
mod kills;
mod leaks;
mod providers;
mod support;
mod vault;
