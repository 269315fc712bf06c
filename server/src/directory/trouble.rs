//! Why the directory did not say who somebody is: one case for each different remedy. What it
//! said in sentences is not in it, and goes into no log.

use openidconnect::core::CoreErrorResponseType;
use openidconnect::{
    ClaimsVerificationError, DiscoveryError, RequestTokenError, StandardErrorResponse,
};

use super::http::NoAnswer;

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// Later it may work.
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
    /// It failed, by its own word.
    #[error("it failed itself: {0}")]
    Failed(u16),
    /// What answers is no directory, or not this one.
    #[error("what answers is not the directory that is meant: {0}")]
    Nonsense(&'static str),
    /// It does not know this server as an app, or not by that secret.
    #[error(
        "it does not take this server for the app ({0}). Look at entra_client_id, and whether the \
         app’s secret has ended"
    )]
    AppRefused(&'static str),
    /// The code opens nothing there.
    #[error("it does not take the code")]
    CodeRefused,
    /// Its token does not hold.
    #[error("its token is not to be believed: {0}")]
    Token(&'static str),
}

/// What comes of a token request that failed.
type Failed = RequestTokenError<NoAnswer, StandardErrorResponse<CoreErrorResponseType>>;

impl Trouble {
    pub(super) fn away(error: reqwest::Error) -> Self {
        Self::NoAnswer(NoAnswer::of(error))
    }

    pub(super) fn of_discovery(error: DiscoveryError<NoAnswer>) -> Self {
        match error {
            DiscoveryError::Request(error) => error.into(),
            DiscoveryError::Response(status, ..) if !status.is_success() => {
                Self::Failed(status.as_u16())
            }
            DiscoveryError::Validation(_) => Self::Nonsense("it calls itself another issuer"),
            _ => Self::Nonsense("it does not describe itself as OpenID Connect says"),
        }
    }

    pub(super) fn of_exchange(error: Failed) -> Self {
        let answer = match error {
            RequestTokenError::Request(error) => return error.into(),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
                return Self::Nonsense("its answer to the code is none");
            }
            RequestTokenError::ServerResponse(answer) => answer,
        };
        match answer.error() {
            CoreErrorResponseType::InvalidClient => Self::AppRefused("invalid_client"),
            CoreErrorResponseType::UnauthorizedClient => Self::AppRefused("unauthorized_client"),
            _ => Self::CodeRefused,
        }
    }
}

impl From<ClaimsVerificationError> for Trouble {
    fn from(error: ClaimsVerificationError) -> Self {
        use ClaimsVerificationError as E;
        Self::Token(match error {
            E::Expired(_) => "it is not of this time",
            E::InvalidAudience(_) => "it is meant for another app",
            E::InvalidIssuer(_) => "somebody else issued it",
            E::InvalidNonce(_) => "it is of another sign-in",
            E::SignatureVerification(_) => "the directory did not sign it",
            _ => "it has another shape",
        })
    }
}
