//! The words about what proves events, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

use patchbay_contract::WebhookSlot;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word about it.
pub struct WebhookWords {
    pub of: fn(&str) -> String,
    pub address: &'static str,
    pub address_of: fn(&str) -> String,
    pub no_address: &'static str,
    pub arrival: &'static str,
    pub no_accounts: &'static str,
    pub nobody: &'static str,
    pub from_the_firm: &'static str,
    pub secret: &'static str,
    pub slot: fn(WebhookSlot) -> &'static str,
    pub set: fn(&str, Option<&str>) -> String,
    pub not_set: &'static str,
    pub paste: fn(&str) -> String,
    pub paste_next: fn(&str) -> String,
    pub paste_help: &'static str,
    pub next_help: &'static str,
    pub empty: &'static str,
    pub save: &'static str,
    pub both: &'static str,
    pub retire: &'static str,
    pub retire_means: &'static str,
    pub remove: fn(WebhookSlot) -> &'static str,
    pub remove_means: &'static str,
    pub saved: &'static str,
    pub retired: &'static str,
    pub removed: &'static str,
}
