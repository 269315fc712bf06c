//! The sentences for a permission that could not be taken back.

use patchbay_contract::{ErrorCode, Problem};

const NOTHING_REMOVED: &str =
    "Nothing was removed: the permission stands there, and the connection here.";

/// The provider could not be asked to take the permission back.
pub fn permission_stands(provider: &str, details: &str) -> Problem {
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
pub fn permission_lost(provider: &str) -> Problem {
    permission_stands(provider, "what it would be taken back with is not in the vault any more")
}

/// The provider said no to that.
pub fn permission_not_ended(provider: &str, details: &str) -> Problem {
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
pub fn not_removed(problem: Problem) -> Problem {
    Problem { effect: NOTHING_REMOVED.to_owned(), ..problem }
}
