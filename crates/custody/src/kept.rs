//! What is kept of a connection: the permission that somebody gave, what was typed into a form,
//! and the firm's app at the provider.

use std::collections::BTreeMap;

use jiff::Timestamp;
use patchbay_gateway::oauth::{FirmApp, Grant};
use patchbay_gateway::{Found, Values};
use patchbay_vault::Secret;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::Damaged;

/// Pairs of a name and a value.
type Pairs = Vec<(String, String)>;

/// A permission, as a connection lives on it.
#[derive(Default, Clone, Serialize, Deserialize, Zeroize)]
#[serde(default)]
pub struct KeptGrant {
    /// What calls are made with.
    pub access_token: String,
    /// What another is had with.
    pub refresh_token: Option<String>,
    /// What was allowed, where the provider said.
    pub scopes: Option<Vec<String>>,
    /// The optional scopes that were asked for.
    pub wanted: Vec<String>,
    /// When what calls are made with ends.
    pub access_until: Option<String>,
    /// When it dies unless it is used.
    pub idle_until: Option<String>,
    /// When it dies in any case.
    pub absolute_until: Option<String>,
    /// What was typed, came along or was chosen, by the place it fills.
    pub values: Pairs,
    /// What was said beside the tokens.
    pub found: String,
}

impl KeptGrant {
    /// Of what a sign-in brought, with what was known before and which optional scopes were
    /// asked for.
    #[must_use]
    pub fn of(grant: &Grant, known: &Values, wanted: &[String]) -> Self {
        let mut values = known.clone();
        values.take_in(&grant.values);
        let time = |at: Option<Timestamp>| at.map(|at| at.to_string());
        Self {
            access_token: grant.access_token.expose_secret().clone(),
            refresh_token: grant.refresh_token.as_ref().map(|token| token.expose_secret().clone()),
            scopes: grant.scopes.clone(),
            wanted: wanted.to_vec(),
            access_until: time(grant.access_until),
            idle_until: time(grant.idle_until),
            absolute_until: time(grant.absolute_until),
            values: pairs(values.expose_secrets()),
            found: grant.found.to_secret().expose_secret().clone(),
        }
    }

    /// The same with what a renewal brought. What it does not say again stays; and the clock
    /// that ends it in any case began with the sign-in.
    ///
    /// # Errors
    /// When what was kept beside the tokens cannot be read.
    pub fn renewed_by(&mut self, grant: &Grant) -> Result<(), Damaged> {
        let found = self.found()?.renewed(grant.found.clone());
        self.found = found.to_secret().expose_secret().clone();
        self.access_token = grant.access_token.expose_secret().clone();
        if let Some(token) = &grant.refresh_token {
            self.refresh_token = Some(token.expose_secret().clone());
        }
        if grant.scopes.is_some() {
            self.scopes.clone_from(&grant.scopes);
        }
        self.access_until = grant.access_until.map(|at| at.to_string());
        self.idle_until = grant.idle_until.map(|at| at.to_string());
        if self.absolute_until.is_none() {
            self.absolute_until = grant.absolute_until.map(|at| at.to_string());
        }
        self.with(&grant.values);
        Ok(())
    }

    /// With what a company brings along.
    pub fn with(&mut self, more: &Values) {
        let mut values: Values = self.values.drain(..).collect();
        values.take_in(more);
        self.values = pairs(values.expose_secrets());
    }

    /// What calls need.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values: Values = self.values.iter().cloned().collect();
        values.set("access_token", self.access_token.clone());
        if let Some(token) = &self.refresh_token {
            values.set("refresh_token", token.clone());
        }
        values
    }

    /// What was said beside the tokens, to look for the company and to prove it by.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn found(&self) -> Result<Found, Damaged> {
        Found::from_secret(&Secret::new(self.found.clone())).map_err(|error| Damaged::of(&error))
    }
}

fn pairs(values: &BTreeMap<String, String>) -> Pairs {
    values.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// What was typed into a form, with what came of it that later calls need.
#[derive(Default, Clone, Serialize, Deserialize, Zeroize)]
#[serde(default)]
pub struct KeptKey {
    /// Values by the place they fill.
    values: Pairs,
}

impl KeptKey {
    /// Of these.
    #[must_use]
    pub fn of(values: &Values) -> Secret<Self> {
        Secret::new(Self { values: pairs(values.expose_secrets()) })
    }

    /// What fills the places again.
    #[must_use]
    pub fn values(&self) -> Values {
        self.values.iter().cloned().collect()
    }
}

/// What the firm registered at a provider to sign in with.
#[derive(Default, Clone, Serialize, Deserialize, Zeroize)]
#[serde(default)]
pub struct KeptApp {
    /// What it is called by.
    pub client_id: String,
    /// What it proves itself with, where it has one.
    pub client_secret: Option<String>,
}

impl KeptApp {
    /// As calls need it.
    #[must_use]
    pub fn app(&self) -> FirmApp {
        FirmApp {
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.clone().map(Secret::new),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{from_bytes, to_bytes};

    #[test]
    fn what_was_sealed_fills_the_same_places_again() {
        let mut values = Values::default();
        values.set("api_key", "canary");
        let bytes = to_bytes(KeptKey::of(&values).expose_secret()).unwrap();
        let kept: Secret<KeptKey> = from_bytes(&bytes).unwrap();
        assert_eq!(kept.expose_secret().values(), values);
    }
}
