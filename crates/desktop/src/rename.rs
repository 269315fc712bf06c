//! Gives a connection another name. What it is called when it is made, or when its key is
//! replaced, is said with that; here nobody signs in.

use patchbay_contract::{AuditAction, NewName, Problem};
use patchbay_store::Change;
use patchbay_store::audit::Detail;

use crate::problems::{connection_unknown, store_did_not_open};
use crate::{Installation, label};

impl Installation {
    /// Gives it, and enters what was before and what is now. The same name again is nothing
    /// new, and is not entered.
    ///
    /// # Errors
    /// When the name is longer than any, there is no such connection, or the database cannot
    /// be written. Nothing is changed then.
    pub async fn rename_connection(&self, wish: &NewName) -> Result<(), Problem> {
        let name = label::meant(Some(&wish.name))?;
        let store = self.opened().await?;
        let failed = |error| store_did_not_open(&error);
        let row = store.connection(&wish.connection).await.map_err(failed)?;
        let row = row.ok_or_else(connection_unknown)?;
        if row.label == name {
            return Ok(());
        }
        let account = row.account_name.or(row.account_id).unwrap_or_default();
        let detail = Detail::new()
            .text("account", &account)
            .text("from", row.label.as_deref().unwrap_or(&account))
            .text("to", name.as_deref().unwrap_or(&account));
        let entry = self.entry(AuditAction::ConnectionRenamed);
        let entry = entry.connection(&row.provider, &row.id).detail(detail);
        let at = self.now().to_string();
        let change = Change { at: &at, entries: &[entry] };
        if !store.rename_connection(&row.id, name.as_deref(), change).await.map_err(failed)? {
            return Err(connection_unknown());
        }
        self.sign_what_was_entered().await;
        Ok(())
    }
}
