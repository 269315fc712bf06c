//! The sentences for everything that can go wrong when a connection is ended.

use patchbay_contract::{ErrorCode, Problem};

const NOTHING_REMOVED: &str =
    "Nothing was removed: the permission stands there, and the connection here.";

/// Somebody else has it in hand.
pub(crate) fn connection_busy() -> Problem {
    Problem::new(
        ErrorCode::ConnectionBusy,
        "This connection is just being renewed, tested or signed in to.",
        "Nothing was changed.",
        "Wait a moment, then try again.",
    )
}

/// The provider could not be asked to take the permission back.
pub(crate) fn permission_stands(provider: &str, details: &str) -> Problem {
    Problem::new(
        ErrorCode::PermissionStands,
        format!("{provider} could not be asked to take the permission back."),
        NOTHING_REMOVED,
        "Try again in a while. If it has to end now, remove it here anyway and take the \
         permission back yourself at the provider.",
    )
    .with_details(details)
}

/// What it would be taken back with was put aside, or is gone.
pub(crate) fn permission_lost(provider: &str) -> Problem {
    permission_stands(provider, "what it would be taken back with is not in the vault any more")
}

/// The provider said no to that.
pub(crate) fn permission_not_ended(provider: &str, details: &str) -> Problem {
    Problem::new(
        ErrorCode::PermissionNotEnded,
        format!("{provider} would not take the permission back."),
        NOTHING_REMOVED,
        "Take the permission back yourself at the provider, then remove the connection here \
         anyway.",
    )
    .with_details(details)
}

/// Something here kept the provider from being asked: what it means is another thing than
/// where somebody signs in.
pub(crate) fn not_removed(problem: Problem) -> Problem {
    Problem { effect: NOTHING_REMOVED.to_owned(), ..problem }
}
