//! One renewal, by whoever took it upon themselves: what is sealed is read, the provider
//! called, and what comes back sealed before anybody uses it.

use std::sync::Arc;

use patchbay_contract::{AuditAction, AuditOutcome, EnvironmentId, Problem, SignInAt};
use patchbay_custody::{KeptGrant, Spot, from_bytes, to_bytes};
use patchbay_gateway::oauth::{Grant, NotRenewed, TokenError};
use patchbay_providers::sign_in::Rotation;
use patchbay_store::vault::{NewCredential, SealedTable};
use patchbay_store::{Change, Connection, Store};
use patchbay_vault::Secret;

use super::Renewal;
use super::due::is_due;
use crate::connect::SignIns;
use crate::connect::apps::told;
use crate::connect::party::Place;
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
        let values = before.expose_secret().values();
        let Some(by_browser) = Place::of(place.clone()) else {
            let again = self.grant_as_client(place, &row.id, &values).await;
            return self.came_of(store, &renewing, again.map_err(alone)).await;
        };
        let token = before.expose_secret().refresh_token.clone().map(Secret::new);
        let rotates = by_browser.oauth.refresh.rotation != Rotation::None;
        let Some(token) = token.filter(|_| rotates) else {
            return self.with_nothing_to_renew(store, &renewing).await;
        };
        let Some(app) = self.app(store, &place.at).await? else {
            return self.without_app(store, &renewing).await;
        };
        let party = place.party(&row.id, &values);
        let again = self.gateway.renew(party, &by_browser.oauth, &app, &token).await;
        self.came_of(store, &renewing, again).await
    }

    async fn came_of(
        &self,
        store: &Store,
        renewing: &Renewing,
        again: Result<Grant, NotRenewed>,
    ) -> Result<Renewal, Problem> {
        match again {
            Ok(grant) => self.keep_renewed(store, renewing, &grant).await,
            Err(NotRenewed { why, replaced }) => {
                self.not_renewed(store, renewing, &why, replaced).await
            }
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
        grant: &Grant,
    ) -> Result<Renewal, Problem> {
        let mut kept = renewing.before.expose_secret().clone();
        told(kept.renewed_by(grant))?;
        let lacks = grant.lacks.join(", ");
        let (condition, about) = match lacks.as_str() {
            "" => found_by_a_test(renewing).unwrap_or(("works", None)),
            _ => ("more_permission_needed", Some(lacks)),
        };
        let tokens = Tokens {
            kept: Secret::new(kept),
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

/// What only a test can take back: that a call is not allowed, that something typed does not
/// fit, or that books do not tie. What a renewal found of that kind is tried again, and says when.
fn found_by_a_test(renewing: &Renewing) -> Option<(&'static str, Option<String>)> {
    let Renewing { row, place, .. } = renewing;
    let about = row.condition_about.clone();
    match row.condition.as_str() {
        "more_permission_needed" => {
            let by_a_check =
                |check: &patchbay_providers::Probe| Some(&check.name) == about.as_ref();
            let found = place.sign_in().probe.iter().any(by_a_check);
            found.then(|| ("more_permission_needed", about.clone()))
        }
        "check_settings" if row.retry_at.is_none() => Some(("check_settings", about)),
        "works" => Some(("works", about)),
        _ => None,
    }
}

/// Of a sign-in that needs no refresh token, none is left behind.
fn alone(why: TokenError) -> NotRenewed {
    NotRenewed { why, replaced: None }
}
