//! The words about provider files that the firm shares, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

use patchbay_contract::SharedFileState;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word about them.
pub struct SharedFileWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub waiting: &'static str,
    pub known: &'static str,
    pub unshared: &'static str,
    pub unshared_text: &'static str,
    pub who_may: &'static str,
    pub state: fn(SharedFileState) -> &'static str,
    pub means: fn(SharedFileState) -> Option<&'static str>,
    pub offered_by_at: fn(&str, &str) -> String,
    pub offered_by: fn(&str) -> String,
    pub offered_at: fn(&str) -> String,
    pub not_sent: &'static str,
    pub of: fn(&str, &str) -> String,
    pub look: &'static str,
    pub offer: &'static str,
    pub withdraw: &'static str,
    pub file: fn(&str) -> String,
    pub standing: &'static str,
    pub from: &'static str,
    pub connections: &'static str,
    pub used_by: fn(u32) -> String,
    pub hosts: &'static str,
    pub no_hosts: &'static str,
    pub new_host: &'static str,
    pub all_new: &'static str,
    pub open_hosts: &'static str,
    pub trust: &'static str,
    pub replaces: &'static str,
    pub replaces_any: &'static str,
    pub mistakes: &'static str,
    pub whole_text: &'static str,
    pub as_shared: &'static str,
    pub as_here: &'static str,
    pub same_here: &'static str,
    pub use_it: &'static str,
    pub do_not_use: &'static str,
    pub not_now: &'static str,
    pub close: &'static str,
    pub taken: fn(&str) -> String,
    pub declined: fn(&str) -> String,
    pub offer_what: fn(&str) -> String,
    pub offer_told: &'static str,
    pub offer_as_is: &'static str,
    pub offer_no_secret: &'static str,
    pub offer_now: &'static str,
    pub offer_done: fn(&str) -> String,
    pub withdraw_what: fn(&str) -> String,
    pub withdraw_told: &'static str,
    pub withdraw_kept: &'static str,
    pub withdraw_now: &'static str,
    pub withdraw_done: fn(&str) -> String,
    pub rail: fn(u32) -> String,
    pub own_text: &'static str,
    pub with_the_firm: &'static str,
}
