//! Every word of the pages: one file a language, and one that is missing in one of them
//! does not compile.

mod english;
mod spanish;

use patchbay_contract::preferred_language;

use super::answer::Refused;

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
    pub(super) code: &'static str,
    pub(super) copy: &'static str,
    pub(super) copied: &'static str,
    /// Where the browser does not let the page copy.
    pub(super) copy_by_hand: &'static str,
    pub(super) code_note: &'static str,
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
    /// In the language that a browser's `Accept-Language` wants, or in English.
    pub(super) fn for_browser(accepted: &str) -> &'static Self {
        match preferred_language(accepted, &[english::WORDS.tag, spanish::WORDS.tag]) {
            Some(tag) if tag == spanish::WORDS.tag => &spanish::WORDS,
            _ => &english::WORDS,
        }
    }
}
