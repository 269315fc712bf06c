//! The words about ending connections and switching companies, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

use patchbay_contract::{EndProof, TakenBack};

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of a connection's end, of its receipt, and of another company in its place.
pub struct EndingWords {
    pub to_do: &'static str,
    pub again_what: fn(&str) -> String,
    // Before it.
    pub disconnect: &'static str,
    pub disconnect_what: fn(&str) -> String,
    pub stops: &'static str,
    pub reads_stop: &'static str,
    pub writes_stop: &'static str,
    pub last_of: fn(&str) -> String,
    pub sign_in_ends: &'static str,
    pub to_do_goes: fn(u32) -> String,
    pub stays: &'static str,
    pub trail_stays: &'static str,
    pub app_stays: &'static str,
    pub others_stay: fn(u32) -> String,
    pub there: fn(&str) -> String,
    pub told_by_patchbay: fn(&str) -> String,
    pub also_ends: &'static str,
    pub told_by_person: fn(&str) -> String,
    pub nothing_was_given: &'static str,
    pub begin_here: &'static str,
    pub where_it_was_made: &'static str,
    pub keep_it: &'static str,
    // When it failed.
    pub anyway_text: fn(&str) -> String,
    pub anyway: &'static str,
    // After it.
    pub done: fn(&str) -> String,
    pub taken: fn(TakenBack) -> &'static str,
    pub proof: fn(EndProof) -> &'static str,
    pub works_until: fn(&str) -> String,
    pub left_to_do: &'static str,
    pub close: &'static str,
    pub ended: &'static str,
    pub ended_at: &'static str,
    pub ended_by: &'static str,
    pub provider_said: &'static str,
    pub proven: &'static str,
    pub to_accounts: &'static str,
    // Another company.
    pub switch: &'static str,
    pub switch_what: fn(&str) -> String,
    pub switch_text: fn(&str) -> String,
    pub switch_kept: &'static str,
    pub switch_default: &'static str,
    pub switch_other: &'static str,
    pub switch_go: &'static str,
}
