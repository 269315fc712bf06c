//! Walks the catalogue: what every provider file has to be beyond what the format
//! itself demands.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod authorize;
mod documents;
mod files;
mod hosts;
