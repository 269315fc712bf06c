//! A check of the whole trail.

use patchbay_contract::{AuditVerification, Problem};

use super::key::signatures;
use crate::{Installation, problems};

impl Installation {
    /// Checks the trail from its first entry to its last. A trail that is whole is signed
    /// to its end afterwards, when the key is at hand.
    ///
    /// # Errors
    /// When the store does not open or cannot be read. A broken trail is an answer.
    pub async fn verify_audit(&self) -> Result<AuditVerification, Problem> {
        let audit = self.audit().await?;
        let key = self.audit_signer();
        let found = audit
            .verify(&signatures(key.as_deref()))
            .await
            .map_err(|error| problems::store_did_not_open(&error))?;
        let mut signed_until = found.signed_until;
        match found.broken {
            Some(broken) => tracing::error!(?broken, "the audit trail is broken"),
            None if key.is_some() && found.checked > 0 => {
                self.sign_trail(&audit, 1).await;
                signed_until = Some(found.checked);
            }
            None => {}
        }
        let at_server = self.trail_at_server(&*self.opened().await?).await?;
        Ok(AuditVerification {
            checked: found.checked,
            at: self.now(),
            broken: found.broken,
            signed_until,
            key_known: key.is_some(),
            at_server,
        })
    }
}
