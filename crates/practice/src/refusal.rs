//! A refusal in the words of OAuth.

use std::borrow::Cow;

/// Why something was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) error: &'static str,
    pub(crate) description: Cow<'static, str>,
}

impl Refusal {
    fn new(status: u16, error: &'static str, description: impl Into<Cow<'static, str>>) -> Self {
        Self { status, error, description: description.into() }
    }

    /// Something is missing, twice there, or not as the provider wants it.
    pub(crate) fn request(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, "invalid_request", description)
    }

    /// The client did not prove itself.
    pub(crate) fn client(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new(401, "invalid_client", description)
    }

    /// The code or the refresh token is worth nothing.
    pub(crate) fn grant(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, "invalid_grant", description)
    }

    /// A scope that the provider does not know.
    pub(crate) fn scope(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, "invalid_scope", description)
    }

    /// Nothing is given for this grant type.
    pub(crate) fn grant_type(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, "unsupported_grant_type", description)
    }

    /// A call without a token or key that works.
    pub(crate) fn token(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new(401, "invalid_token", description)
    }

    /// A model that there is not.
    pub(crate) fn model(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new(404, "not_found_error", description)
    }

    /// A call for a company that nobody allowed.
    pub(crate) fn forbidden(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new(403, "insufficient_scope", description)
    }
}
