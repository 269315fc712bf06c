//! How documents are signed at a provider of signatures.

use patchbay_contract::SigningFlow;
use serde::Deserialize;

/// What the provider offers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signing {
    /// The orders in which several people may sign. The first is what Patchbay begins with.
    pub flows: Vec<SigningFlow>,
    /// The methods to find out who signs.
    #[serde(default)]
    pub identity: Vec<Identity>,
}

/// A method to find out who signs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Its stable name within the provider.
    pub id: String,
    /// What the vendor calls it.
    pub label: String,
    /// What it means for who signs, and what it needs.
    pub note: String,
}
