//! The words about this computer at the firm's server, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

use patchbay_contract::FirmRole;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word about it.
pub struct EnrolmentWords {
    pub title: &'static str,
    pub lead: &'static str,
    /// A link asks this computer to come in at this server.
    pub asked: fn(&str) -> String,
    /// The same where it is in already.
    pub asked_already: fn(&str) -> String,
    /// Forgets what the link asks.
    pub not_now: &'static str,
    pub server: &'static str,
    pub server_help: &'static str,
    pub code: &'static str,
    pub code_help: &'static str,
    pub name: &'static str,
    pub name_help: &'static str,
    pub enter: &'static str,
    pub embedded_title: &'static str,
    pub embedded_text: &'static str,
    pub kept_since: &'static str,
    pub kept: &'static str,
    /// So many connections and settings.
    pub kept_count: fn(u32, u32) -> String,
    pub kept_last: &'static str,
    pub kept_pending: &'static str,
    /// So much that it has not heard yet.
    pub kept_pending_count: fn(u32) -> String,
    pub kept_refused: &'static str,
    /// So much that it does not take, and why.
    pub kept_refused_count: fn(u32) -> String,
    pub kept_not_yet: &'static str,
    pub move_title: &'static str,
    /// What to do, in this order.
    pub move_steps: &'static [&'static str],
    pub moved: &'static str,
    pub entered: &'static str,
    pub left: &'static str,
    pub is_in: &'static str,
    pub is_out: &'static str,
    pub is_restored: &'static str,
    pub shut_out_text: &'static str,
    pub restored_text: &'static str,
    pub at: &'static str,
    pub in_as: &'static str,
    pub role: fn(FirmRole) -> &'static str,
    pub computer: &'static str,
    pub since: &'static str,
    pub last_answer: &'static str,
    pub none_yet: &'static str,
    pub ask: &'static str,
    pub answered: &'static str,
    pub go_along: &'static str,
    pub leave: &'static str,
    pub leave_title: &'static str,
    pub leave_text: &'static str,
    pub leave_untold: &'static str,
    pub leave_now: &'static str,
    pub stay: &'static str,
}

/// So many, in words of either language that has one for one and one for more.
fn counted(count: u32, one: &str, more: &str) -> String {
    if count == 1 { one.into() } else { format!("{count} {more}") }
}
