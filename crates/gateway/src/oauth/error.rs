//! Why a token endpoint gave no grant.

use patchbay_providers::Cure;

use crate::{CallError, NoAnswer, Refusal};

/// No grant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// No answer, a no, or no address to ask.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The answer is not JSON.
    #[error("the answer is not JSON (status {0})")]
    NotJson(u16),
    /// No token in it.
    #[error("the answer has no access token")]
    NoToken,
    /// A kind of token that calls cannot carry.
    #[error("the answer has a token of another kind: {0}")]
    OtherKind(String),
    /// A lifetime that is none.
    #[error("the answer says that the token lives “{0}”")]
    Lifetime(String),
    /// Less was allowed than was asked for: the scopes, or the features they stand for.
    #[error("not allowed: {}", .0.join(", "))]
    Scopes(Vec<String>),
    /// The token ends, and nothing came to renew it with.
    #[error("the answer has no refresh token")]
    NoRefreshToken,
    /// The ID token is not for this attempt.
    #[error("the ID token {0}")]
    IdToken(&'static str),
    /// A value of the answer leads elsewhere than to the provider. Named by its place.
    #[error("the answer’s “{0}” leads elsewhere")]
    Value(String),
}

impl TokenError {
    /// Whether the provider said that the permission itself is over. Nothing else ends
    /// one: not a silence, not a failure of the provider's, not nonsense.
    #[must_use]
    pub fn ends_the_grant(&self) -> bool {
        let Some(refusal) = self.refusal() else { return false };
        let known = refusal.known.as_ref().is_some_and(|known| known.action == Cure::Reconnect);
        known || refusal.code.as_deref() == Some("invalid_grant")
    }

    /// Whether the request may have been carried out although no usable answer came:
    /// then a code is used, and a refresh token that dies by use may be dead.
    #[must_use]
    pub const fn may_have_been_carried_out(&self) -> bool {
        match self {
            Self::Call(call) => call.may_have_been_carried_out(),
            _ => true,
        }
    }

    /// The provider's no, if it is one.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Call(CallError::Refused(refusal)) => Some(refusal),
            _ => None,
        }
    }
}

impl From<NoAnswer> for TokenError {
    fn from(error: NoAnswer) -> Self {
        Self::Call(error.into())
    }
}
