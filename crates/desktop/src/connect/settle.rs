//! From the answer to the permission: the code is exchanged, and what came is sealed
//! before anything else is asked.

use std::sync::Arc;

use patchbay_contract::{Problem, SignInAt};
use patchbay_custody::{KeptGrant, Spot, from_bytes, to_bytes};
use patchbay_gateway::oauth::{self, FirmApp, Returned};
use patchbay_store::vault::{SealedRow, SealedTable};
use patchbay_store::{Change, Store};
use patchbay_vault::Secret;

use super::SignIns;
use super::apps::told;
use super::kept::KeptAttempt;
use super::party::Place;
use crate::problems::{
    answer_refused, attempt_over, attempt_unknown, code_refused, firm_app_missing,
    store_did_not_open,
};

/// An attempt whose answer is being looked into.
pub(super) struct UnderWay {
    pub(super) id: String,
    pub(super) place: Spot,
    pub(super) connection: Option<String>,
    /// Where people sign in by the browser.
    pub(super) app: Option<FirmApp>,
    pub(super) kept: Secret<KeptAttempt>,
}

impl UnderWay {
    /// What a sign-in by the browser is made with.
    pub(super) fn by_browser(&self) -> Result<(Place, &FirmApp), Problem> {
        let place = Place::of(self.place.clone()).ok_or_else(attempt_unknown)?;
        let app = self.app.as_ref().ok_or_else(|| firm_app_missing(&place.provider.name))?;
        Ok((place, app))
    }
}

impl SignIns {
    /// The attempt in this row, opened.
    pub(super) async fn under_way(
        &self,
        store: &Store,
        row: patchbay_store::Attempt,
        sealed: &SealedRow,
    ) -> Result<UnderWay, Problem> {
        let environment = patchbay_contract::EnvironmentId::from_name(&row.environment);
        let at = SignInAt {
            provider: row.provider,
            sign_in: row.sign_in,
            environment: environment.ok_or_else(attempt_unknown)?,
        };
        let place = self.spot(&at)?;
        let bytes = told(self.installation.vault().unseal(SealedTable::Attempts, sealed))?;
        let kept = told(from_bytes(&bytes))?;
        let app = self.app(store, &at).await?;
        if app.is_none() && place.sign_in().oauth().is_some() {
            return Err(firm_app_missing(&place.provider.name));
        }
        Ok(UnderWay { id: row.id, place, connection: row.connection, app, kept })
    }

    /// What is sealed of an attempt.
    pub(super) async fn kept_attempt(
        &self,
        store: &Store,
        id: &str,
    ) -> Result<Secret<KeptAttempt>, Problem> {
        let row = store.sealed_attempt(id).await.map_err(|error| store_did_not_open(&error))?;
        let row = row.ok_or_else(attempt_over)?;
        let bytes = told(self.installation.vault().unseal(SealedTable::Attempts, &row))?;
        told(from_bytes(&bytes))
    }

    /// Exchanges the code and goes on from there, to whatever end.
    pub(super) async fn settle(
        self: &Arc<Self>,
        store: &Store,
        under_way: UnderWay,
        returned: &Returned,
    ) {
        let (id, provider) = (under_way.id.clone(), under_way.place.provider.id.clone());
        let oauth = under_way.place.sign_in().oauth();
        let allowed = match oauth.map(|oauth| returned.check(&under_way.place.provider, oauth)) {
            Some(Ok(allowed)) => allowed,
            Some(Err(error)) => {
                let problem = answer_refused(&error, &under_way.place.provider.name);
                return self.end(store, &id, &provider, "refused", problem).await;
            }
            // Nobody can know what it would be the answer to.
            None => return self.end(store, &id, &provider, "failed", attempt_unknown()).await,
        };
        match self.exchanged(store, under_way, &allowed).await {
            Ok(under_way) => self.go_on(store, under_way, None).await,
            Err(problem) => self.end(store, &id, &provider, "failed", problem).await,
        }
    }

    async fn exchanged(
        &self,
        store: &Store,
        under_way: UnderWay,
        allowed: &oauth::Allowed,
    ) -> Result<UnderWay, Problem> {
        let (place, app) = under_way.by_browser()?;
        let id = &under_way.id;
        let mut attempt = under_way.kept.expose_secret().clone();
        let (proofs, values) = (attempt.proofs(), attempt.values());
        let wanted: Vec<&str> = attempt.wanted.iter().map(String::as_str).collect();
        let asked = oauth::Attempt {
            app,
            proofs: &proofs,
            redirect_address: attempt.redirect_address.as_deref(),
            wanted: &wanted,
        };
        let grant = self
            .gateway
            .exchange(place.party(id, &values), &place.oauth, &asked, allowed)
            .await
            .map_err(|error| code_refused(&error, &place.provider.name))?;
        attempt.grant = Some(KeptGrant::of(&grant, &values, &attempt.wanted));
        let kept = Secret::new(attempt);
        self.seal_again(store, id, &kept).await?;
        Ok(UnderWay { kept, ..under_way })
    }

    /// Seals what is known of an attempt by now: a program that ends here goes on from
    /// here at its next start.
    pub(super) async fn seal_again(
        &self,
        store: &Store,
        id: &str,
        kept: &Secret<KeptAttempt>,
    ) -> Result<(), Problem> {
        let bytes = told(to_bytes(kept.expose_secret()))?;
        let at = self.installation.now().to_string();
        let vault = self.installation.vault();
        let there = store
            .keep_in_attempt(id, "choosing", Change { at: &at, entries: &[] }, |generation| {
                vault.seal(SealedTable::Attempts, id, generation, &bytes)
            })
            .await
            .map_err(|error| store_did_not_open(&error))?;
        if told(there)? { Ok(()) } else { Err(attempt_over()) }
    }
}
