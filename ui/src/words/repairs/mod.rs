//! The words of the page of repairs, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

use patchbay_contract::{RepairCause, Severity};

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of the page of repairs.
pub struct RepairWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub none: &'static str,
    pub count: fn(usize) -> String,
    pub severity: fn(Severity) -> &'static str,
    pub since: fn(&str) -> String,
    pub ran_out: &'static str,
    pub ends_on: fn(&str, &str) -> String,
    pub was_to_end: &'static str,
    pub lives_on_when_used: &'static str,
    pub lacks: fn(&str) -> String,
    pub does_not_fit: fn(&str) -> String,
    pub effect: fn(&RepairCause) -> &'static str,
    pub reads_and_writes: &'static str,
    pub allow_more: &'static str,
    pub open_page: &'static str,
    pub closed_title: &'static str,
    pub none_closed: &'static str,
    pub connection: &'static str,
    pub cause: &'static str,
    pub closed_at: &'static str,
    pub closed_by: &'static str,
    pub by_renewal: &'static str,
    pub by_recovery: &'static str,
    pub by_expiry: &'static str,
}
