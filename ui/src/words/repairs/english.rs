//! The words of the page of repairs in English.

use patchbay_contract::{RepairCause, Severity};

use super::RepairWords;
use crate::words::as_a_sentence;

/// The words.
pub(in crate::words) static WORDS: RepairWords = RepairWords {
    title: "Repairs",
    lead: "What a person has to do for connections. Trouble that passes by itself is not here.",
    none: "Nothing has to be repaired: every connection works, and none ends soon.",
    count: |count| match count {
        1 => "One thing to do.".into(),
        n => format!("{n} things to do."),
    },
    severity: |severity| match severity {
        Severity::Critical => "Critical",
        Severity::Warning => "Warning",
    },
    since: |when| format!("began {when}"),
    ran_out: "Its permission ran out.",
    ends_on: |date, when| format!("Its permission ends {when}, on {date}."),
    was_to_end: "Its permission was about to end.",
    lives_on_when_used: "It lives on while Patchbay runs with the stored credentials unlocked.",
    lacks: |feature| format!("Its permission lacks something: {feature}."),
    does_not_fit: |field| as_a_sentence(field, |field| format!("A setting does not fit: {field}.")),
    effect: |cause| match cause {
        RepairCause::Reconnect { .. } => "Until that is done, this stands still:",
        RepairCause::ExpiresSoon { .. } => "Without a new permission, this stops that day:",
        RepairCause::Permission { .. } => "Everything else goes on.",
        RepairCause::Settings { .. } => "Until that is right, this stands still:",
        RepairCause::Books { .. } => {
            "The connection works. Compare both totals in the ledger for the same day, put the \
             entry right that has one side only, and test again. Nothing is taken over from \
             books whose two sides differ:"
        }
        RepairCause::Other { .. } => "Until that is done, this may stand still:",
    },
    reads_and_writes: "What this connection reads and writes",
    allow_more: "Sign in and allow more",
    open_page: "Open its page",
    closed_title: "Closed in the last 30 days",
    none_closed: "Nothing was closed in the last 30 days.",
    connection: "Connection",
    cause: "Why it was asked for",
    closed_at: "Closed",
    closed_by: "By",
    by_renewal: "a new permission",
    by_recovery: "itself: it works again",
    by_expiry: "its end: it ran out",
};
