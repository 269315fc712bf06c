//! The words about other administrators, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of the Security page about other administrators.
pub struct AdministratorWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub none: &'static str,
    pub when_open: &'static str,
    pub name: &'static str,
    pub added: &'static str,
    pub fingerprint: &'static str,
    pub remove: &'static str,
    pub remove_what: fn(&str) -> String,
    pub remove_title: fn(&str) -> String,
    pub remove_text: &'static str,
    pub remove_copy: &'static str,
    pub remove_last: &'static str,
    pub remove_it: &'static str,
    pub keep: &'static str,
    // Adding one.
    pub add: &'static str,
    pub add_title: &'static str,
    pub add_text: &'static str,
    pub name_help: &'static str,
    pub their_code: &'static str,
    pub their_code_help: &'static str,
    pub letters: fn(usize, usize) -> String,
    pub compare_code: &'static str,
    pub add_it: &'static str,
    pub was_added: fn(&str) -> String,
    // Our own code.
    pub own_code: &'static str,
    pub own_code_title: &'static str,
    pub own_code_text: &'static str,
    pub code: &'static str,
    pub compare_own: &'static str,
    // Asking for help.
    pub ask: &'static str,
    pub ask_title: &'static str,
    pub ask_whom: &'static str,
    pub since: fn(&str) -> String,
    pub make_request: &'static str,
    pub send_request: &'static str,
    pub request: &'static str,
    pub compare_asked: &'static str,
    pub stays_open: &'static str,
    pub answer: &'static str,
    pub answer_help: &'static str,
    pub open_with_answer: &'static str,
    // Giving help.
    pub help: &'static str,
    pub help_title: &'static str,
    pub their_request: &'static str,
    pub their_request_help: &'static str,
    pub read_it: &'static str,
    pub asks: fn(&str) -> String,
    pub compare_first: &'static str,
    pub help_danger: &'static str,
    pub same_answer: &'static str,
    pub send_answer: &'static str,
}
