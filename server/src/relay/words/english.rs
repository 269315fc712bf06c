//! English.

use patchbay_contract::NotAnAnswer;

use super::{Refused, Words};
use crate::paper::CopyWords;

/// The words.
pub(super) static WORDS: Words = Words {
    tag: "en",
    title: "Back to Patchbay",
    allowed: "The service has answered. Patchbay checks the answer and does the rest.",
    denied: "Access was not allowed",
    failed: "The service could not finish the sign-in",
    told_in_app: "Nothing was connected. Patchbay tells you what it means and what you can do.",
    open: "Open Patchbay",
    allow_browser: "If your browser asks whether it may open Patchbay, say yes.",
    close_tab: "Once Patchbay has gone on, you may close this tab.",
    trouble: "Nothing happened?",
    steps: &[
        "Look at Patchbay first. It also fetches the answer by itself, and may have gone on already.",
        "Press “Open Patchbay” again, and let your browser open it.",
        "Your browser does not offer that? Copy the code below, and paste it into Patchbay where it waits for the answer.",
    ],
    code: CopyWords {
        code: "Code for Patchbay",
        copy: "Copy",
        copied: "Copied",
        by_hand: "Now press Ctrl+C, or ⌘C on a Mac",
        note: "It works once, for a few minutes, and only in the Patchbay that began this sign-in. Give it to nobody.",
    },
    done: "This page has done its work",
    go_on: "Go on in Patchbay. You may close this tab.",
    still_waiting: "Is Patchbay still waiting? Cancel there, and begin the sign-in again.",
    refused: "Patchbay cannot take this answer",
    begin_again: "Nothing was connected and nothing was changed. Go back to Patchbay, and begin the sign-in there.",
    tell: "If it happens again, tell your administrator:",
    reason: |refused| match refused {
        Refused::Provider => "The address names no service.",
        Refused::NotAnAnswer(NotAnAnswer::TooLong) => "The answer is longer than any real one.",
        Refused::NotAnAnswer(NotAnAnswer::Malformed) => {
            "The answer has characters that no answer has."
        }
        Refused::NotAnAnswer(NotAnAnswer::Repeated) => "The answer says the same thing twice.",
        Refused::NoState => "The answer does not say which sign-in it belongs to.",
        Refused::ForeignState => "The answer belongs to no sign-in of Patchbay.",
    },
    from: "This page is part of your firm’s own Patchbay. It loads nothing from elsewhere, and nobody else is told of your sign-in.",
};
