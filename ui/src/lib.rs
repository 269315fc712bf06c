//! What people see.
//!
//! Pages load and arrange, components show, state is kept in named structs, and only
//! [`bridge`] speaks to the shell; all words are in [`words`]. Nothing here knows how
//! a thing is stored or sent. Invariant: every page has four looks — loading, empty,
//! failed with what to do, and full.

#![allow(
    unreachable_pub,
    reason = "components are made public by a macro, under a name of its own"
)]

mod after_paint;
mod app;
pub mod bridge;
pub mod components;
mod focus;
pub mod marks;
pub mod pages;
pub mod panic_screen;
mod parts;
pub mod preferences;
pub mod state;
pub mod words;

pub use app::App;
pub use bridge::Bridge;
