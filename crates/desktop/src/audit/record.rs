//! Making entries: who is at the computer, and from where.

use patchbay_contract::{AuditAction, AuditActor, Problem};
use patchbay_store::audit::{Audit, NewEntry};

use crate::{Installation, VERSION, problems};

/// After how many entries the trail is signed while Patchbay runs. At its end, and after
/// a check, it is signed in any case.
const SIGNED_EVERY: i64 = 32;

impl Installation {
    /// An entry of now, by the person at this computer.
    #[must_use]
    pub fn entry(&self, action: AuditAction) -> NewEntry {
        NewEntry::new(self.now(), person(), &self.origin(), action)
    }

    /// An entry of now, of what Patchbay did by itself.
    #[must_use]
    pub fn entry_by_itself(&self, action: AuditAction) -> NewEntry {
        NewEntry::new(self.now(), AuditActor::Patchbay, &self.origin(), action)
    }

    /// Enters what was done where nothing of ours changed with it. A change in the
    /// database hands its entry to the store instead, so that both stand or fall together.
    ///
    /// # Errors
    /// When the store does not open or cannot be written. What was to be done should then
    /// not be done.
    pub async fn enter(&self, entry: NewEntry) -> Result<(), Problem> {
        let audit = self.audit().await?;
        audit.append(&[entry]).await.map_err(|error| problems::store_did_not_open(&error))?;
        self.sign_trail(&audit, SIGNED_EVERY).await;
        Ok(())
    }

    /// Signs the trail, if it is time, after a change that was entered with it. The change
    /// is made, so nothing that goes wrong here takes it back.
    pub(crate) async fn sign_what_was_entered(&self) {
        if let Ok(audit) = self.audit().await {
            self.sign_trail(&audit, SIGNED_EVERY).await;
        }
    }

    /// The trail. It is asked without holding the store: a long check keeps nobody waiting.
    pub(super) async fn audit(&self) -> Result<Audit, Problem> {
        Ok(self.opened().await?.audit())
    }

    /// Signs the trail when so many entries are not signed yet and the key is at hand.
    /// That it could not be signed is no reason to stop: a check says how far it is.
    pub(crate) async fn sign_trail(&self, audit: &Audit, at_least: i64) {
        let Some(key) = self.audit_signer() else { return };
        match audit.sign(key.as_ref(), self.now(), at_least).await {
            Ok(true) => {}
            Ok(false) => tracing::error!("the audit trail is not the one that was noted"),
            Err(error) => tracing::error!(%error, "the audit trail could not be signed"),
        }
    }

    /// The person at this computer, by the name of their account.
    #[must_use]
    pub fn person(&self) -> Option<String> {
        match person() {
            AuditActor::Person(name) => Some(name),
            AuditActor::Patchbay => None,
        }
    }

    /// Which program on which computer.
    fn origin(&self) -> String {
        let computer = whoami::hostname().unwrap_or_else(|_| "an unnamed computer".into());
        format!("{} {VERSION} on {computer}", self.program())
    }
}

/// The person, by the name of their account on this computer.
fn person() -> AuditActor {
    let name = whoami::username().unwrap_or_else(|_| "an unnamed account".into());
    AuditActor::Person(name)
}
