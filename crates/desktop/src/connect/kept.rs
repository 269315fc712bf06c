//! What is sealed of an attempt: its secrets while it waits, and the permission that it ended in.
//! What is sealed of a connection is in `patchbay_custody`.

use patchbay_custody::KeptGrant;
use patchbay_gateway::Values;
use patchbay_gateway::oauth::Proofs;
use patchbay_vault::Secret;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

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
