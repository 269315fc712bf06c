//! Reading the books with the permission that is kept. One that has to be renewed for it is.

use std::sync::Arc;

use patchbay_contract::{
    AuditAction, AuditOutcome, EnvironmentId, Problem, SignInAt, TrialBalance, TrialBalanceWish,
};
use patchbay_custody::was_refused;
use patchbay_gateway::{BooksTrouble, CallError};
use patchbay_store::audit::Detail;
use patchbay_store::{Connection, Store};

use super::SignIns;
use crate::problems::{
    Meant, connection_unknown, credential_missing, key_failed, store_did_not_open,
};

impl SignIns {
    /// The trial balance of a connection's company, as of a day. Nothing of it is kept here.
    ///
    /// # Errors
    /// When there is no such connection, its permission is over, the ledger has no such
    /// report or cannot be asked, or what it tells cannot be gone by. That its two sides
    /// differ is no error: its sums say so.
    pub async fn trial_balance(
        self: &Arc<Self>,
        wish: &TrialBalanceWish,
    ) -> Result<TrialBalance, Problem> {
        let store = self.installation.open_vault().await?;
        let row = store.connection(&wish.connection).await;
        let row = row.map_err(|error| store_did_not_open(&error))?;
        let row = row.ok_or_else(connection_unknown)?;
        let at = at(&row).ok_or_else(credential_missing)?;
        if let Some((provider, _)) = self.catalogue.find(&at.provider)
            && provider.trial_balance.is_none()
        {
            let trouble = BooksTrouble::NotOffered.into();
            return Err(key_failed(&trouble, &provider.name, Meant::Reading));
        }
        if self.is_renewed_first(&row) {
            self.renewed(&row.id).await?;
        }
        let name = self.spot(&at).map_err(|_| credential_missing())?.provider.name;
        let failed = |error: CallError| key_failed(&error, &name, Meant::Reading);
        let mut read = self.read_once(&store, &row, &at, wish).await?;
        if matches!(&read, Err(error) if was_refused(error)) {
            // A token may die before its time. Whether the permission did, a renewal shows.
            self.renewed(&row.id).await?;
            read = self.read_once(&store, &row, &at, wish).await?;
        }
        let read = read.map_err(failed);
        self.enter_reading(&row, wish, &read).await?;
        read
    }

    /// Enters that the books were read, or why not.
    async fn enter_reading(
        &self,
        row: &Connection,
        wish: &TrialBalanceWish,
        read: &Result<TrialBalance, Problem>,
    ) -> Result<(), Problem> {
        let detail = Detail::new()
            .text("what", "trial balance")
            .text("as of", &wish.as_of.to_string())
            .word("basis", wish.basis.as_str());
        let entry = self.installation.entry(AuditAction::CredentialUsed);
        let entry = entry.connection(&row.provider, &row.id);
        self.installation
            .enter(match read {
                Ok(read) => entry.detail(detail.count("accounts", read.rows.len() as u64)),
                Err(problem) => entry
                    .ended(AuditOutcome::Failed)
                    .detail(detail.text("reason", &problem.code.to_string())),
            })
            .await
    }

    async fn read_once(
        &self,
        store: &Store,
        row: &Connection,
        at: &SignInAt,
        wish: &TrialBalanceWish,
    ) -> Result<Result<TrialBalance, CallError>, Problem> {
        let opened = self.opened(store, row, at).await?;
        let party = opened.place.party(&row.id, &opened.values);
        let read = self.gateway.trial_balance(party, wish.as_of, wish.basis).await;
        let company = row.account_name.clone();
        Ok(read.map(|read| TrialBalance { company: company.or(read.company), ..read }))
    }
}

/// Where the connection signed in.
fn at(row: &Connection) -> Option<SignInAt> {
    Some(SignInAt {
        provider: row.provider.clone(),
        sign_in: row.sign_in.clone()?,
        environment: EnvironmentId::from_name(&row.environment)?,
    })
}
