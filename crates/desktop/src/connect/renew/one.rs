//! One renewal, by whoever took it upon themselves: what is sealed is read, the provider
//! called, and what comes back sealed before anybody uses it.

use std::sync::Arc;

use patchbay_contract::{AuditAction, AuditOutcome, EnvironmentId, Problem, SignInAt};
use patchbay_custody::{Again, Granted, KeptGrant, Spot, from_bytes, needs_app, to_bytes};
use patchbay_store::vault::{NewCredential, SealedTable};
use patchbay_store::{Change, Connection, Store};
use patchbay_vault::Secret;

use super::Renewal;
use super::due::{is_due, standing};
use crate::connect::SignIns;
use crate::connect::apps::told;
use crate::connect::prove::{GRANT, credential_of};
use crate::problems::store_did_not_open;

/// When a connection is to be renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// In any case.
    Now,
    /// If it is still time: somebody else may have been first.
    WhenDue,
}

/// A connection that is being renewed by us.
pub(super) struct Renewing {
    pub(super) row: Connection,
    pub(super) place: Spot,
    /// Since when, by which it is known for ours.
    pub(super) since: String,
    pub(super) before: Secret<KeptGrant>,
}

/// What is sealed at the end of a renewal, and what is written beside it.
pub(super) struct Tokens {
    pub(super) kept: Secret<KeptGrant>,
    pub(super) condition: &'static str,
    pub(super) about: Option<String>,
    pub(super) retry_at: Option<String>,
    pub(super) last_success_at: Option<String>,
    pub(super) outcome: AuditOutcome,
}

impl SignIns {
    /// Renews what was taken upon ourselves at `since`.
    pub(super) async fn renew_as_the_one(
        &self,
        store: &Arc<Store>,
        id: &str,
        since: &str,
        wish: Wish,
    ) -> Result<Renewal, Problem> {
        let Some(renewing) = self.renewing(store, id, since).await? else {
            return Ok(Renewal::NotDue);
        };
        let Renewing { row, place, before, .. } = &renewing;
        if wish == Wish::WhenDue && !is_due(row, self.installation.now()) {
            return Ok(Renewal::NotDue);
        }
        let before = before.expose_secret();
        let app = if needs_app(place, before) { self.app(store, &place.at).await? } else { None };
        let again = self.custodian.again(place, &row.id, before, app.as_ref()).await;
        match told(again)? {
            Again::Granted(granted) => self.keep_renewed(store, &renewing, *granted).await,
            Again::Refused(no) => self.not_renewed(store, &renewing, *no).await,
            Again::Nothing => self.with_nothing_to_renew(store, &renewing).await,
            Again::NoApp => self.without_app(store, &renewing).await,
        }
    }

    /// What is to be renewed, read after it was written down that we do.
    pub(super) async fn renewing(
        &self,
        store: &Store,
        id: &str,
        since: &str,
    ) -> Result<Option<Renewing>, Problem> {
        let failed = |error| store_did_not_open(&error);
        let Some(row) = store.connection(id).await.map_err(failed)? else { return Ok(None) };
        let (Some(sign_in), Some(environment)) =
            (row.sign_in.clone(), EnvironmentId::from_name(&row.environment))
        else {
            return Ok(None);
        };
        let at = SignInAt { provider: row.provider.clone(), sign_in, environment };
        let place = self.spot(&at)?;
        let sealed = store.sealed_credential(&credential_of(id)).await.map_err(failed)?;
        let Some(sealed) = sealed else { return Ok(None) };
        let bytes = told(self.installation.vault().unseal(SealedTable::Credentials, &sealed))?;
        let before = told(from_bytes(&bytes))?;
        Ok(Some(Renewing { row, place, since: since.to_owned(), before }))
    }

    async fn keep_renewed(
        &self,
        store: &Store,
        renewing: &Renewing,
        granted: Granted,
    ) -> Result<Renewal, Problem> {
        let Granted { kept, lacks } = granted;
        let sign_in = renewing.place.sign_in();
        let (condition, about) = standing(&renewing.row).after_renewal(sign_in, &lacks);
        let tokens = Tokens {
            kept,
            condition,
            about,
            retry_at: None,
            last_success_at: Some(self.installation.now().to_string()),
            outcome: AuditOutcome::Done,
        };
        self.seal_renewed(store, renewing, tokens).await
    }

    /// Seals what came, with what is known of the connection by now.
    pub(super) async fn seal_renewed(
        &self,
        store: &Store,
        renewing: &Renewing,
        tokens: Tokens,
    ) -> Result<Renewal, Problem> {
        let now = self.installation.now().to_string();
        let kept = tokens.kept.expose_secret();
        let bytes = told(to_bytes(kept))?;
        let row = Connection {
            condition: tokens.condition.to_owned(),
            condition_about: tokens.about,
            retry_at: tokens.retry_at,
            last_success_at: tokens.last_success_at,
            access_ends_at: kept.access_until.clone(),
            idle_ends_at: kept.idle_until.clone(),
            absolute_ends_at: kept.absolute_until.clone(),
            changed_at: now.clone(),
            ..renewing.row.clone()
        };
        let id = credential_of(&row.id);
        let credential = NewCredential { id: &id, connection: &row.id, kind: GRANT, hint: None };
        let vault = self.installation.vault();
        let entry = self.entry_of(AuditAction::CredentialRenewed, &row).ended(tokens.outcome);
        let change = Change { at: &now, entries: &[entry] };
        let sealed = store
            .end_renewal(&row, &renewing.since, credential, change, |generation| {
                vault.seal(SealedTable::Credentials, &id, generation, &bytes)
            })
            .await
            .map_err(|error| store_did_not_open(&error))?;
        self.notices.hub_changed();
        Ok(if told(sealed)? { Renewal::Renewed } else { Renewal::NotDue })
    }
}
