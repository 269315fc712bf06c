//! The words about sign-ins that do not come back, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

use patchbay_contract::{Untried, WayCheck};

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of the section that looks into them.
pub struct WaysHomeWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub check: &'static str,
    pub check_again: &'static str,
    pub repair: &'static str,
    pub repair_what: fn(&str) -> String,
    pub all_fine: &'static str,
    pub in_trouble: fn(usize) -> String,
    pub fine: &'static str,
    pub trouble: &'static str,
    pub untried: &'static str,
    pub name: fn(WayCheck) -> &'static str,
    pub why_untried: fn(Untried) -> &'static str,
    pub report: &'static str,
    // In the window of a sign-in.
    pub does_not_come_back: &'static str,
    pub came_by: fn(&str) -> String,
}
