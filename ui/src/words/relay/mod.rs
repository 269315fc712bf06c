//! The words about the firm server's public address, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word about it.
pub struct RelayWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub address: &'static str,
    pub address_help: &'static str,
    pub save: &'static str,
    pub saved: &'static str,
    pub taken_away: &'static str,
    pub check: &'static str,
    pub ours: &'static str,
    pub ours_text: fn(&str) -> String,
    pub other: &'static str,
    pub other_text: fn(u16) -> String,
    pub silent: &'static str,
    pub silent_text: &'static str,
    pub to_register: &'static str,
    pub to_register_help: &'static str,
    pub pattern: &'static str,
    pub own: &'static str,
    // On a provider's page.
    pub needed: fn(&str) -> String,
    pub to_settings: &'static str,
}
