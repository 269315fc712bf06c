//! The server inside the app: this computer comes in at it by itself, for as long as the firm has
//! no server of its own.
//!
//! Nobody types a code: the app makes one at its own server. That has nothing which this computer
//! has not, so where the two do not fit each other it is begun anew, and nobody is asked; and the
//! trails do not bear witness to each other, since whoever writes one of them anew may write both.
//! Where it listens only this program knows. Which file it has is the server's
//! (`patchbay_server::embedded`).

use std::sync::PoisonError;

use patchbay_contract::{AuditAction, EmbeddedServer, ErrorCode, Problem, Standing};
use patchbay_store::{Change, Enrolment, Store, SyncKind, Thing};
use patchbay_vault::{Key, Secret};
use url::Url;

use super::client::FirmClient;
use super::computer;
use super::enrol::{Entering, come_in};
use super::sync::fits;
use crate::Installation;
use crate::problems::{
    device_key_gone, embedded_keeps_nothing, enrolment_unsaid, no_client, no_server_here,
    store_did_not_open, vault_trouble,
};

/// What it is called where the firm's has an address.
const NAME: &str = "this app";

/// Which server it is, and in which of its lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerLife {
    /// The server.
    pub server: String,
    /// Its life.
    pub epoch: String,
}

/// What is known of the server inside this program.
#[derive(Debug, Default)]
pub(crate) struct Embedded {
    /// Which one has come up with a database.
    life: Option<ServerLife>,
    /// Why none has, or why this computer could not come in.
    trouble: Option<Problem>,
}

/// What the database of the server inside the app is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmbeddedDatabase {
    /// None: nothing here is real.
    None,
    /// None any more: this computer is in at the firm's own server.
    Former,
    /// One that keeps what is set here.
    Current {
        /// At which this computer is in; nothing where it has to come in first.
        known: Option<ServerLife>,
    },
}

impl Installation {
    /// What its database is to be, from this start on.
    ///
    /// # Errors
    /// When the database of this computer cannot be read.
    pub async fn embedded_database(&self) -> Result<EmbeddedDatabase, Problem> {
        if self.is_practice_firm().await? {
            return Ok(EmbeddedDatabase::None);
        }
        let store = self.opened().await?;
        let row = store.enrolment().await.map_err(|error| store_did_not_open(&error))?;
        Ok(match row {
            Some(row) if !row.embedded => EmbeddedDatabase::Former,
            row => {
                let known = row.filter(|row| row.standing == Standing::In.as_str());
                EmbeddedDatabase::Current { known: known.as_ref().map(life) }
            }
        })
    }

    /// Says which server has come up with a database, or why none has.
    pub fn set_embedded_database(&self, life: Result<ServerLife, String>) {
        let now = match life {
            Ok(life) => Embedded { life: Some(life), trouble: None },
            Err(cause) => Embedded { life: None, trouble: Some(embedded_keeps_nothing(&cause)) },
        };
        *self.embedded().write().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Says why this computer could not come in at it, or that it is in. It is tried again.
    pub fn set_embedded_trouble(&self, trouble: Option<&Problem>) {
        let trouble = trouble.map(|problem| match problem.code {
            ErrorCode::EmbeddedKeepsNothing => problem.clone(),
            _ => embedded_keeps_nothing(&problem.what),
        });
        self.embedded().write().unwrap_or_else(PoisonError::into_inner).trouble = trouble;
    }

    /// Whether this computer should come in at it now: where there is a vault, and it is open.
    ///
    /// # Errors
    /// When the database of this computer cannot be read.
    pub async fn wants_in_at_embedded(&self) -> Result<bool, Problem> {
        let Some(now) = self.embedded_life() else { return Ok(false) };
        if !self.vault_is_open() {
            return Ok(false);
        }
        let store = self.opened().await?;
        let row = store.enrolment().await.map_err(|error| store_did_not_open(&error))?;
        Ok(row.is_none_or(|row| row.embedded && life(&row) != now))
    }

    /// Comes in at it, by a code that it just made.
    ///
    /// # Errors
    /// When it does not answer or says no, or the vault or the database cannot keep it.
    pub async fn come_in_at_embedded(&self, code: Secret<String>) -> Result<(), Problem> {
        let _ours = self.syncing().lock().await;
        let store = self.open_vault().await?;
        let client = FirmClient::of(&self.embedded_base()?);
        let client = client.map_err(|error| no_client(&error.to_string()))?;
        let (device_name, seed) = (computer(), Key::generate());
        let seed = seed.map_err(|error| vault_trouble(&error.into()))?;
        let came_in = come_in(&client, &code, &device_name, &seed).await;
        let came_in = came_in.map_err(|unsaid| enrolment_unsaid(&unsaid, NAME))?;
        let entry = self.entry_by_itself(AuditAction::ServerEntered);
        let as_what = Entering { address: NAME, embedded: true, device_name: &device_name };
        self.keep(&store, as_what, entry, &client, &seed, &came_in).await
    }

    /// How it is with it. Nobody is asked.
    pub(super) async fn embedded_view(
        &self,
        store: &Store,
        row: Option<&Enrolment>,
    ) -> Result<Option<EmbeddedServer>, Problem> {
        let failed = |error| store_did_not_open(&error);
        let (is_there, trouble) = {
            let now = self.embedded().read().unwrap_or_else(PoisonError::into_inner);
            (now.life.is_some(), now.trouble.clone())
        };
        if row.is_none() && !is_there && trouble.is_none() {
            return Ok(None);
        }
        let Some(row) = row else {
            return Ok(Some(EmbeddedServer { trouble, ..EmbeddedServer::default() }));
        };
        let (state, synced) = tokio::join!(store.sync_state(), store.synced());
        let (state, synced) = (state.map_err(failed)?, synced.map_err(failed)?);
        let pending = store.to_be_told().await.map_err(failed)?.len();
        let has =
            |kind: SyncKind| counted(synced.iter().filter(|one| one.kind == kind.as_str()).count());
        let said = state.last_problem.and_then(|said| serde_json::from_str(&said).ok());
        Ok(Some(EmbeddedServer {
            since: row.enrolled_at.parse().ok(),
            last_sync_at: state.last_sync_at.and_then(|at| at.parse().ok()),
            connections: has(SyncKind::Connection),
            settings: has(SyncKind::Setting),
            pending: counted(pending),
            trouble: trouble.or(said),
        }))
    }

    /// Where the server of this row is now.
    pub(super) fn base_of(&self, row: &Enrolment) -> Result<Url, Problem> {
        if row.embedded {
            return self.embedded_base();
        }
        row.address.parse().map_err(|_| device_key_gone("its server’s address is none"))
    }

    /// Whether it may be asked now: it is the one that this computer came in at, and nobody has
    /// to open the vault first.
    pub(super) fn may_ask_embedded(&self, row: &Enrolment) -> bool {
        self.embedded_life() == Some(life(row)) && self.vault_is_open()
    }

    /// It holds nothing of anybody else's: what is here is right.
    pub(super) async fn keep_ours_at_embedded(&self, store: &Store) -> Result<(), Problem> {
        let failed = |error| store_did_not_open(&error);
        let at = self.now().to_string();
        let synced = store.synced().await.map_err(failed)?;
        for one in synced.into_iter().filter(|one| one.their_version.is_some()) {
            let Some(kind) = SyncKind::from_name(&one.kind) else { continue };
            let change = Change { at: &at, entries: &[] };
            store.settle(&Thing::new(kind, &one.id), true, change, fits).await.map_err(failed)?;
        }
        Ok(())
    }

    /// What it means that it did not answer as it should. One that does not know this computer
    /// any more is begun anew at the next start.
    pub(super) async fn embedded_failed(
        &self,
        store: &Store,
        row: &Enrolment,
        problem: &Problem,
    ) -> Problem {
        if matches!(problem.code, ErrorCode::DeviceKeyGone | ErrorCode::DeviceShutOut) {
            let at = self.now().to_string();
            let change = Change { at: &at, entries: &[] };
            if let Err(error) = store.note_shut_out(&row.device, change).await {
                tracing::warn!(%error, "that the server inside the app begins anew was not noted");
            }
        }
        embedded_keeps_nothing(&problem.what)
    }

    /// It has given way to the firm's own server.
    pub(super) fn leave_embedded(&self) {
        *self.embedded().write().unwrap_or_else(PoisonError::into_inner) = Embedded::default();
    }

    fn embedded_life(&self) -> Option<ServerLife> {
        self.embedded().read().unwrap_or_else(PoisonError::into_inner).life.clone()
    }

    fn embedded_base(&self) -> Result<Url, Problem> {
        let address = self.embedded_server().ok_or_else(no_server_here)?;
        format!("http://{address}").parse().map_err(|_| no_server_here())
    }

    fn vault_is_open(&self) -> bool {
        self.vault().open_door().is_some()
    }
}

fn life(row: &Enrolment) -> ServerLife {
    ServerLife { server: row.server.clone(), epoch: row.epoch.clone() }
}

fn counted(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
