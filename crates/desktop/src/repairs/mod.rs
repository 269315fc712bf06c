//! What a person has to do for connections: asked for once, told of once, and closed by
//! itself when it is done.
//!
//! The look ([`crate::Installation::look_at_repairs`]) compares what a person would have to
//! do with what is asked for already; the view joins that with names and the way to do it.
//! How a connection is, is found elsewhere: trouble that passes by itself never comes here.

mod found;
mod look;
mod notice;
mod told;
mod view;

pub(crate) use found::Kind;
pub(crate) use look::BY_RECOVERY;

/// What was closed is shown for so many days.
const SHOWN_FOR: i64 = 30;
