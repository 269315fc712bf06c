//! What was done with the vault goes into the audit trail, whatever came of it; and the
//! trail's own key comes out of the vault.

use patchbay_contract::{AuditOutcome, Problem};
use patchbay_store::Store;
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_vault::{Key, SigningKey};

use super::told;
use crate::Installation;
use crate::audit::AuditKey;
use crate::vault::{DoorKind, VaultTrouble};

/// Under which name the key is kept that signs the audit trail.
const SIGNING: &str = "audit_signing";

impl Installation {
    /// Enters what was done, and hands on what came of it. A wish that was not met says
    /// by its code why.
    pub(super) async fn noted<T>(
        &self,
        entry: NewEntry,
        done: Result<T, VaultTrouble>,
    ) -> Result<T, Problem> {
        let refused = done.as_ref().err().map(VaultTrouble::was_refused);
        let done = told(done);
        let entry = match (&done, refused) {
            (Err(problem), Some(refused)) => {
                let outcome = if refused { AuditOutcome::Refused } else { AuditOutcome::Failed };
                let reason = problem.code.to_string();
                entry.ended(outcome).detail(Detail::new().text("reason", &reason))
            }
            _ => entry,
        };
        // When it cannot be entered, that is the news: nothing happens unrecorded.
        self.enter(entry).await?;
        done
    }

    /// Takes the key that signs the audit trail out of an open vault. A vault that is
    /// only in memory has none: what it signed could never be checked again.
    pub(super) async fn take_up_signing(&self, store: &Store) {
        let door = self.vault().open_door();
        if self.audit_signer().is_some() || door.is_none_or(|door| door == DoorKind::Memory) {
            return;
        }
        let seed = self.vault().own_secret(store, SIGNING, &self.now().to_string()).await;
        let seed = seed.ok().and_then(|seed| Key::from_slice(seed.expose_secret()).ok());
        match seed {
            Some(seed) => {
                let key = SigningKey::from_seed(&seed);
                self.set_audit_key(Some(AuditKey::new(key, Vec::new())));
            }
            None => tracing::error!("the key of the audit trail is not to be had"),
        }
    }
}
