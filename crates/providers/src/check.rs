//! The rules that the fields of a file have among each other.
//!
//! What one field by itself may be is said by its type. Here is what only the whole
//! file can tell: that a place in an address is filled by something, that a scope
//! has a reason, that what is not checked is said to be so.

mod addresses;
mod ai;
mod head;
mod mailbox;
mod places;
mod sign_in;
mod trial_balance;

use crate::Provider;

/// A broken rule, and the place in the file: `sign_in.0.oauth.scope.2`.
pub(crate) struct Found {
    pub(crate) place: String,
    pub(crate) what: String,
}

/// Collects what is found.
#[derive(Default)]
struct Findings(Vec<Found>);

impl Findings {
    fn add(&mut self, place: impl Into<String>, what: impl Into<String>) {
        self.0.push(Found { place: place.into(), what: what.into() });
    }

    /// Adds a finding unless the rule holds.
    fn demand(&mut self, holds: bool, place: impl Into<String>, what: impl Into<String>) {
        if !holds {
            self.add(place, what);
        }
    }
}

/// Every broken rule of this provider.
pub(crate) fn rules(provider: &Provider) -> Vec<Found> {
    let mut findings = Findings::default();
    head::check(provider, &mut findings);
    sign_in::check(provider, &mut findings);
    mailbox::check(provider, &mut findings);
    addresses::check(provider, &mut findings);
    places::check(provider, &mut findings);
    ai::check(provider, &mut findings);
    trial_balance::check(provider, &mut findings);
    findings.0
}
