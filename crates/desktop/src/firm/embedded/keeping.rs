//! What the server inside the app is told, and how that is shown.
//!
//! It has nothing that this computer has not, and nobody else tells it anything: what is here is
//! right, so nothing is taken from it, and where it has another version ours follows that (`push`
//! in `crate::firm::sync`). The
//! trails do not bear witness to each other, since whoever writes one of them anew may write both.

use std::collections::HashSet;

use patchbay_contract::{EmbeddedServer, ErrorCode, Problem};
use patchbay_store::{Change, Enrolment, Store, SyncKind, Synced};

use super::{EmbeddedTrouble, for_now, life};
use crate::Installation;
use crate::problems::{embedded_keeps_nothing, store_did_not_open};

impl Installation {
    /// Whether it may be asked now: it is the one that this computer came in at, and nobody has
    /// to open the vault first.
    pub(in crate::firm) fn may_ask_embedded(&self, row: &Enrolment) -> bool {
        self.embedded_life() == Some(life(row)) && self.vault_is_open()
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
