//! The words about who holds an account, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of it.
pub struct CustodyWords {
    pub who: &'static str,
    pub who_what: fn(&str) -> String,
    pub at_server: &'static str,
    pub here: &'static str,
    pub no_server: &'static str,
    pub to_settings: &'static str,
    pub means: &'static str,
    pub kept_alive: &'static str,
    pub gone_here: &'static str,
    pub mail_there: &'static str,
    pub comes_back: &'static str,
    pub which_server: &'static str,
    pub server: &'static str,
    pub key: &'static str,
    pub trusted: &'static str,
    pub none_trusted: &'static str,
    pub compare: &'static str,
    pub compared: &'static str,
    pub hand_over: &'static str,
    pub how_far: &'static str,
    pub sent: &'static str,
    pub proven: &'static str,
    pub let_go: &'static str,
    pub taken: &'static str,
    pub done: &'static str,
    pub to_do: &'static str,
    pub offered: &'static str,
    pub letting_go: &'static str,
    pub taking_back: &'static str,
    pub again: &'static str,
    pub keep_here: &'static str,
    pub held_since: fn(&str) -> String,
    pub how_back: &'static str,
    pub close: &'static str,
}
