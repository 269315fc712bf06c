//! The words about signing in at a provider, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of the window of a sign-in, and of the firm's apps.
pub struct SignInWords {
    // The window.
    pub title: fn(&str) -> String,
    pub again: fn(&str) -> String,
    pub steps: [&'static str; 4],
    pub step_of: fn(usize, usize) -> String,
    pub what_and_why: &'static str,
    pub nothing_asked: &'static str,
    pub opens_browser: &'static str,
    pub open_browser: &'static str,
    pub waiting: &'static str,
    pub waiting_text: fn(&str) -> String,
    pub time_left: fn(i64, i64) -> String,
    pub open_again: &'static str,
    pub address: &'static str,
    pub other_way: &'static str,
    pub other_way_text: &'static str,
    pub paste: &'static str,
    pub paste_label: &'static str,
    pub paste_help: &'static str,
    pub paste_it: &'static str,
    pub checking: fn(&str) -> String,
    pub which: &'static str,
    pub which_text: fn(&str) -> String,
    pub connected_already: &'static str,
    pub connect_it: &'static str,
    pub proving: &'static str,
    pub holds: &'static str,
    pub fails: &'static str,
    pub not_yet: &'static str,
    pub done: &'static str,
    pub done_text: fn(&str, &str) -> String,
    pub done_plain: fn(&str) -> String,
    pub go_on: &'static str,
    pub new_secret: &'static str,
    pub new_secret_for: fn(&str) -> String,
    pub new_secret_lead: &'static str,
    pub cancel: &'static str,
    pub close: &'static str,
    // The firm's app, on a provider's Settings tab.
    pub app: &'static str,
    pub app_lead: &'static str,
    pub app_saved: fn(&str) -> String,
    pub app_secret: fn(&str) -> String,
    pub app_sealed: &'static str,
    pub register_at: &'static str,
    pub to_register: &'static str,
    pub secret_help: &'static str,
    pub secret_kept: &'static str,
    pub save_app: &'static str,
    pub replace_app: &'static str,
    pub remove_app: &'static str,
    // Connecting.
    pub connect: &'static str,
    pub connect_by_browser: &'static str,
    pub connect_as_client: &'static str,
    pub connect_lead: fn(&str) -> String,
    pub connect_lead_keys: fn(&str) -> String,
    pub or_browser: &'static str,
    pub label: &'static str,
    pub label_help: &'static str,
    pub optional_scopes: &'static str,
    pub app_first: &'static str,
    pub to_the_app: &'static str,
    pub reconnect: &'static str,
    pub began: &'static str,
    // Practising.
    pub practice: &'static str,
    pub practice_text: &'static str,
    pub open_practice: &'static str,
}
