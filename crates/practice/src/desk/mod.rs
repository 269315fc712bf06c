//! What a provider remembers: codes, permissions, tokens, and how it is to misbehave.
//!
//! No HTTP here, and no time: whoever asks says what time it is.

mod code;
mod grant;
mod renew;
mod switched;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use jiff::Timestamp;

pub(crate) use code::Offer;
pub(crate) use grant::{Asked, Challenge, Given, Grant, lasts};
pub(crate) use renew::left;

use crate::company::Company;
use crate::counts::Counts;
use code::Code;
use grant::Token;
use switched::Switched;

/// What one provider remembers.
#[derive(Default)]
pub(crate) struct Desk {
    codes: HashMap<String, Code>,
    grants: Vec<Grant>,
    tokens: HashMap<String, Token>,
    switched: Vec<Switched>,
    pub(crate) counts: Counts,
}

/// A permission that works, with the token it was found by.
pub(crate) struct Found<'a> {
    pub(crate) grant: &'a Grant,
    pub(crate) is_refresh: bool,
}

impl Desk {
    /// The permission that an access token stands for, while both work.
    pub(crate) fn access(&self, token: &str, now: Timestamp) -> Option<&Grant> {
        match self.tokens.get(token)? {
            Token::Access { grant, until } => {
                let grant = self.grants.get(*grant)?;
                (grant.alive && until.is_none_or(|until| now < until)).then_some(grant)
            }
            Token::Refresh { .. } => None,
        }
    }

    /// The permission that any token was ever given for, while it lives.
    pub(crate) fn owner(&self, token: &str) -> Option<Found<'_>> {
        let (grant, is_refresh) = match self.tokens.get(token)? {
            Token::Access { grant, .. } => (grant, false),
            Token::Refresh { grant, .. } => (grant, true),
        };
        let grant = self.grants.get(*grant).filter(|grant| grant.alive)?;
        Some(Found { grant, is_refresh })
    }

    /// What was asked for the permission that a token was given for, whatever has become
    /// of it, and which way to sign in it is.
    pub(crate) fn asked_of(&self, token: &str) -> Option<(usize, Asked)> {
        let (Token::Access { grant, .. } | Token::Refresh { grant, .. }) =
            self.tokens.get(token)?;
        self.grants.get(*grant).map(|grant| (grant.sign_in, grant.asked.clone()))
    }

    /// Ends every permission that this says yes to, and tells how many.
    pub(crate) fn end(&mut self, which: impl Fn(&Grant) -> bool) -> u32 {
        let mut ended = 0;
        for grant in self.grants.iter_mut().filter(|grant| grant.alive) {
            if which(grant) {
                grant.alive = false;
                ended += 1;
            }
        }
        ended
    }

    /// Ends a permission that nobody took back.
    pub(super) fn lose(&mut self, number: usize) {
        self.counts.lost += self.end(|grant| grant.number == number);
    }

    /// Ends the permissions that make room for one of these companies.
    pub(crate) fn make_room(&mut self, companies: &[&'static Company]) {
        self.counts.replaced += self.end(|grant| grant.asked.companies == companies);
    }

    pub(crate) fn revoke_all(&mut self) {
        self.codes.clear();
        self.counts.revoked += self.end(|_| true);
    }
}
