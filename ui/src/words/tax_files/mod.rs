//! The words about how files for tax software are written, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of it.
pub struct TaxFileWords {
    pub how: &'static str,
    pub how_into: fn(&str) -> String,
    pub lead: fn(&str) -> String,
    pub gone: &'static str,
    pub format: &'static str,
    pub name: &'static str,
    pub name_help: &'static str,
    pub for_example: &'static str,
    pub amounts: &'static str,
    pub cents: &'static str,
    pub cents_help: &'static str,
    pub whole_dollars: &'static str,
    pub dollars_alone: fn(&str) -> String,
    pub sides: &'static str,
    pub two_columns: &'static str,
    pub two_columns_help: &'static str,
    pub one_signed: &'static str,
    pub one_signed_help: &'static str,
    /// What the program does with the columns.
    pub sides_fixed: fn(&str, &str) -> String,
    pub save: &'static str,
    pub keep: &'static str,
}
