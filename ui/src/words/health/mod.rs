//! The words about how a connection is: the tests that were made of it, and its diagnosis.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

use patchbay_contract::{DiagnosisCheck, HealthPart, HealthState, NotChecked, ProbeAsker};

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of it.
pub struct HealthWords {
    // The five parts.
    pub health_of: fn(&str) -> String,
    pub part: fn(HealthPart) -> &'static str,
    pub state: fn(HealthPart, HealthState) -> &'static str,
    pub unknown_now: &'static str,
    pub proven: fn(&str) -> String,
    // The tests so far.
    pub tests_of: fn(&str) -> String,
    pub no_tests: &'static str,
    pub result: &'static str,
    pub took: &'static str,
    pub asked_by: &'static str,
    pub asker: fn(ProbeAsker) -> &'static str,
    pub not_found_out: &'static str,
    /// How many steps a test had.
    pub steps: fn(usize) -> String,
    /// So many milliseconds.
    pub time: fn(u64) -> String,
    pub older: &'static str,
    // The diagnosis.
    pub diagnose: &'static str,
    pub diagnose_account: fn(&str) -> String,
    pub diagnosis_of: fn(&str) -> String,
    pub diagnosis_lead: &'static str,
    pub looking: &'static str,
    pub look_again: &'static str,
    pub all_well: &'static str,
    pub not_well: fn(usize) -> String,
    pub check: fn(DiagnosisCheck) -> &'static str,
    pub why_not_checked: fn(NotChecked) -> &'static str,
    pub for_support: &'static str,
}

/// Seconds with one digit behind the point, from milliseconds.
fn tenths(milliseconds: u64, point: char) -> String {
    let tenths = (milliseconds + 50) / 100;
    format!("{}{point}{} s", tenths / 10, tenths % 10)
}
