//! Testing a connection with the credential that is kept: what its checks say now is
//! written down, with what a person has to do about it.

use patchbay_contract::{Check, EnvironmentId, ProbeStep, Problem, SignInAt, Tested};
use patchbay_gateway::Found;
use patchbay_store::vault::SealedTable;
use patchbay_store::{Connection, Store};

use super::conditions::OpenedBy;
use super::kept::{self, credential_of};
use super::noting::{Asker, Noted};
use super::place::Place;
use super::proving::Ticks;
use super::schedule::{Turn, came_to_nothing};
use super::{Failure, Keys, Proof};
use crate::ai::Purpose;
use crate::connect::told;
use crate::hub::title;
use crate::probes::{Ended, Stopwatch};
use crate::problems::{
    Meant, connection_busy, connection_unknown, credential_missing, not_kept, store_did_not_open,
};

/// A connection that is to be tested.
pub(super) struct Wanted {
    /// Its row.
    pub(super) row: Connection,
    /// For when that was planned, where only that test is wanted.
    pub(super) planned: Option<String>,
}

/// Checks that were made, and by which credential.
pub(crate) struct Made {
    /// What came of them.
    pub(crate) proof: Proof,
    /// As they are shown.
    pub(crate) checks: Vec<Check>,
    /// As they are kept.
    pub(crate) steps: Vec<ProbeStep>,
    /// The credential's id.
    pub(crate) credential: String,
    /// Its generation.
    pub(crate) generation: i64,
}

impl Keys {
    /// Tests a connection now, however it was connected.
    ///
    /// # Errors
    /// When there is no such connection, nothing is kept that it could be tested with, or
    /// the vault cannot be opened. What the provider says no to is no error of the test.
    pub async fn test(&self, id: &str) -> Result<Tested, Problem> {
        let store = self.installation.open_vault().await?;
        let row = store.connection(id).await.map_err(|error| store_did_not_open(&error))?;
        let row = row.ok_or_else(connection_unknown)?;
        if row.custodian == "firm_server" {
            return self.tested_there(&store, &row).await;
        }
        let asked_for = Wanted { row, planned: None };
        let tested = self.tested(&store, &asked_for, Asker::Person).await?;
        let tested = tested.ok_or_else(connection_busy)?;
        self.installation.sign_what_was_entered().await;
        self.notices.hub_changed();
        Ok(tested)
    }

    /// Tests it as soon as that is ours to do; none where somebody else is at it.
    pub(super) async fn tested(
        &self,
        store: &Store,
        wanted: &Wanted,
        asker: Asker,
    ) -> Result<Option<Tested>, Problem> {
        let row = &wanted.row;
        let Some(turn) = self.turn(store, &row.id, wanted.planned.as_deref()).await? else {
            return Ok(None);
        };
        let watch = Stopwatch::begin(&self.installation);
        let found = self.found_out(store, row, asker, &turn).await;
        let problem = found.as_ref().map(|(tested, _)| tested.problem.as_ref());
        self.turn_is_over(store, &row.id, &turn, came_to_nothing(problem)).await?;
        let (tested, steps) = found?;
        let (problem, took_ms) = (tested.problem.as_ref(), watch.took_ms());
        let ended = Ended { asked_by: asker.into(), problem, took_ms, steps: &steps };
        self.installation.keep_probe(store, &row.id, &ended).await;
        Ok(Some(tested))
    }

    /// What the checks say, written down, and how long each took.
    async fn found_out(
        &self,
        store: &Store,
        row: &Connection,
        asker: Asker,
        turn: &Turn,
    ) -> Result<(Tested, Vec<ProbeStep>), Problem> {
        let shown = |checks, problem| Tested {
            connection: row.id.clone(),
            provider: row.provider.clone(),
            title: title(row),
            checks,
            problem,
        };
        let at = at(row).ok_or_else(credential_missing)?;
        let (made, opened) = match self.place(&at) {
            Ok(place) => (self.with_key(store, row, &place).await?, OpenedBy::Key),
            Err(_) => match self.sign_ins.prove_again(store, row, &at).await? {
                Ok(made) => (made, OpenedBy::Permission),
                // That is written down already, with what there is to do.
                Err(problem) => return Ok((shown(Vec::new(), Some(problem)), Vec::new())),
            },
        };
        let name = self.catalogue.find(&row.provider).map(|(provider, _)| provider.name);
        let name = name.unwrap_or_else(|| row.provider.clone());
        let failed = |error: &Failure| error.problem(&name, Meant::Testing);
        let problem = made.proof.failure().map(failed);
        let patience = turn.patience;
        let noted = Noted { made: &made, opened, problem: problem.as_ref(), patience };
        self.note(store, row, asker, &noted).await?;
        if let Some(used) = &made.proof.used {
            let asked_by = asker.into();
            self.installation.count_checks(store, row, used, Purpose::Test, asked_by).await;
        }
        if problem.is_none() {
            // A mailbox that waited for a person need not any more.
            let woken = store.wake_mailbox(&row.id).await;
            woken.map_err(|error| store_did_not_open(&error))?;
        }
        Ok((shown(made.checks, problem), made.steps))
    }

    /// The checks with the key that is kept.
    async fn with_key(
        &self,
        store: &Store,
        row: &Connection,
        place: &Place,
    ) -> Result<Made, Problem> {
        let credential = credential_of(&row.id);
        let sealed = store.sealed_credential(&credential).await;
        let sealed = sealed.map_err(|error| store_did_not_open(&error))?;
        let sealed = sealed.ok_or_else(|| not_kept(row))?;
        let bytes = told(self.installation.vault().unseal(SealedTable::Credentials, &sealed))?;
        let values = kept::opened(&bytes)?;
        let ticks = Ticks::of(&self.installation, &self.notices, &row.id, place.sign_in());
        let found = Found::default();
        let proof = self.checked(place, &row.id, &values, &found, &ticks, false).await?;
        let (checks, steps) = (ticks.checks(), ticks.steps());
        Ok(Made { checks, steps, proof, credential, generation: sealed.generation })
    }
}

/// Where the connection signed in.
pub(super) fn at(row: &Connection) -> Option<SignInAt> {
    Some(SignInAt {
        provider: row.provider.clone(),
        sign_in: row.sign_in.clone()?,
        environment: EnvironmentId::from_name(&row.environment)?,
    })
}
