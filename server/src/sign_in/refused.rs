//! Why somebody got no code: each with a name that stays, which an administrator can be told.

use axum::http::StatusCode;
use patchbay_firm_store::StoreError;

use crate::directory::Trouble;
use crate::problem::{Code, Problem};

/// Declares the reasons with their names and statuses.
macro_rules! refusals {
    ($($(#[$doc:meta])* $refused:ident = $name:literal, $status:ident;)*) => {
        /// Why not.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Refused { $($(#[$doc])* $refused,)* }

        impl Refused {
            /// Every reason.
            #[cfg(test)]
            pub(super) const ALL: &[Self] = &[$(Self::$refused),*];

            /// Its name, for ever.
            pub(super) const fn as_str(self) -> &'static str {
                match self { $(Self::$refused => $name),* }
            }

            pub(super) const fn status(self) -> StatusCode {
                match self { $(Self::$refused => StatusCode::$status),* }
            }
        }
    };
}

refusals! {
    /// What came is no answer.
    NoAnswer = "sign_in_malformed", BAD_REQUEST;
    /// This browser began no such sign-in.
    NotBegunHere = "sign_in_not_begun_here", FORBIDDEN;
    /// It was taken, or its time is over.
    Over = "sign_in_over", FORBIDDEN;
    /// The person, or somebody who may, said no at Microsoft.
    Denied = "sign_in_denied", FORBIDDEN;
    /// It did not work out at Microsoft.
    Failed = "sign_in_failed", BAD_GATEWAY;
    /// Microsoft does not take this server for the app.
    AppUnknown = "directory_refuses_server", BAD_GATEWAY;
    /// Microsoft does not answer.
    Away = "directory_away", SERVICE_UNAVAILABLE;
    /// Whoever answers is not the firm's directory.
    NotTheDirectory = "directory_wrong", BAD_GATEWAY;
    /// What vouches for the person does not hold.
    NotBelieved = "sign_in_not_believed", FORBIDDEN;
    /// Somebody of another organisation.
    Guest = "person_guest", FORBIDDEN;
    /// Nobody in the firm has that address.
    Unknown = "person_unknown", FORBIDDEN;
    /// More than one has it.
    Ambiguous = "person_ambiguous", FORBIDDEN;
    /// Whoever has it signs in by another account.
    OtherAccount = "person_other_account", FORBIDDEN;
    /// They are not a member any more.
    Ended = "person_ended", FORBIDDEN;
    /// The invitation came too late.
    InvitationOver = "invitation_over", FORBIDDEN;
    /// Asked too often.
    TooOften = "too_many_requests", TOO_MANY_REQUESTS;
    /// The database does not answer.
    DatabaseAway = "database_unavailable", SERVICE_UNAVAILABLE;
    /// The server failed in a way of its own.
    Internal = "internal", INTERNAL_SERVER_ERROR;
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        match problem.code {
            Code::TooManyRequests => Self::TooOften,
            Code::DatabaseUnavailable => Self::DatabaseAway,
            _ => Self::Internal,
        }
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        Problem::from(error).into()
    }
}

impl From<Trouble> for Refused {
    /// What it was goes to the log, for whoever looks after the server.
    fn from(trouble: Trouble) -> Self {
        tracing::warn!(%trouble, "the firm's directory did not say who somebody is");
        match trouble {
            Trouble::NoAnswer(_) | Trouble::Failed(_) => Self::Away,
            Trouble::Nonsense(_) => Self::NotTheDirectory,
            Trouble::AppRefused(_) => Self::AppUnknown,
            Trouble::CodeRefused => Self::Failed,
            Trouble::Token(_) => Self::NotBelieved,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_reasons_share_a_name() {
        for (n, one) in Refused::ALL.iter().enumerate() {
            let others = &Refused::ALL[n + 1..];
            assert!(others.iter().all(|other| other.as_str() != one.as_str()), "{one:?}");
        }
    }
}
