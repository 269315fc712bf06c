//! The words about mailboxes: their form, and how their reading goes on.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

use patchbay_contract::ServerOrigin;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of them.
pub struct MailWords {
    // The form.
    pub whose: &'static str,
    pub firm: &'static str,
    pub firm_help: &'static str,
    pub personal: &'static str,
    pub personal_help: &'static str,
    pub servers: &'static str,
    pub servers_help: &'static str,
    pub looking: &'static str,
    pub reading: &'static str,
    pub sending: &'static str,
    pub not_found: &'static str,
    pub origin: fn(ServerOrigin) -> &'static str,
    pub own_card: fn(&str) -> String,
    // Reading.
    pub tab: &'static str,
    pub none: &'static str,
    pub of_the_firm: &'static str,
    pub of_people: &'static str,
    pub never_read: &'static str,
    pub last_read: fn(&str) -> String,
    pub came: fn(u32) -> String,
    pub next: fn(&str) -> String,
    pub waits: &'static str,
    pub paused: &'static str,
    pub elsewhere: &'static str,
    pub pause: &'static str,
    pub pause_what: fn(&str) -> String,
    pub go_on: &'static str,
    pub go_on_what: fn(&str) -> String,
    pub newest: fn(&str) -> String,
    pub empty: &'static str,
    pub from: &'static str,
    pub subject: &'static str,
    pub read: &'static str,
    pub unread: &'static str,
    pub no_sender: &'static str,
    pub no_subject: &'static str,
}
