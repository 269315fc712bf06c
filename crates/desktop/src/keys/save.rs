//! Saving: what was typed is proven first, then sealed with its connection's row and the
//! entry in the trail, in one transaction. Nothing is kept of what failed.

use patchbay_contract::{
    AuditAction, Check, ErrorCode, NewKey, ProbeAsker, ProbeStep, Problem, SavedKey,
};
use patchbay_gateway::{Found, Values};
use patchbay_providers::sign_in::FieldKind;
use patchbay_store::audit::Detail;
use patchbay_store::vault::{NewCredential, SealedTable};
use patchbay_store::{Change, Connection, FinishedSignIn, Store};

use super::conditions::{REPAIRS, by};
use super::entered::is_the_providers;
use super::judge::{may_be_sent, meant};
use patchbay_custody::{KeptKey, to_bytes};

use super::kept::{KEY, credential_of, hint};
use super::place::Place;
use super::proving::Ticks;
use super::{Failure, Keys, Proof};
use crate::ai::Purpose;
use crate::connect::told;
use crate::defaults::lost_words;
use crate::label;
use crate::probes::Ended;
use crate::problems::{Meant, connection_unknown, is_offered, no_company, store_did_not_open};

/// What was typed, proven.
pub(super) struct Proven {
    pub(super) values: Values,
    pub(super) proof: Proof,
    pub(super) checks: Vec<Check>,
    /// What is odd about books that were read for it, in a sentence.
    pub(super) odd: Option<String>,
    /// The same as it is kept.
    trouble: Option<Problem>,
    steps: Vec<ProbeStep>,
    took_ms: u64,
}

impl Keys {
    /// Proves what was typed into a form and makes a connection of it, or puts it in the
    /// place of a connection's key.
    ///
    /// # Errors
    /// When something is missing or wrong, the provider does not take it or cannot be asked,
    /// or the vault cannot be opened. Nothing is saved then.
    pub async fn save(&self, typed: NewKey) -> Result<SavedKey, Problem> {
        let place = self.place(&typed.at)?;
        let saved = self.save_at(&place, &typed).await;
        if let Err(problem) = &saved
            && is_the_providers(problem.code)
        {
            self.enter_failure(&typed, problem).await;
        }
        saved
    }

    async fn save_at(&self, place: &Place, typed: &NewKey) -> Result<SavedKey, Problem> {
        let mut values = meant(place.sign_in(), &typed.fields);
        self.find_what_was_left_empty(place, &mut values).await?;
        may_be_sent(place.sign_in(), typed.at.environment, &values, &place.provider.name)?;
        is_offered(&place.provider, typed.at.environment)?;
        label::meant(typed.label.as_deref())?;
        // A vault that is shut is opened before anybody is asked. One that is not made yet
        // is made for what is worth keeping.
        let store = match self.installation.open_vault().await {
            Err(problem) if problem.code == ErrorCode::VaultNotMade => {
                self.installation.opened().await?
            }
            opened => opened?,
        };
        let before = self.replaced(&store, place, typed).await?;
        let id = match &before {
            Some(before) => before.id.clone(),
            None => self.random_id()?,
        };
        let proven = self.proven(place, typed, &id, values).await?;
        let row = self.row(place, typed, &id, before.as_ref(), &proven)?;
        let store = self.installation.open_vault_to_save().await?;
        self.keep(&store, place, typed, before.as_ref(), &row, &proven.values).await?;
        let (asked_by, took_ms) = (ProbeAsker::Connecting, proven.took_ms);
        let problem = proven.trouble.as_ref();
        let ended = Ended { asked_by, problem, took_ms, steps: &proven.steps };
        self.installation.keep_probe(&store, &row.id, &ended).await;
        if let Some(used) = &proven.proof.used {
            let (what_for, asked_by) = (Purpose::Test, ProbeAsker::Connecting);
            self.installation.count_checks(&store, &row, used, what_for, asked_by).await;
        }
        self.installation.sign_what_was_entered().await;
        self.notices.hub_changed();
        Ok(SavedKey { connection: row.id, account: row.account_name, checks: proven.checks })
    }

    /// The connection whose key is replaced.
    async fn replaced(
        &self,
        store: &Store,
        place: &Place,
        typed: &NewKey,
    ) -> Result<Option<Connection>, Problem> {
        let Some(id) = &typed.connection else { return Ok(None) };
        let found = store.connection(id).await.map_err(|error| store_did_not_open(&error))?;
        found.filter(|row| place.made(row)).map(Some).ok_or_else(connection_unknown)
    }

    async fn proven(
        &self,
        place: &Place,
        typed: &NewKey,
        id: &str,
        mut values: Values,
    ) -> Result<Proven, Problem> {
        let failed = |error: Failure| error.problem(&place.provider.name, Meant::Saving);
        let found = Found::default();
        if place.sign_in().discovery.is_some() {
            let party = place.party(id, &values);
            let mut all = self
                .gateway
                .discover(party, &found)
                .await
                .map_err(|error| failed(Failure::Call(error)))?;
            match all.len() {
                0 => return Err(no_company(&place.provider.name)),
                1 => values.take_in(&all.swap_remove(0).values),
                // The checks name the one that the key is for.
                _ => {}
            }
        }
        let subject = typed.subject();
        let ticks = Ticks::of(&self.installation, &self.notices, &subject, place.sign_in());
        let proof = self.checked(place, id, &values, &found, &ticks, typed.in_sight).await?;
        let mut odd = None;
        if let Some(failure) = proof.failure().cloned() {
            let is_about_the_books = failure.is_about_the_books();
            let problem = failed(failure);
            if !is_about_the_books {
                return Err(problem);
            }
            odd = Some(problem);
        }
        let (checks, steps, took_ms) = (ticks.checks(), ticks.steps(), ticks.took_ms());
        let trouble = odd;
        let odd = trouble.as_ref().map(|problem| problem.what.clone());
        Ok(Proven { values, proof, checks, odd, trouble, steps, took_ms })
    }

    async fn keep(
        &self,
        store: &Store,
        place: &Place,
        typed: &NewKey,
        before: Option<&Connection>,
        row: &Connection,
        values: &Values,
    ) -> Result<(), Problem> {
        let kept = KeptKey::of(values);
        let bytes = told(to_bytes(kept.expose_secret()))?;
        let id = credential_of(&row.id);
        let shown = place
            .secret()
            .filter(|field| field.kind != FieldKind::Lines)
            .and_then(|field| hint(values.get(&field.id)?));
        let credential =
            NewCredential { id: &id, connection: &row.id, kind: KEY, hint: shown.as_deref() };
        let accounts = accounts(place, values);
        let kind = typed.mailbox.unwrap_or_default().as_str();
        let mailbox = place.is_mailbox().then_some(kind);
        let name = label::meant(typed.label.as_deref())?;
        let name = name.as_deref();
        let new =
            FinishedSignIn { connection: row, name, credential, accounts: &accounts, mailbox };
        let switches = before.is_some_and(|before| before.account_id != row.account_id);
        let mut detail = Detail::new()
            .text("account", row.account_name.as_deref().unwrap_or_default())
            .word("environment", typed.at.environment.as_str());
        let lost = if switches { lost_words(store, &row.id).await? } else { String::new() };
        if !lost.is_empty() {
            detail = detail.text("default", &lost);
        }
        let entry = self.entry(typed, switches).detail(detail);
        let entry = entry.connection(&row.provider, &row.id);
        let change = Change { at: &row.changed_at, entries: &[entry] };
        let vault = self.installation.vault();
        let seal = |generation| vault.seal(SealedTable::Credentials, &id, generation, &bytes);
        let failed = |error| store_did_not_open(&error);
        if before.is_none() {
            return told(store.add_signed_in(&new, change, seal).await.map_err(failed)?);
        }
        if !told(store.replace_signed_in(&new, change, seal).await.map_err(failed)?)? {
            return Err(connection_unknown());
        }
        self.nothing_left_to_do(store, row).await;
        Ok(())
    }

    /// What a person was asked to do is done by the key that works.
    async fn nothing_left_to_do(&self, store: &Store, row: &Connection) {
        let by = by(&self.installation);
        for kind in REPAIRS {
            let entry = self.installation.entry(AuditAction::ConnectionRepairClosed);
            let detail = Detail::new().word("repair", kind).word("reason", "new key");
            let entry = entry.connection(&row.provider, &row.id).detail(detail);
            let change = Change { at: &row.changed_at, entries: &[entry] };
            if let Err(error) = store.close_repairs(&row.id, Some(kind), &by, change).await {
                tracing::error!(%error, "a repair could not be closed");
            }
        }
    }
}

/// The payment accounts that the form names, each with whose money it holds.
fn accounts<'a>(place: &'a Place, values: &'a Values) -> Vec<(&'a str, &'a str)> {
    let fields = place.sign_in().field.iter();
    let named = fields.filter_map(|field| {
        let account = values.get(&field.id).filter(|account| !account.is_empty())?;
        Some((account, field.money?.as_str()))
    });
    named.collect()
}
