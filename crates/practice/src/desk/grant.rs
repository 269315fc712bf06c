//! A permission and the tokens that stand for it.

use std::time::Duration;

use jiff::Timestamp;
use patchbay_providers::{EnvironmentId, Life};

use super::Desk;
use crate::company::Company;

/// What was asked at the consent page, and allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The ways to sign in that it can be for, by their place in the file.
    pub(crate) sign_ins: Vec<usize>,
    pub(crate) redirect: Option<String>,
    pub(crate) state: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) scopes: Vec<String>,
    pub(crate) environment: Option<EnvironmentId>,
    pub(crate) companies: Vec<&'static Company>,
    /// An id of this one consent.
    pub(crate) event: String,
}

/// A PKCE challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Challenge {
    /// The verifier's hash.
    S256(String),
    /// The verifier itself: what a challenge without a method means.
    Plain(String),
}

/// A permission.
#[derive(Debug)]
pub(crate) struct Grant {
    /// Its place among the others.
    pub(crate) number: usize,
    pub(crate) sign_in: usize,
    pub(crate) asked: Asked,
    pub(crate) born: Timestamp,
    /// When a token was last given for it.
    pub(crate) used: Timestamp,
    pub(crate) renewals: u32,
    pub(crate) alive: bool,
}

/// What a text that was given out stands for.
pub(super) enum Token {
    Access { grant: usize, until: Option<Timestamp> },
    Refresh { grant: usize, replaced: Option<Replaced> },
}

/// What came instead of a refresh token.
pub(super) struct Replaced {
    pub(super) at: Timestamp,
    pub(super) by: Given,
}

/// The tokens of one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) access: String,
    pub(crate) refresh: Option<String>,
}

impl Desk {
    /// Begins a permission, with its first tokens.
    pub(crate) fn begin(
        &mut self,
        sign_in: usize,
        asked: Asked,
        given: &Given,
        access: Life,
        now: Timestamp,
    ) -> &Grant {
        let number = self.grants.len();
        self.grants.push(Grant {
            number,
            sign_in,
            asked,
            born: now,
            used: now,
            renewals: 0,
            alive: true,
        });
        self.give(number, given, access, now);
        self.counts.exchanges += 1;
        &self.grants[number]
    }

    /// Remembers what these tokens stand for.
    pub(super) fn give(&mut self, grant: usize, given: &Given, access: Life, now: Timestamp) {
        let until = lasts(access).and_then(|life| now.checked_add(life).ok());
        self.tokens.insert(given.access.clone(), Token::Access { grant, until });
        if let Some(refresh) = &given.refresh {
            self.tokens.entry(refresh.clone()).or_insert(Token::Refresh { grant, replaced: None });
        }
    }
}

/// How long an access token works. Where the vendor does not say, its answer says an hour.
pub(crate) fn lasts(life: Life) -> Option<Duration> {
    match life {
        Life::For(period) => Some(period.duration()),
        Life::Unknown => Some(Duration::from_secs(3_600)),
        Life::Forever => None,
    }
}
