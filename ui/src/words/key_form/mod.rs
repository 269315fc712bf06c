//! The words of forms for keys, and of testing what is connected: one file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of them.
pub struct KeyFormWords {
    // The form.
    pub connect_by_key: &'static str,
    pub connect_by_password: &'static str,
    pub lead: fn(&str) -> String,
    pub empty: &'static str,
    pub choose: &'static str,
    pub in_sight: fn(&str) -> String,
    pub in_sight_help: &'static str,
    pub save: &'static str,
    pub ends_in: fn(&str) -> String,
    pub replace: &'static str,
    pub replace_title: fn(&str) -> String,
    pub replace_lead: &'static str,
    pub replace_save: &'static str,
    pub switch_account: &'static str,
    pub switch_account_help: &'static str,
    pub done_text: fn(&str, &str) -> String,
    pub done_plain: fn(&str) -> String,
    pub replaced: &'static str,
    pub another: &'static str,
    pub not_proven: &'static str,
    // Where it is kept.
    pub encrypted: &'static str,
    pub in_the_keychain: &'static str,
    pub by_a_passphrase: &'static str,
    pub in_memory: &'static str,
    pub made_with_it: &'static str,
    pub chosen_before_it: &'static str,
    // Testing.
    pub test: &'static str,
    pub test_of: fn(&str) -> String,
    pub testing: &'static str,
    pub works: &'static str,
    pub test_all: &'static str,
    pub all_work: fn(usize) -> String,
    pub some_do_not: fn(usize, usize) -> String,
    pub nothing_to_test: &'static str,
}
