//! Books: trial balances read from every ledger of the catalogue as it is practised, and
//! written into folders for tax software.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

#[path = "../sign_in/bench_firm.rs"]
#[allow(dead_code, reason = "the stories of sign-ins use the rest of it")]
mod bench_firm;
mod command_line;
mod file_settings;
#[path = "../keys/firm.rs"]
#[allow(dead_code, reason = "the stories of keys use the rest of it")]
mod firm;
mod folders;
#[path = "../support/in_memory.rs"]
mod in_memory;
mod ledgers;
