//! The proof, and the connection that comes of it: its row, its credential, the end of
//! the attempt and the entry in the trail are one transaction.

use std::sync::{Arc, Mutex, PoisonError};

use patchbay_contract::{AttemptStep, AuditAction, Check, MailboxKind, ProbeAsker, Problem};
use patchbay_gateway::Company;
use patchbay_store::audit::Detail;
use patchbay_store::vault::{NewCredential, SealedTable};
use patchbay_store::{Change, Connection, FinishedSignIn, Store};

use super::SignIns;
use super::apps::told;
use super::company::{Unfinished, with_app};
use super::settle::UnderWay;
use crate::ai::Purpose;
use crate::defaults::lost_words;
use crate::hub::title;
use crate::keys::{Failure, Proof, Step};
use crate::probes::{Ended, Stopwatch};
use crate::problems::{attempt_over, call_failed, other_company, store_did_not_open};
use crate::repairs::Kind;
use patchbay_custody::{KeptGrant, to_bytes};

/// What kind of credential a browser sign-in gives.
pub(super) const GRANT: &str = "grant";

/// Under which id it is sealed.
pub(super) fn credential_of(connection: &str) -> String {
    format!("{connection}.{GRANT}")
}

impl SignIns {
    /// Proves the permission by the provider's own steps and makes the connection of it.
    pub(super) async fn prove(
        self: &Arc<Self>,
        store: &Store,
        under_way: UnderWay,
        company: Option<Company>,
        chosen: Option<&str>,
    ) -> Result<(), Unfinished> {
        let place = &under_way.place;
        let Some(mut grant) = under_way.kept.expose_secret().grant.clone() else {
            return Err(attempt_over().into());
        };
        if let Some(company) = &company {
            grant.with(&company.values);
        }
        let values = with_app(grant.values(), &under_way);
        let found = told(grant.found())?;

        let checks = self.checks_of(&under_way);
        let watch = Stopwatch::begin(&self.installation);
        let told = |step: &Step| {
            watch.lap(&step.name, step.outcome.as_ref().map(Result::is_ok));
            self.tick(&under_way.id, &checks, step);
        };
        let proof = self.checked(place, &under_way.id, &values, &found, &told).await?;
        let name = &place.provider.name;
        let mut odd = None;
        match proof.failure() {
            None => {}
            // The ledger answers, and is connected; what it says of its books is told.
            Some(Failure::Call(error)) if error.is_about_the_books() => {
                odd = Some(call_failed(error, name));
            }
            Some(failure) => return Err(Unfinished::of_check(failure, name)),
        }
        let row = self.row(store, &under_way, company, &proof, &grant, chosen).await?;
        let took_ms = watch.took_ms();
        let about = odd.as_ref().map(|problem| problem.what.clone());
        let row = Connection { condition_about: about, ..row };
        self.keep(store, &under_way, &row, &grant).await?;
        let (asked_by, steps) = (ProbeAsker::Connecting, &*watch.steps());
        let ended = Ended { asked_by, problem: odd.as_ref(), took_ms, steps };
        self.installation.keep_probe(store, &row.id, &ended).await;
        if let Some(used) = &proof.used {
            let (what_for, asked_by) = (Purpose::Test, ProbeAsker::Connecting);
            self.installation.count_checks(store, &row, used, what_for, asked_by).await;
        }

        let checks = checks.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let account = row.account_name.clone();
        self.step(&under_way.id, AttemptStep::Done { connection: row.id, account, checks });
        self.notices.hub_changed();
        Ok(())
    }

    /// What will be proven, with nothing proven yet.
    fn checks_of(&self, under_way: &UnderWay) -> Mutex<Vec<Check>> {
        let probes = under_way.place.sign_in().probe.iter().filter(|probe| !probe.visible);
        let checks: Vec<Check> = probes.map(|probe| Check::to_be_made(&probe.name)).collect();
        self.step(&under_way.id, AttemptStep::Proving(checks.clone()));
        Mutex::new(checks)
    }

    fn tick(&self, id: &str, checks: &Mutex<Vec<Check>>, step: &Step) {
        let mut checks = checks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(check) = checks.iter_mut().find(|check| check.name == step.name) {
            check.holds = step.outcome.as_ref().map(Result::is_ok);
            check.sums.clone_from(&step.sums);
        }
        self.step(id, AttemptStep::Proving(checks.clone()));
    }

    /// The connection's row: a new one, or the one that was there.
    async fn row(
        &self,
        store: &Store,
        under_way: &UnderWay,
        company: Option<Company>,
        proof: &Proof,
        grant: &KeptGrant,
        chosen: Option<&str>,
    ) -> Result<Connection, Problem> {
        let place = &under_way.place;
        let now = self.installation.now().to_string();
        let (account_id, account_name) = match company {
            Some(company) => (Some(company.id), Some(company.name)),
            None => (proof.account_id.clone(), proof.account_name.clone()),
        };
        let before = match self.before(store, under_way).await? {
            Some(before) => Some(before),
            None => self.the_same(store, under_way, chosen).await?,
        };
        let switches = under_way.kept.expose_secret().switch_company;
        if let Some(before) = &before
            && before.account_id.is_some()
            && before.account_id != account_id
            && !switches
        {
            let found = account_name.or(account_id).unwrap_or_default();
            return Err(other_company(&title(before), &found));
        }
        let label = under_way.kept.expose_secret().label.clone();
        let made = match before {
            Some(before) => before,
            None => Connection {
                owner: self.installation.person(),
                environment: place.at.environment.as_str().to_owned(),
                ..Connection::made(&self.random_id()?, &place.provider.id, &now)
            },
        };
        Ok(Connection {
            label: label.or(made.label.clone()),
            account_id,
            account_name,
            sign_in: Some(place.at.sign_in.clone()),
            condition: "works".to_owned(),
            condition_about: None,
            retry_at: None,
            last_success_at: Some(now.clone()),
            access_ends_at: grant.access_until.clone(),
            idle_ends_at: grant.idle_until.clone(),
            absolute_ends_at: grant.absolute_until.clone(),
            renewing_since: None,
            changed_at: now,
            ..made
        })
    }

    /// The connection that the person chose though it was marked as connected already: it
    /// is signed in to again. Nothing else is taken for the same: two people of one company
    /// may each connect it.
    async fn the_same(
        &self,
        store: &Store,
        under_way: &UnderWay,
        chosen: Option<&str>,
    ) -> Result<Option<Connection>, Problem> {
        let Some(account_id) = chosen else { return Ok(None) };
        let at = &under_way.place.at;
        let all = store.connections().await.map_err(|error| store_did_not_open(&error))?;
        Ok(all.into_iter().find(|one| {
            one.provider == at.provider
                && one.environment == at.environment.as_str()
                && one.sign_in.as_deref() == Some(at.sign_in.as_str())
                && one.account_id.as_deref() == Some(account_id)
        }))
    }

    /// What a person was asked to do is done by signing in. That it was asked is no reason
    /// to call a sign-in that worked failed.
    async fn close_repairs(&self, store: &Store, row: &Connection) {
        let by = self.installation.person().unwrap_or_default();
        for kind in Kind::ALL {
            let entry = self.installation.entry(AuditAction::ConnectionRepairClosed);
            let detail = Detail::new().word("repair", kind.as_str()).word("reason", "sign-in");
            let entry = entry.connection(&row.provider, &row.id).detail(detail);
            let change = Change { at: &row.changed_at, entries: &[entry] };
            if let Err(error) = store.close_repairs(&row.id, Some(kind.as_str()), &by, change).await
            {
                tracing::error!(%error, "a repair could not be closed");
            }
        }
    }

    async fn keep(
        &self,
        store: &Store,
        under_way: &UnderWay,
        row: &Connection,
        grant: &KeptGrant,
    ) -> Result<(), Problem> {
        let bytes = told(to_bytes(grant))?;
        let again = row.made_at != row.changed_at;
        let action = match (again, under_way.kept.expose_secret().switch_company) {
            (true, true) => AuditAction::ConnectionSwitched,
            (true, false) => AuditAction::ConnectionReconnected,
            (false, _) => AuditAction::ConnectionMade,
        };
        let mut detail = Detail::new()
            .text("account", row.account_name.as_deref().unwrap_or_default())
            .word("environment", under_way.place.at.environment.as_str());
        if action == AuditAction::ConnectionSwitched
            && let Some(before) = self.before(store, under_way).await?
        {
            detail = detail.text("before", before.account_name.as_deref().unwrap_or_default());
            let lost = lost_words(store, &row.id).await?;
            if !lost.is_empty() {
                detail = detail.text("default", &lost);
            }
        }
        let entry = self.installation.entry(action);
        let entry = entry.connection(&row.provider, &row.id).detail(detail);
        let id = credential_of(&row.id);
        let credential = NewCredential { id: &id, connection: &row.id, kind: GRANT, hint: None };
        let kind = under_way.kept.expose_secret().mailbox.as_deref();
        let kind = kind.unwrap_or(MailboxKind::default().as_str());
        let mailbox = under_way.place.sign_in().mailbox().map(|_| kind);
        let name = under_way.kept.expose_secret().label.as_deref();
        let finished = FinishedSignIn { connection: row, name, credential, accounts: &[], mailbox };
        let vault = self.installation.vault();
        let change = Change { at: &row.changed_at, entries: &[entry] };
        let kept = store
            .finish_attempt(&under_way.id, &finished, change, |generation| {
                vault.seal(SealedTable::Credentials, &id, generation, &bytes)
            })
            .await
            .map_err(|error| store_did_not_open(&error))?;
        if !told(kept)? {
            return Err(attempt_over());
        }
        self.installation.sign_what_was_entered().await;
        self.close_repairs(store, row).await;
        Ok(())
    }
}
