//! Every word of the pages: one file a language, and one that is missing in one of them does not
//! compile.

mod english;
mod spanish;

use axum::http::HeaderMap;

use super::refused::Refused;
use crate::paper::{CopyWords, in_language_of};

/// The words of one language.
pub(super) struct Words {
    /// The language's tag.
    pub(super) tag: &'static str,
    /// Of every page.
    pub(super) title: &'static str,
    pub(super) welcome: &'static str,
    pub(super) what: &'static str,
    pub(super) sign_in: &'static str,
    pub(super) who: &'static str,
    pub(super) your_code: &'static str,
    pub(super) as_whom: fn(&str) -> String,
    pub(super) open: &'static str,
    pub(super) paste: &'static str,
    pub(super) code: CopyWords,
    pub(super) done: &'static str,
    pub(super) another: &'static str,
    pub(super) again: &'static str,
    pub(super) refused: &'static str,
    /// What is wrong, and what to do.
    pub(super) reason: fn(Refused) -> &'static str,
    /// What stands before the reason's name.
    pub(super) tell: &'static str,
    /// Whose page this is.
    pub(super) from: &'static str,
}

impl Words {
    /// In the language that a browser wants, or in English.
    pub(super) fn wanted(headers: &HeaderMap) -> &'static Self {
        in_language_of(headers, &english::WORDS, &spanish::WORDS)
    }
}
