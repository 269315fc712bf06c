//! What the server inside the app is told, and how that is shown.
//!
//! It has nothing that this computer has not, and nobody else tells it anything: what is here is
//! right, so nothing is taken from it, and where it has another version ours follows that. The
//! trails do not bear witness to each other, since whoever writes one of them anew may write both.

use std::collections::HashSet;

use patchbay_contract::{EmbeddedServer, ErrorCode, Problem};
use patchbay_store::{Change, Enrolment, Store, SyncKind, Synced, Thing};

use super::{EmbeddedTrouble, for_now, life};
use crate::Installation;
use crate::firm::sync::fits;
use crate::firm::token::Device;
use crate::problems::{embedded_keeps_nothing, store_did_not_open};

/// So often what is here is told again in one round, where it turned out to have other versions.
const MOST_TRIES: u32 = 2;

impl Installation {
    /// Whether it may be asked now: it is the one that this computer came in at, and nobody has
    /// to open the vault first.
    pub(in crate::firm) fn may_ask_embedded(&self, row: &Enrolment) -> bool {
        self.embedded_life() == Some(life(row)) && self.vault_is_open()
    }

    /// Tells it what was changed here.
    pub(in crate::firm) async fn tell_embedded(
        &self,
        store: &Store,
        device: &mut Device,
    ) -> Result<(), Problem> {
        for _ in 0..MOST_TRIES {
            self.tell_what_changed(store, device).await?;
            if !self.keep_ours(store).await? {
                break;
            }
        }
        Ok(())
    }

    /// Has what is here follow whatever version it has. Says whether there was any.
    async fn keep_ours(&self, store: &Store) -> Result<bool, Problem> {
        let failed = |error| store_did_not_open(&error);
        let at = self.now().to_string();
        let mut any = false;
        let synced = store.synced().await.map_err(failed)?;
        for one in synced.into_iter().filter(|one| one.their_version.is_some()) {
            let Some(kind) = SyncKind::from_name(&one.kind) else { continue };
            let change = Change { at: &at, entries: &[] };
            any |= store
                .settle(&Thing::new(kind, &one.id), true, change, fits)
                .await
                .map_err(failed)?;
        }
        Ok(any)
    }

    /// What it means that it did not answer as it should. One that does not know this computer
    /// any more is begun anew at the next start.
    pub(in crate::firm) async fn embedded_failed(
        &self,
        store: &Store,
        row: &Enrolment,
        problem: &Problem,
    ) -> Problem {
        use ErrorCode::{DeviceKeyGone, DeviceShutOut, ServerRestored};
        if !matches!(problem.code, DeviceKeyGone | DeviceShutOut | ServerRestored) {
            return for_now(problem);
        }
        let at = self.now().to_string();
        let change = Change { at: &at, entries: &[] };
        if let Err(error) = store.note_shut_out(&row.device, change).await {
            tracing::warn!(%error, "that the server inside the app begins anew was not noted");
        }
        embedded_keeps_nothing(&EmbeddedTrouble::BeginsAnew(problem.what.clone()))
    }

    /// How it is with it. Nobody is asked.
    pub(in crate::firm) async fn embedded_view(
        &self,
        store: &Store,
        row: Option<&Enrolment>,
    ) -> Result<Option<EmbeddedServer>, Problem> {
        let failed = |error| store_did_not_open(&error);
        let (is_there, trouble) = {
            let now = self.embedded_now();
            (now.life.is_some(), now.trouble.clone())
        };
        let Some(row) = row else {
            let view = EmbeddedServer { trouble: trouble.clone(), ..EmbeddedServer::default() };
            return Ok((is_there || trouble.is_some()).then_some(view));
        };
        let state = store.sync_state().await.map_err(failed)?;
        let synced = store.synced().await.map_err(failed)?;
        let pending = store.to_be_told().await.map_err(failed)?.len();
        let here = store.connections().await.map_err(failed)?;
        let here: HashSet<_> = here.into_iter().map(|one| one.id).collect();
        let said = state.last_problem.and_then(|said| serde_json::from_str(&said).ok());
        Ok(Some(EmbeddedServer {
            since: row.enrolled_at.parse().ok(),
            last_sync_at: state.last_sync_at.and_then(|at| at.parse().ok()),
            connections: count(&synced, |one| {
                is(one, SyncKind::Connection) && has_it(one) && here.contains(&one.id)
            }),
            settings: count(&synced, |one| is(one, SyncKind::Setting) && has_it(one)),
            pending: u32::try_from(pending).unwrap_or(u32::MAX),
            refused: count(&synced, |one| one.refused.is_some()),
            trouble: trouble.or(said),
        }))
    }
}

fn is(one: &Synced, kind: SyncKind) -> bool {
    one.kind == kind.as_str()
}

/// Whether the server has it: it took it, and it was not taken away since.
fn has_it(one: &Synced) -> bool {
    one.version > 0 && one.facts != "null" && one.refused.is_none()
}

fn count(all: &[Synced], which: impl Fn(&Synced) -> bool) -> u32 {
    u32::try_from(all.iter().filter(|one| which(one)).count()).unwrap_or(u32::MAX)
}
