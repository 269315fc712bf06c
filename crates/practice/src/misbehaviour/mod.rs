//! What can go wrong with a vendor, to be switched on: what, where and how often.

mod gate;
mod trick;

use patchbay_providers::{Trouble, TroubleAt};

pub use gate::Gate;
pub use trick::{Books, ExpiresIn, Failure, Issuer, Trick};

/// Something a provider does wrong, where, and how often. Several can be on at once; of
/// those that fall on one call and put an answer in the vendor's place, the one that was
/// switched on first does.
#[derive(Debug, Clone)]
pub struct Misbehaviour {
    /// Where.
    pub at: Endpoint,
    /// What.
    pub trick: Trick,
    /// How often. Until told otherwise when absent.
    pub times: Option<u32>,
    /// At each how-manieth call there: 1 is every one.
    pub every: u32,
}

impl Misbehaviour {
    /// At every call, until told otherwise.
    #[must_use]
    pub fn always(at: Endpoint, trick: Trick) -> Self {
        Self { at, trick, times: None, every: 1 }
    }

    /// For the next call alone.
    #[must_use]
    pub fn once(at: Endpoint, trick: Trick) -> Self {
        Self { times: Some(1), ..Self::always(at, trick) }
    }

    /// At the third call, the sixth and so on, for 3; until told otherwise.
    #[must_use]
    pub fn every(count: u32, at: Endpoint, trick: Trick) -> Self {
        Self { every: count.max(1), ..Self::always(at, trick) }
    }

    /// A failure that the provider's file names, at every call, until told otherwise. None
    /// for those of places that are not played: folders, webhooks.
    #[must_use]
    pub fn named(trouble: &Trouble) -> Option<Self> {
        let failure = Failure {
            status: trouble.status,
            code: trouble.code.clone(),
            text: trouble.contains.clone(),
        };
        let (at, trick) = match trouble.at {
            TroubleAt::SignInPage => (Endpoint::Authorize, Trick::Fails(failure)),
            TroubleAt::Callback => (Endpoint::Authorize, Trick::SentHome(failure)),
            TroubleAt::Token => (Endpoint::Token, Trick::Fails(failure)),
            TroubleAt::Refresh => (Endpoint::Refresh, Trick::Fails(failure)),
            TroubleAt::Call => (Endpoint::Api, Trick::Fails(failure)),
            TroubleAt::Mail => (Endpoint::Mail, Trick::Fails(failure)),
            TroubleAt::File | TroubleAt::Webhook => return None,
        };
        Some(Self::always(at, trick))
    }
}

/// The kinds of address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// The consent page, and what comes of it.
    Authorize,
    /// A code, or a client's own credentials, for a token.
    Token,
    /// A refresh token for a token.
    Refresh,
    /// Taking a permission back.
    Revoke,
    /// Saying whether a token works.
    Introspect,
    /// Signing in to a mailbox.
    Mail,
    /// Everything else.
    Api,
}
