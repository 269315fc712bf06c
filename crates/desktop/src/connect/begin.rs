//! Beginning: everything is sealed and listened for before the browser opens.

use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use patchbay_contract::{Attempt, AttemptStep, HomeWay, NewAttempt, Problem};
use patchbay_custody::{KeptGrant, Spot, from_bytes, to_bytes};
use patchbay_gateway::oauth::{self, FirmApp};
use patchbay_store::vault::SealedTable;
use patchbay_store::{Change, Connection, Store};
use patchbay_vault::Secret;
use sha2::{Digest, Sha256};
use url::Url;

use super::apps::told;
use super::kept::KeptAttempt;
use super::listen::{Landing, landing};
use super::party::Place;
use super::prove::credential_of;
use super::shown::as_shown;
use super::{SignIns, WAITS, ways};
use crate::hub::title;
use crate::label;
use crate::problems::{
    attempt_replaced, attempt_unknown, field_missing, firm_app_missing, is_offered, no_randomness,
    no_way_home, store_did_not_open,
};

impl SignIns {
    /// Begins an attempt: when this returns it is sealed, its answer is listened for, and
    /// the browser may be opened.
    ///
    /// # Errors
    /// When something is missing, or there is no way home.
    pub async fn begin(self: &Arc<Self>, mut wish: NewAttempt) -> Result<Attempt, Problem> {
        let spot = self.spot(&wish.at)?;
        let Some(place) = Place::of(spot.clone()) else {
            return self.begin_as_client(spot, wish).await;
        };
        let store = self.installation.open_vault().await?;
        let app = self.app(&store, &wish.at).await?;
        let app = app.ok_or_else(|| firm_app_missing(&place.provider.name))?;
        let again = self.ready(&store, &place, &mut wish).await?;
        let relay = self.installation.relay_address().await?;
        let landing = land(&place, wish.way, relay.as_ref())?;
        let way = landing.way;
        let practice = self.installation.is_practice_firm().await?;

        let id = self.random_id()?;
        let kept = self.kept(&wish, landing.redirect_address.clone())?;
        let address = self.address(&place, &app, &id, kept.expose_secret())?;
        let now = self.installation.now();
        let ends_at = now.checked_add(WAITS).unwrap_or(now);
        self.seal_new(&store, &id, way, &wish, &kept, (now, ends_at)).await?;

        let shown = Attempt {
            step: AttemptStep::Waiting { address },
            practice,
            connection: again.as_ref().map(title),
            ..as_shown(&place, &id, way, ends_at, &wish.wanted, relay.is_some())
        };
        self.wait_for_answer(&shown, kept.expose_secret(), landing);
        Ok(shown)
    }

    /// Fills in what is known of a connection that is signed in to again, which is the
    /// answer, and sees that nothing is missing.
    pub(super) async fn ready(
        &self,
        store: &Store,
        spot: &Spot,
        wish: &mut NewAttempt,
    ) -> Result<Option<Connection>, Problem> {
        let again = self.signed_in_again(store, wish).await?;
        if let Some(before) = &again {
            self.fill_in_as_before(store, spot, &before.id, wish).await?;
            self.make_room(store, &before.id).await?;
        }
        all_filled_in(spot, wish)?;
        is_offered(&spot.provider, wish.at.environment)?;
        label::meant(wish.label.as_deref())?;
        Ok(again)
    }

    /// The connection that is signed in to again.
    async fn signed_in_again(
        &self,
        store: &Store,
        wish: &NewAttempt,
    ) -> Result<Option<Connection>, Problem> {
        let Some(id) = &wish.connection else { return Ok(None) };
        let found = store.connection(id).await.map_err(|error| store_did_not_open(&error))?;
        let fits = |one: &Connection| {
            one.provider == wish.at.provider && one.environment == wish.at.environment.as_str()
        };
        found.filter(fits).map(Some).ok_or_else(attempt_unknown)
    }

    /// What was typed and wanted when the connection was made is not asked for again: what is
    /// left empty is as it was.
    async fn fill_in_as_before(
        &self,
        store: &Store,
        spot: &Spot,
        connection: &str,
        wish: &mut NewAttempt,
    ) -> Result<(), Problem> {
        let id = credential_of(connection);
        let sealed = store.sealed_credential(&id).await;
        let Some(row) = sealed.map_err(|error| store_did_not_open(&error))? else { return Ok(()) };
        let bytes = told(self.installation.vault().unseal(SealedTable::Credentials, &row))?;
        let before: Secret<KeptGrant> = told(from_bytes(&bytes))?;
        let before = before.expose_secret();
        for field in &spot.sign_in().field {
            if let Some((name, value)) = before.values.iter().find(|(name, _)| *name == field.id) {
                let typed = wish.fields.entry(name.clone()).or_default();
                if typed.trim().is_empty() {
                    typed.clone_from(value);
                }
            }
        }
        if wish.wanted.is_empty() {
            wish.wanted.clone_from(&before.wanted);
        }
        Ok(())
    }

    /// Ends the attempt that is under way for this connection: it may hold the only port
    /// that the provider knows.
    async fn make_room(&self, store: &Store, connection: &str) -> Result<(), Problem> {
        let failed = |error| store_did_not_open(&error);
        let all = store.attempts().await.map_err(failed)?;
        for row in all.iter().filter(|row| row.connection.as_deref() == Some(connection)) {
            let at = self.installation.now().to_string();
            let change = Change { at: &at, entries: &[] };
            store.end_attempt(&row.id, "replaced", change).await.map_err(failed)?;
            self.over(&row.id, attempt_replaced());
        }
        Ok(())
    }

    pub(super) fn kept(
        &self,
        wish: &NewAttempt,
        redirect_address: Option<String>,
    ) -> Result<Secret<KeptAttempt>, Problem> {
        self.with_new_proofs(KeptAttempt {
            redirect_address,
            wanted: wish.wanted.clone(),
            fields: wish
                .fields
                .iter()
                .map(|(name, value)| (name.clone(), value.trim().to_owned()))
                .collect(),
            label: label::meant(wish.label.as_deref())?,
            switch_company: wish.switch_company,
            mailbox: wish.mailbox.map(|kind| kind.as_str().to_owned()),
            ..KeptAttempt::default()
        })
    }

    /// The same with proofs that no answer so far can know.
    pub(super) fn with_new_proofs(
        &self,
        kept: KeptAttempt,
    ) -> Result<Secret<KeptAttempt>, Problem> {
        let proofs = self.gateway.proofs().map_err(|error| no_randomness(&error))?;
        // The relay hands the answer to whoever knows what the state is the hash of.
        let pickup = self.gateway.random::<32>().map_err(|error| no_randomness(&error))?;
        Ok(Secret::new(KeptAttempt {
            state: BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(pickup)),
            pickup: BASE64_URL_SAFE_NO_PAD.encode(pickup),
            verifier: proofs.verifier.expose_secret().clone(),
            nonce: proofs.nonce.expose_secret().clone(),
            ..kept
        }))
    }

    /// The page to sign in on.
    pub(super) fn address(
        &self,
        place: &Place,
        app: &FirmApp,
        id: &str,
        kept: &KeptAttempt,
    ) -> Result<String, Problem> {
        let proofs = kept.proofs();
        let wanted: Vec<&str> = kept.wanted.iter().map(String::as_str).collect();
        let attempt = oauth::Attempt {
            app,
            proofs: &proofs,
            redirect_address: kept.redirect_address.as_deref(),
            wanted: &wanted,
        };
        let values = kept.values();
        let address = self.gateway.authorize(place.party(id, &values), &place.oauth, &attempt);
        address.map(Into::into).map_err(|error| field_missing(&error.to_string()))
    }

    pub(super) async fn seal_new(
        &self,
        store: &Store,
        id: &str,
        way: HomeWay,
        wish: &NewAttempt,
        kept: &Secret<KeptAttempt>,
        (now, ends_at): (Timestamp, Timestamp),
    ) -> Result<(), Problem> {
        let bytes = told(to_bytes(kept.expose_secret()))?;
        let (at, ends_at) = (now.to_string(), ends_at.to_string());
        let new = patchbay_store::NewAttempt {
            id,
            state_digest: &digest(&kept.expose_secret().state),
            provider: &wish.at.provider,
            sign_in: &wish.at.sign_in,
            environment: wish.at.environment.as_str(),
            connection: wish.connection.as_deref(),
            way: way.as_str(),
            ends_at: &ends_at,
        };
        let vault = self.installation.vault();
        let replaced = store
            .begin_attempt(&new, Change { at: &at, entries: &[] }, |generation| {
                vault.seal(SealedTable::Attempts, id, generation, &bytes)
            })
            .await
            .map_err(|error| store_did_not_open(&error))?;
        if let Some(replaced) = told(replaced)? {
            self.over(&replaced, attempt_replaced());
        }
        Ok(())
    }

    pub(super) fn random_id(&self) -> Result<String, Problem> {
        let bytes = self.gateway.random::<16>().map_err(|error| no_randomness(&error))?;
        Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// The way home: the one that is wished for, or the best that works.
pub(super) fn land(
    place: &Place,
    wished: Option<HomeWay>,
    relay: Option<&Url>,
) -> Result<Landing, Problem> {
    let possible = ways::possible(&place.oauth, place.at.environment, relay.is_some());
    let mut first_trouble = None;
    for home in possible.iter().filter(|home| wished.is_none_or(|way| home.way == way)) {
        match landing(place, home, relay) {
            Ok(landing) => return Ok(landing),
            Err(problem) => first_trouble = first_trouble.or(Some(problem)),
        }
    }
    Err(first_trouble.unwrap_or_else(|| no_way_home(&place.provider.name)))
}

/// Under which an attempt is found by the state of an answer, without opening it.
pub(super) fn digest(state: &str) -> String {
    Sha256::digest(state.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn all_filled_in(spot: &Spot, wish: &NewAttempt) -> Result<(), Problem> {
    let is_empty = |id: &str| wish.fields.get(id).is_none_or(|value| value.trim().is_empty());
    let mut missing = spot.sign_in().field.iter().filter(|field| !field.optional);
    match missing.find(|field| is_empty(&field.id)) {
        Some(field) => Err(field_missing(&field.label)),
        None => Ok(()),
    }
}
