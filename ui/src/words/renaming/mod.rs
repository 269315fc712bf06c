//! The words about another name for an account, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of it.
pub struct RenamingWords {
    pub rename: &'static str,
    pub rename_what: fn(&str) -> String,
    pub name: &'static str,
    pub name_help: &'static str,
    pub save: &'static str,
    pub keep: &'static str,
}
