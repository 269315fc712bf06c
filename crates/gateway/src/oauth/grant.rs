//! What a sign-in gives: tokens, what was allowed, and when it all ends.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use oauth2::TokenResponse;
use patchbay_providers::sign_in::{OAuth, TokenValue};
use patchbay_providers::{Life, Source};
use patchbay_vault::Secret;
use serde_json::Value;

use super::TokenError;
use super::endpoint::Received;
use crate::answer::Said;
use crate::hosts::leads_to;
use crate::{Found, Party, Values};

/// A permission to call, as the provider just gave it.
#[derive(Debug)]
pub struct Grant {
    /// What calls carry.
    pub access_token: Secret<String>,
    /// What renews it. `None` where there is none, or the one before stays.
    pub refresh_token: Option<Secret<String>>,
    /// What was allowed, if the provider says.
    pub scopes: Option<Vec<String>>,
    /// What was asked for and not allowed. Only a renewal gives a grant that lacks
    /// something: its refresh token is the only one that is left.
    pub lacks: Vec<String>,
    /// When the access token ends.
    pub access_until: Option<Timestamp>,
    /// When the permission ends if nobody uses it.
    pub idle_until: Option<Timestamp>,
    /// When it ends in any case.
    pub absolute_until: Option<Timestamp>,
    /// What later calls need, by the place it fills, without the tokens.
    pub values: Values,
    /// What was said beside, for whoever looks for the company.
    pub found: Found,
}

impl Grant {
    /// Fills the places that templates have for it, as calls need them.
    pub fn fill(&self, values: &mut Values) {
        values.set("access_token", self.access_token.expose_secret().clone());
        if let Some(token) = &self.refresh_token {
            values.set("refresh_token", token.expose_secret().clone());
        }
        values.take_in(&self.values);
    }

    /// The grant of a browser sign-in or its renewal.
    pub(super) fn of(
        party: Party<'_>,
        oauth: &OAuth,
        received: Received,
        claims: Value,
        callback: BTreeMap<String, String>,
        now: Timestamp,
    ) -> Result<Self, TokenError> {
        let clocks = &oauth.clocks;
        let mut grant = Self::plain(received, clocks.access, now);
        grant.found.claims = claims;
        grant.found.callback = callback;
        let said =
            Said { known: Some(&grant.found), fields: Some(party.values), ..Said::default() };
        let seconds = |source: &Option<Source>| {
            said.text(source.as_ref()?)?.parse().ok().map(Duration::from_secs)
        };
        let idle_until = ends(seconds(&clocks.idle_from), clocks.idle, now);
        let absolute_until = ends(seconds(&clocks.absolute_from), clocks.absolute, now);
        let values = token_values(&oauth.token_value, said)?;
        Ok(Self { idle_until, absolute_until, values, ..grant })
    }

    /// What every token answer gives.
    pub(super) fn plain(received: Received, lives: Life, now: Timestamp) -> Self {
        let Received { answer, said, .. } = received;
        let scopes = answer.scopes();
        Self {
            access_token: Secret::new(answer.access_token().secret().clone()),
            refresh_token: answer.refresh_token().map(|token| Secret::new(token.secret().clone())),
            scopes: scopes.map(|all| all.iter().map(|scope| scope.to_string()).collect()),
            lacks: Vec::new(),
            access_until: ends(answer.expires_in(), lives, now),
            idle_until: None,
            absolute_until: None,
            values: Values::default(),
            found: Found { token: said, ..Found::default() },
        }
    }
}

/// When a life ends that the answer says, or else the file.
fn ends(said: Option<Duration>, otherwise: Life, now: Timestamp) -> Option<Timestamp> {
    let lives = match (said, otherwise) {
        (Some(said), _) => said,
        (None, Life::For(period)) => period.duration(),
        (None, Life::Forever | Life::Unknown) => return None,
    };
    now.checked_add(SignedDuration::try_from(lives).ok()?).ok()
}

/// What later calls need from the answer. An address in it leads only to the hosts
/// that the file names.
fn token_values(wanted: &[TokenValue], said: Said<'_>) -> Result<Values, TokenError> {
    let mut values = Values::default();
    for wanted in wanted {
        let Some(value) = said.text(&wanted.from) else { continue };
        if !wanted.allowed_hosts.is_empty() && !leads_to(&value, &wanted.allowed_hosts) {
            return Err(TokenError::Value(wanted.keep_as.clone()));
        }
        values.set(&wanted.keep_as, value);
    }
    Ok(values)
}
