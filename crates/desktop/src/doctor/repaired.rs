//! What came of a repair: entered in the audit trail, and said when it failed.

use patchbay_contract::{AuditAction, AuditOutcome, Problem};

use crate::Installation;
use crate::problems::doctor as problems;

impl Installation {
    /// Enters that our links were made to come here again, or that this failed.
    ///
    /// # Errors
    /// When it failed, or cannot be entered.
    pub async fn links_repaired(&self, repaired: Result<(), String>) -> Result<(), Problem> {
        let entry = self.entry(AuditAction::LinksRepaired);
        match repaired {
            Ok(()) => self.enter(entry).await,
            Err(error) => {
                self.enter(entry.ended(AuditOutcome::Failed)).await?;
                Err(problems::links_not_repaired(&error))
            }
        }
    }
}
