//! What was done with the vault goes into the audit trail, whatever came of it; and the
//! trail's own key comes out of the vault.

use patchbay_contract::{AuditOutcome, Problem};
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::{Change, Store};
use patchbay_vault::{Key, SigningKey};

use super::told;
use crate::Installation;
use crate::audit::AuditKey;
use crate::vault::{DoorKind, VaultTrouble};

/// Under which name the key is kept that signs the audit trail.
pub(super) const SIGNING: &str = "audit_signing";

impl Installation {
    /// Makes a change that is entered with it; one that was not made is entered behind.
    pub(super) async fn changing<T>(
        &self,
        entry: NewEntry,
        act: impl AsyncFnOnce(Change<'_>) -> Result<T, VaultTrouble>,
    ) -> Result<T, Problem> {
        let at = self.now().to_string();
        let done = act(Change { at: &at, entries: std::slice::from_ref(&entry) }).await;
        match done {
            Ok(done) => {
                self.sign_what_was_entered().await;
                Ok(done)
            }
            // It was made, and is entered. What is left to do is told, and no second entry.
            Err(trouble) if trouble.came_after_the_change() => {
                self.sign_what_was_entered().await;
                told(Err(trouble))
            }
            failed => self.noted(entry, failed).await,
        }
    }

    /// Enters what was done where nothing is stored with it, and hands on what came of
    /// it. A wish that was not met says by its code why.
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
        match self.signing_key(store).await {
            Ok(key) => self.set_audit_key(Some(key)),
            Err(trouble) => tracing::error!(%trouble, "the audit trail's key is not to be had"),
        }
    }

    async fn signing_key(&self, store: &Store) -> Result<AuditKey, VaultTrouble> {
        let (audit, at) = (store.audit(), self.now().to_string());
        let so_far = audit.signed_so_far().await?;
        let vouch = |new: &Key| so_far.vouched_by(&AuditKey::first(SigningKey::from_seed(new)));
        let seed = self.vault().own_secret_vouching(store, SIGNING, &at, vouch).await?;
        let seed = Key::from_slice(seed.expose_secret())
            .map_err(|error| VaultTrouble::Damaged(error.to_string()))?;
        Ok(AuditKey::with_former(&audit, SigningKey::from_seed(&seed)).await?)
    }
}
