//! The server inside the app: this computer comes in at it by itself, for as long as the firm has
//! no server of its own.
//!
//! Nobody types a code: the app makes one at its own server. What is told to it, and how that is
//! shown, is in `keeping`; which file it has is the server's (`patchbay_server::embedded`). Where
//! it listens only this program knows. Invariant: where this computer is in at the firm's own,
//! nothing is known of this one any more.

mod keeping;

use std::sync::{PoisonError, RwLockReadGuard, RwLockWriteGuard};

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction, Problem, Standing};
use patchbay_store::Enrolment;
use patchbay_vault::{Key, Secret};
use url::Url;

use super::client::FirmClient;
use super::computer;
use super::enrol::{Entering, come_in};
use crate::Installation;
use crate::problems::{
    device_key_gone, embedded_keeps_nothing, enrolment_unsaid, no_client, no_server_here,
    store_did_not_open, vault_trouble,
};

/// What it is called where the firm's has an address.
const NAME: &str = "this app";
/// How long until this computer tries to come in again.
const AGAIN: SignedDuration = SignedDuration::from_mins(15);

/// Which server it is, and in which of its lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerLife {
    /// The server.
    pub server: String,
    /// Its life.
    pub epoch: String,
}

/// Why it keeps nothing: a case for each remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmbeddedTrouble {
    /// A newer Patchbay made its database.
    Newer,
    /// What it had was moved there by hand.
    Moved(String),
    /// Its database could not be had at this start.
    NotAtThisStart(String),
    /// It does not know this computer any more.
    BeginsAnew(String),
    /// It did not work this time.
    ForNow(String),
}

/// What is known of it in this program.
#[derive(Debug, Default)]
pub(crate) struct Embedded {
    /// Which one has come up with a database.
    life: Option<ServerLife>,
    /// Why none has, or why this computer could not come in.
    trouble: Option<Problem>,
    /// Not before when this computer tries to come in.
    not_before: Option<Timestamp>,
}

/// What its database is to be.
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
    pub fn set_embedded_database(&self, life: Result<ServerLife, EmbeddedTrouble>) {
        let now = match life {
            Ok(life) => Embedded { life: Some(life), ..Embedded::default() },
            Err(trouble) => {
                Embedded { trouble: Some(embedded_keeps_nothing(&trouble)), ..Embedded::default() }
            }
        };
        *self.embedded_now_mut() = now;
    }

    /// Whether this computer should come in at it now: where there is a vault, and it is open.
    ///
    /// # Errors
    /// When the database of this computer cannot be read.
    pub async fn wants_in_at_embedded(&self) -> Result<bool, Problem> {
        let Some(now) = self.embedded_life() else { return Ok(false) };
        let waits = self.embedded_now().not_before.is_some_and(|then| self.now() < then);
        if waits || !self.vault_is_open() || self.embedded_server().is_none() {
            return Ok(false);
        }
        let store = self.opened().await?;
        let row = store.enrolment().await.map_err(|error| store_did_not_open(&error))?;
        Ok(row.is_none_or(|row| row.embedded && life(&row) != now))
    }

    /// Comes in at it by a code that it makes for that. What is in the way is shown where people
    /// look for it, and tried again later.
    ///
    /// # Errors
    /// When it makes no code, does not answer or says no, or the vault or the database cannot
    /// keep it.
    pub async fn come_in_at_embedded(
        &self,
        code: impl AsyncFnOnce() -> Result<Secret<String>, EmbeddedTrouble>,
    ) -> Result<(), Problem> {
        let came_in = match code().await {
            Ok(code) => self.let_in(code).await,
            Err(trouble) => Err(embedded_keeps_nothing(&trouble)),
        };
        let mut now = self.embedded_now_mut();
        // It has given way meanwhile.
        if now.life.is_none() {
            return Ok(());
        }
        now.not_before = came_in.is_err().then(|| self.now() + AGAIN);
        now.trouble = came_in.as_ref().err().map(for_now);
        came_in
    }

    async fn let_in(&self, code: Secret<String>) -> Result<(), Problem> {
        let _ours = self.syncing().lock().await;
        // A person may have come in at the firm's meanwhile.
        if !self.wants_in_at_embedded().await? {
            return Ok(());
        }
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

    /// Where the server of this row is now.
    pub(super) fn base_of(&self, row: &Enrolment) -> Result<Url, Problem> {
        if row.embedded {
            return self.embedded_base();
        }
        row.address.parse().map_err(|_| device_key_gone("its server’s address is none"))
    }

    /// It has given way to the firm's own server.
    pub(super) fn leave_embedded(&self) {
        *self.embedded_now_mut() = Embedded::default();
    }

    fn embedded_life(&self) -> Option<ServerLife> {
        self.embedded_now().life.clone()
    }

    fn embedded_now(&self) -> RwLockReadGuard<'_, Embedded> {
        self.embedded().read().unwrap_or_else(PoisonError::into_inner)
    }

    fn embedded_now_mut(&self) -> RwLockWriteGuard<'_, Embedded> {
        self.embedded().write().unwrap_or_else(PoisonError::into_inner)
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

/// As it is shown, where it did not work this time.
fn for_now(problem: &Problem) -> Problem {
    match problem.code {
        patchbay_contract::ErrorCode::EmbeddedKeepsNothing => problem.clone(),
        _ => embedded_keeps_nothing(&EmbeddedTrouble::ForNow(problem.what.clone())),
    }
}
