//! Taking what was changed at the firm's server, page by page, from where this computer was.
//! What it changes here is entered in the trail, with who had changed it.

use patchbay_contract::{AuditAction, Problem};
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::{Eyes, Feed, Store, TakenChange, Theirs, Thing};
use reqwest::Method;

use super::feed::{Came, Changes};
use super::{fits, of_local};
use crate::Installation;
use crate::firm::answers::MISFIT;
use crate::firm::client::FirmClient;
use crate::firm::token::Device;
use crate::problems::{firm_unsaid, server_restored, store_did_not_open};
use crate::shared_files::provider_of;

/// More pages than any firm's changes have: a server that has no end is none.
const MOST_PAGES: usize = 10_000;
/// So many names of what is left out are kept.
const NAMED: usize = 50;

impl Installation {
    /// Says whether something of this computer is another than before.
    pub(super) async fn take_what_changed(
        &self,
        store: &Store,
        device: &mut Device,
    ) -> Result<bool, Problem> {
        let failed = |error| store_did_not_open(&error);
        let state = store.sync_state_for(crate::VERSION).await.map_err(failed)?;
        let mut cursor = state.cursor;
        let mut left_out: Vec<String> = serde_json::from_str(&state.left_out).unwrap_or_default();
        let mut is_other = false;
        for _ in 0..MOST_PAGES {
            let path = match &cursor {
                Some(cursor) => format!("/api/changes?cursor={cursor}"),
                None => "/api/changes".to_owned(),
            };
            let ask = async |client: &FirmClient, request| {
                let changes: Changes = client.ask(request).await?;
                if changes.fits() { Ok(changes) } else { Err(MISFIT) }
            };
            let changes = self.ask_as(store, device, Method::GET, &path, ask).await?;
            if changes.server != device.row.server {
                return Err(firm_unsaid(&MISFIT, &device.row.address));
            }
            // Restored since it was asked how this computer stands with it.
            if changes.epoch != device.row.epoch {
                return Err(server_restored());
            }
            let (more, next) = (changes.more, changes.cursor.clone());
            if more && Some(&next) == cursor.as_ref() {
                return Err(firm_unsaid(&MISFIT, &device.row.address));
            }
            let (came, unknown) = changes.read();
            // What can be read by now was left out before.
            left_out.retain(|name| !came.iter().any(|one| one.is_called(name)));
            left_out.extend(unknown);
            left_out.sort();
            left_out.dedup();
            left_out.truncate(NAMED);
            let theirs: Vec<(Thing, Theirs<'_>)> =
                came.iter().map(|one| (one.thing.clone(), Came::theirs(one))).collect();
            let feed = Feed { changes: &theirs, cursor: Some(&next), left_out: &left_out };
            is_other |= self.take(store, feed).await?.contains(&TakenChange::Applied);
            cursor = Some(next);
            if !more {
                return Ok(is_other);
            }
        }
        Err(firm_unsaid(&MISFIT, &device.row.address))
    }

    /// The entry of what is as the firm has it again, since this person may not change it there.
    pub(super) fn entry_of_putting_back(&self, thing: &Thing) -> NewEntry {
        let detail = Detail::new().text("what", &thing.id);
        let detail = detail.word("means", "as the firm has it: the role here does not allow more");
        self.entry_by_itself(AuditAction::ServerTaken).detail(detail)
    }

    /// Takes what came, and enters what it changed here.
    pub(super) async fn take(
        &self,
        store: &Store,
        feed: Feed<'_>,
    ) -> Result<Vec<TakenChange>, Problem> {
        let now = self.now();
        let entry = |thing: &Thing, by: Option<&str>| {
            let detail = Detail::new().text("what", &thing.id);
            let detail = by.map_or(detail.clone(), |by| detail.text("by", by));
            let detail = match provider_of(&thing.id) {
                Some(_) => detail.word("means", "known here, and used when a person takes it"),
                None => detail,
            };
            self.entry_by_itself(AuditAction::ServerTaken).detail(detail)
        };
        let eyes = Eyes { facts: &of_local(now), fits: &fits, entry: &entry };
        let taken = store.take_changes(feed, &now.to_string(), eyes).await;
        let taken = taken.map_err(|error| store_did_not_open(&error))?;
        if taken.contains(&TakenChange::Applied) {
            self.sign_what_was_entered().await;
        }
        Ok(taken)
    }
}
