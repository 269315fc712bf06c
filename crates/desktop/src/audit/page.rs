//! A page of the trail, in the words of the contract.

use patchbay_contract::{AuditCursor, AuditPage, AuditQuestion, AuditSeal, Problem};
use patchbay_store::audit::Entry;

use crate::{Installation, problems};

/// How many entries a page has.
const PAGE: u32 = 50;

impl Installation {
    /// The newest entries that fit, or the next older ones.
    ///
    /// # Errors
    /// When the store does not open or cannot be read.
    pub async fn audit_page(&self, question: &AuditQuestion) -> Result<AuditPage, Problem> {
        let failed = |error| problems::store_did_not_open(&error);
        let audit = self.audit().await?;
        let older_than = question.older_than.map(|AuditCursor(place)| place);
        let page = audit.page(&question.filter, older_than, PAGE).await.map_err(failed)?;
        let facts = audit.facts().await.map_err(failed)?;
        Ok(AuditPage {
            entries: page.entries.iter().map(Entry::shown).collect(),
            older: page.more_from.map(AuditCursor),
            total: facts.total,
            people: facts.people,
            providers: facts.providers,
            seal: AuditSeal {
                key_at_hand: self.audit_signer().is_some(),
                signed_until: facts.signed_until,
            },
        })
    }
}
