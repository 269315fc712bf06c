//! A vendor that is told what to answer, a firm that uses it, and a gateway between.

mod firm;
mod stage;
mod vendor;

pub(crate) use firm::Firm;
pub(crate) use stage::{Stage, now};
pub(crate) use vendor::{Heard, Vendor, basic, json, typed, with};
