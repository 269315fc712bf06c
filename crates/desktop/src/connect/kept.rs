//! What is sealed: an attempt's secrets while it waits, and the permission that it ended
//! in. Both are JSON inside the seal, with every field named, so that an older version's
//! can be read.

use std::collections::BTreeMap;

use jiff::Timestamp;
use patchbay_gateway::oauth::{Grant, Proofs};
use patchbay_gateway::{Found, Values};
use patchbay_vault::Secret;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use zeroize::Zeroize;

use crate::vault::VaultTrouble;

/// Pairs of a name and a value.
type Pairs = Vec<(String, String)>;

/// An attempt.
#[derive(Default, Clone, Serialize, Deserialize, Zeroize)]
#[serde(default)]
pub(super) struct KeptAttempt {
    pub(super) state: String,
    pub(super) verifier: String,
    pub(super) nonce: String,
    /// Proves to the relay that whoever asks is who began; the state is its hash.
    pub(super) pickup: String,
    pub(super) redirect_address: Option<String>,
    pub(super) wanted: Vec<String>,
    pub(super) fields: Pairs,
    pub(super) label: Option<String>,
    pub(super) switch_company: bool,
    /// Whose mailbox it is, where one is opened.
    pub(super) mailbox: Option<String>,
    /// Whether its page was opened in the browser.
    pub(super) opened: bool,
    /// Once the code was exchanged.
    pub(super) grant: Option<KeptGrant>,
}

/// A permission, as a connection lives on it.
#[derive(Default, Clone, Serialize, Deserialize, Zeroize)]
#[serde(default)]
pub(super) struct KeptGrant {
    pub(super) access_token: String,
    pub(super) refresh_token: Option<String>,
    pub(super) scopes: Option<Vec<String>>,
    /// The optional scopes that were asked for.
    pub(super) wanted: Vec<String>,
    pub(super) access_until: Option<String>,
    pub(super) idle_until: Option<String>,
    pub(super) absolute_until: Option<String>,
    /// What was typed, came along or was chosen, by the place it fills.
    pub(super) values: Pairs,
    /// What was said beside the tokens.
    pub(super) found: String,
}

impl KeptAttempt {
    pub(super) fn proofs(&self) -> Proofs {
        Proofs {
            state: Secret::new(self.state.clone()),
            verifier: Secret::new(self.verifier.clone()),
            nonce: Secret::new(self.nonce.clone()),
        }
    }

    pub(super) fn values(&self) -> Values {
        self.fields.iter().cloned().collect()
    }
}

impl KeptGrant {
    pub(super) fn of(grant: &Grant, known: &Values, wanted: &[String]) -> Self {
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
    pub(super) fn renewed_by(&mut self, grant: &Grant) -> Result<(), VaultTrouble> {
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
    pub(super) fn with(&mut self, more: &Values) {
        let mut values: Values = self.values.drain(..).collect();
        values.take_in(more);
        self.values = pairs(values.expose_secrets());
    }

    /// What calls need.
    pub(super) fn values(&self) -> Values {
        let mut values: Values = self.values.iter().cloned().collect();
        values.set("access_token", self.access_token.clone());
        if let Some(token) = &self.refresh_token {
            values.set("refresh_token", token.clone());
        }
        values
    }

    pub(super) fn found(&self) -> Result<Found, VaultTrouble> {
        Found::from_secret(&Secret::new(self.found.clone())).map_err(|error| damaged(&error))
    }
}

fn pairs(values: &BTreeMap<String, String>) -> Pairs {
    values.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// As bytes to be sealed.
pub(crate) fn to_bytes(kept: &impl Serialize) -> Result<Secret<Vec<u8>>, VaultTrouble> {
    serde_json::to_vec(kept).map(Secret::new).map_err(|error| damaged(&error))
}

/// From what was sealed.
pub(crate) fn from_bytes<T: DeserializeOwned + Zeroize>(
    bytes: &Secret<Vec<u8>>,
) -> Result<Secret<T>, VaultTrouble> {
    serde_json::from_slice(bytes.expose_secret()).map(Secret::new).map_err(|error| damaged(&error))
}

/// serde's words name a place and a kind, and may quote a value: only the first line up
/// to it is kept.
fn damaged(error: &dyn std::error::Error) -> VaultTrouble {
    let words = error.to_string();
    let safe = words.split(['`', '"', ':']).next().unwrap_or_default().trim().to_owned();
    VaultTrouble::Damaged(format!("what was sealed of a sign-in cannot be read: {safe}"))
}
