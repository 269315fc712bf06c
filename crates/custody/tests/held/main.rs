//! What one custodian hands to another, proven, renewed and taken back by the one who got it:
//! at every provider of the catalogue, played on a port of this test alone.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod house;
mod stories;
