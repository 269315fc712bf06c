//! What can go wrong with a vendor, to be switched on: what, where and how often.

mod gate;
mod trick;

pub use gate::Gate;
pub use trick::{ExpiresIn, Issuer, Trick};

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
    /// Everything else.
    Api,
}
