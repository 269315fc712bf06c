//! Permissions that came of a sign-in which ended without a connection: they are taken back
//! as far as that goes, since nobody here would ever know of them again.

use patchbay_contract::{AuditAction, AuditOutcome, Problem, TakenBack};
use patchbay_custody::Holding;
use patchbay_gateway::CallError;
use patchbay_store::Store;
use patchbay_store::audit::Detail;
use patchbay_vault::Secret;

use crate::connect::SignIns;
use crate::connect::settle::UnderWay;
use crate::problems::{attempt_over, store_did_not_open};

impl SignIns {
    /// A sign-in that was allowed already, opened; nothing where it was not.
    ///
    /// # Errors
    /// When the vault cannot be opened.
    pub(in crate::connect) async fn given(
        &self,
        store: &Store,
        id: &str,
    ) -> Result<Option<UnderWay>, Problem> {
        let failed = |error| store_did_not_open(&error);
        let row = store.attempt(id).await.map_err(failed)?;
        let Some(row) = row.filter(|row| row.phase == "choosing") else { return Ok(None) };
        self.installation.open_vault().await?;
        let sealed = store.sealed_attempt(id).await.map_err(failed)?;
        let sealed = sealed.ok_or_else(attempt_over)?;
        self.under_way(store, row, &sealed).await.map(Some)
    }

    /// Takes it back, and enters how that ended. Where another connection to the provider
    /// stands here it is left: many vendors know one permission of a person for an app, and
    /// taking back the newest would end the one that is used.
    pub(in crate::connect) async fn take_back_unused(&self, store: &Store, under_way: UnderWay) {
        // What an app got for itself ends by itself: nobody's permission stands behind it.
        let UnderWay { id, place, app, kept, .. } = under_way;
        let Some(app) = app.filter(|_| place.oauth().is_some()) else { return };
        let Some(grant) = kept.expose_secret().grant.clone() else { return };
        let (provider, environment) = (place.at.provider.clone(), place.at.environment);
        let holding = Holding { spot: place, app, grant: Secret::new(grant) };
        let is_beside = match store.connections().await {
            Ok(all) => all
                .iter()
                .any(|one| one.provider == provider && one.environment == environment.as_str()),
            Err(_) => true,
        };
        let (outcome, detail) = if is_beside {
            let why = "another connection may live on the same permission";
            (AuditOutcome::Refused, Detail::new().text("reason", why))
        } else {
            match self.revoked_wherever(&id, holding).await {
                Ok(taken) => (AuditOutcome::Done, Detail::new().word("provider", taken.as_str())),
                Err(error) => {
                    (AuditOutcome::Failed, Detail::new().text("reason", &error.to_string()))
                }
            }
        };
        let entry = self.installation.entry_by_itself(AuditAction::CredentialRevoked);
        let detail = detail.word("of", "a sign-in that was not finished");
        let entry = entry.provider(&provider).ended(outcome).detail(detail);
        if let Err(problem) = self.installation.enter(entry).await {
            tracing::error!(code = %problem.code, "what became of a permission was not entered");
        }
    }

    /// Some providers take a permission back for one company at a time, and none was chosen.
    async fn revoked_wherever(
        &self,
        account: &str,
        mut holding: Holding,
    ) -> Result<TakenBack, CallError> {
        let mut taken = self.custodian.taken_back(account, &holding).await;
        let found = holding.grant.expose_secret().found();
        let (Err(CallError::Incomplete(_)), Ok(found)) = (&taken, found) else { return taken };
        let values = holding.values();
        let party = holding.spot.party(account, &values);
        for company in self.gateway.discover(party, &found).await? {
            let mut grant = holding.grant.expose_secret().clone();
            grant.with(&company.values);
            holding.grant = Secret::new(grant);
            taken = self.custodian.taken_back(account, &holding).await;
        }
        taken
    }
}
