//! The sentences for what keeps a connection from being ended, and from whatever else one does
//! with it at a time. That the provider was not told of it is said by whoever has custody.

use patchbay_contract::{ErrorCode, Problem};

/// Somebody else has it in hand.
pub(crate) fn connection_busy() -> Problem {
    Problem::new(
        ErrorCode::ConnectionBusy,
        "This connection is just being renewed, tested or signed in to.",
        "Nothing was changed.",
        "Wait a moment, then try again.",
    )
}
