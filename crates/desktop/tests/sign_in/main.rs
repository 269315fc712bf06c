//! Signing in at the practice providers, through every way home, in good weather and bad:
//! the core, the firm server's relay and the practice server in one process, without a
//! window. In `two_programs` the core runs twice, in processes of its own; in
//! `independent` the other side is an authorization server that others wrote.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod alive;
mod answers;
mod as_client;
mod bench_firm;
mod clock;
mod clocks;
mod command_line;
mod diagnosis;
mod ended;
mod every_provider;
mod healing;
mod hostile;
#[path = "../support/in_memory.rs"]
mod in_memory;
mod independent;
mod refresh;
mod sealed;
mod tested;
mod traps;
mod two_programs;
mod waiting;
mod ways;
