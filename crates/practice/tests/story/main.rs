//! Stories of an app and the providers that are played for it, over a real socket.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod catalogue;
mod companies;
mod consent;
mod ends;
mod failures;
mod house;
mod mail;
mod misbehaviour;
mod page;
mod rules;
mod stress;
mod walk;
