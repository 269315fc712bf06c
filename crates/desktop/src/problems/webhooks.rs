//! The sentences for what cannot prove the events of a connection.

use patchbay_contract::{ErrorCode, Problem};

/// The provider sends nothing.
pub(crate) fn sends_no_events(provider: &str) -> Problem {
    Problem::new(
        ErrorCode::EventsNeedNoSecret,
        format!("{provider} sends no events, or Patchbay takes none from it."),
        "There is no address to paste and no secret to keep.",
        "Nothing to do: Patchbay asks for what is new by itself.",
    )
}

/// What proves its events is here already.
pub(crate) fn needs_no_secret(provider: &str) -> Problem {
    Problem::new(
        ErrorCode::EventsNeedNoSecret,
        format!("Nobody pastes a secret for the events of {provider}."),
        "Nothing was saved. They are proven by what Patchbay has already, or fetches by itself.",
        "Nothing to do here.",
    )
}

/// What was pasted is something else.
pub(crate) fn webhook_secret_wrong_kind(says: &str) -> Problem {
    Problem::new(
        ErrorCode::KeyWrongKind,
        says,
        "Nothing was saved.",
        "Copy the secret that proves events. Where it is stands above the field.",
    )
}

/// There is no other one.
pub(crate) fn nothing_to_retire() -> Problem {
    Problem::new(
        ErrorCode::NothingToRetire,
        "There is no next secret that could take over.",
        "Nothing was changed: without any, no event could be proven.",
        "Paste the new secret first. Then retire the old one.",
    )
}
