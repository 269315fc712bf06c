//! The words about what goes along with the firm's server, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word about it.
pub struct SyncWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub agreed: &'static str,
    pub not_yet: &'static str,
    pub to_be_told: &'static str,
    pub nothing_waits: &'static str,
    pub waiting: fn(usize) -> String,
    pub next_try: &'static str,
    pub offline: fn(&str) -> String,
    pub offline_never: &'static str,
    pub now: &'static str,
    pub done: &'static str,
    pub settled: &'static str,
    pub conflicts: &'static str,
    pub conflicts_text: &'static str,
    pub here: &'static str,
    pub there: &'static str,
    pub changed: fn(&str) -> String,
    pub not_set: &'static str,
    pub keep_ours: &'static str,
    pub take_theirs: &'static str,
    pub of: fn(&str, &str) -> String,
    pub refused: &'static str,
    pub refused_by_role: fn(&str) -> String,
    pub put_back: fn(&str) -> String,
    pub refused_otherwise: fn(&str, &str) -> String,
    pub elsewhere: &'static str,
    pub elsewhere_text: &'static str,
    pub left_out: &'static str,
    pub left_out_text: &'static str,
    pub connection: fn(&str) -> String,
    pub setting: fn(&str) -> String,
    pub rail_offline: &'static str,
    pub rail_stuck: &'static str,
    pub rail_to_decide: fn(usize) -> String,
    pub rail_sending: &'static str,
    pub rail_fine: &'static str,
    pub rail_waiting: fn(usize) -> String,
    pub banner_offline: fn(&str) -> String,
    pub banner_stuck: &'static str,
    pub banner_to_decide: fn(usize) -> String,
}
