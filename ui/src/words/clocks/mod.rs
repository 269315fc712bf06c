//! The words of the page of clocks, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

use patchbay_contract::{ClockKind, ClockStage, KeptBy};

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of the page of clocks.
pub struct ClockWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub none: &'static str,
    pub timeline: &'static str,
    pub calendar: &'static str,
    pub connection: &'static str,
    pub next_end: &'static str,
    pub kept_alive: &'static str,
    pub later: &'static str,
    pub no_end: &'static str,
    pub stages: &'static str,
    pub stage: fn(ClockStage) -> &'static str,
    pub kind: fn(ClockKind) -> &'static str,
    pub kept_by: fn(KeptBy) -> &'static str,
    pub previous_month: &'static str,
    pub next_month: &'static str,
    pub how_to_move: &'static str,
    pub ends_that_day: fn(usize) -> String,
    pub nothing_that_day: &'static str,
    pub save: &'static str,
    pub saved: fn(u64) -> String,
    pub none_to_save: &'static str,
    pub path: &'static str,
}
