//! Every word of the pages: one file a language, and one that is missing in one of them
//! does not compile.

mod english;
mod spanish;

use axum::http::HeaderMap;

use super::answer::Refused;
use crate::paper::{CopyWords, in_language_of};

/// The words of one language.
pub(super) struct Words {
    /// The language's tag.
    pub(super) tag: &'static str,
    /// Of every page, and of the one that is hoped for.
    pub(super) title: &'static str,
    pub(super) allowed: &'static str,
    pub(super) denied: &'static str,
    pub(super) failed: &'static str,
    pub(super) told_in_app: &'static str,
    pub(super) open: &'static str,
    pub(super) allow_browser: &'static str,
    pub(super) close_tab: &'static str,
    /// The heading of what to do when the app does not come.
    pub(super) trouble: &'static str,
    pub(super) steps: &'static [&'static str],
    pub(super) code: CopyWords,
    pub(super) done: &'static str,
    pub(super) go_on: &'static str,
    pub(super) still_waiting: &'static str,
    pub(super) refused: &'static str,
    pub(super) begin_again: &'static str,
    /// What stands before the reason.
    pub(super) tell: &'static str,
    pub(super) reason: fn(Refused) -> &'static str,
    /// Whose page this is.
    pub(super) from: &'static str,
}

impl Words {
    /// In the language that a browser wants, or in English.
    pub(super) fn wanted(headers: &HeaderMap) -> &'static Self {
        in_language_of(headers, &english::WORDS, &spanish::WORDS)
    }
}
