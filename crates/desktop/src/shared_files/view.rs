//! What the firm shares and what it could, as pages and the command line show it.

use std::collections::HashMap;
use std::path::Path;

use patchbay_contract::SharedFileState as State;
use patchbay_contract::{Problem, SharedFile, SharedFileText, SharedFiles, UnsharedFile};
use patchbay_store::{FileChoice, FirmFile, OpenError, Store, Synced};

use super::file::{Here, Looked, digest, here, in_sight, look};
use super::{SETTING, may_offer, state};
use crate::Installation;
use crate::catalogue::Catalogue;
use crate::problems::{not_shared, store_did_not_open};

/// A file that the firm shares, with all that is known of it here.
pub(super) struct Known {
    pub(super) row: FirmFile,
    pub(super) digest: String,
    pub(super) looked: Looked,
    pub(super) here: Option<Here>,
    pub(super) state: State,
}

impl Known {
    fn of(row: FirmFile, folder: &Path, said: &[FileChoice]) -> Self {
        let (digest, looked) = (digest(&row.text), look(&row.provider, &row.text));
        let here = here(folder, &row.provider);
        let said: Vec<_> = said.iter().filter(|one| one.provider == row.provider).collect();
        let its = here.as_ref().map(Here::digest);
        let state = state::of(looked.mistakes.is_empty(), &digest, its.as_deref(), &said);
        Self { row, digest, looked, here, state }
    }

    /// Its hosts, and those of them that the file at this computer does not name.
    pub(super) fn hosts(&self) -> (Vec<String>, Vec<String>) {
        let hosts = self.looked.provider.as_ref().map(|one| one.hosts()).unwrap_or_default();
        let text = self.here.as_ref().and_then(|here| here.text.as_ref().ok());
        let named = text.and_then(|text| look(&self.row.provider, text).provider);
        let named = named.map(|one| one.hosts()).unwrap_or_default();
        let new = hosts.iter().filter(|host| !named.contains(host)).cloned().collect();
        (hosts, new)
    }

    fn shown(&self, synced: Option<&Synced>, connections: u32) -> SharedFile {
        let (hosts, new_hosts) = self.hosts();
        let provider = self.looked.provider.as_ref();
        // What was changed here since is nobody else's word yet.
        let is_agreed = |one: &&Synced| {
            let text: Option<String> = serde_json::from_str(&one.facts).ok();
            one.version > 0 && text.as_ref() == Some(&self.row.text)
        };
        let told = synced.filter(is_agreed);
        SharedFile {
            provider: self.row.provider.clone(),
            name: provider.map(|one| in_sight(&one.name)),
            category: provider.map(|one| one.category),
            state: self.state,
            mistakes: self.looked.mistakes.clone(),
            hosts,
            new_hosts,
            connections,
            offered_by: told.and_then(|one| one.changed_by.clone()),
            offered_at: told.and_then(|one| one.changed_at.as_ref()?.parse().ok()),
            digest: self.digest.clone(),
        }
    }
}

pub(super) async fn all(store: &Store, folder: &Path) -> Result<Vec<Known>, OpenError> {
    let rows = store.firm_files().await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let said = store.file_choices().await?;
    Ok(rows.into_iter().map(|row| Known::of(row, folder, &said)).collect())
}

/// How many wait for a person at the computer with this folder.
pub(crate) async fn waiting(store: &Store, folder: &Path) -> Result<u32, OpenError> {
    let all = all(store, folder).await?;
    let waiting = all.iter().filter(|one| one.state.waits()).count();
    Ok(u32::try_from(waiting).unwrap_or(u32::MAX))
}

impl Installation {
    /// The provider files that the firm shares, and those of this computer that it could.
    /// Nobody is asked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn shared_files(&self, catalogue: &Catalogue) -> Result<SharedFiles, Problem> {
        let store = self.opened().await?;
        let failed = |error| store_did_not_open(&error);
        let Some(row) = self.at_the_firms().await? else {
            return Ok(SharedFiles::default());
        };
        catalogue.read_own_at_least_once();
        let all = all(&store, catalogue.folder()).await.map_err(failed)?;
        let synced = store.synced().await.map_err(failed)?;
        let synced: HashMap<_, _> =
            synced.iter().filter_map(|one| Some((one.id.strip_prefix(SETTING)?, one))).collect();
        let connections = store.connections().await.map_err(failed)?;
        let using = |id: &str| connections.iter().filter(|one| one.provider == id).count();
        let mut shared: Vec<_> = all
            .iter()
            .map(|one| {
                let id = one.row.provider.as_str();
                one.shown(synced.get(id).copied(), u32::try_from(using(id)).unwrap_or(u32::MAX))
            })
            .collect();
        // Stable: by the provider's id within both.
        shared.sort_by_key(|one| !one.state.waits());
        let own = catalogue.own();
        let is_shared = |id: &str| all.iter().any(|one| one.row.provider == id);
        let unshared = own.good.iter().map(|file| &file.provider);
        let unshared = unshared
            .filter(|one| !is_shared(&one.id))
            .map(|one| UnsharedFile { provider: one.id.clone(), name: one.name.clone() });
        let unshared = unshared.collect();
        Ok(SharedFiles { is_in: true, may_offer: may_offer(&row), shared, unshared })
    }

    /// A file that the firm shares in full, beside the one of its id at this computer.
    ///
    /// # Errors
    /// When the firm does not share it, or the database cannot be read.
    pub async fn shared_file_text(
        &self,
        catalogue: &Catalogue,
        id: &str,
    ) -> Result<SharedFileText, Problem> {
        let known = self.shared_file(catalogue, id).await?;
        let here = known.here.and_then(|here| here.text.ok());
        Ok(SharedFileText { provider: known.row.provider, text: known.row.text, here })
    }

    /// What is known of one that the firm shares.
    pub(super) async fn shared_file(
        &self,
        catalogue: &Catalogue,
        id: &str,
    ) -> Result<Known, Problem> {
        self.enrolled_at_the_firms().await?;
        let store = self.opened().await?;
        let all = all(&store, catalogue.folder()).await;
        let all = all.map_err(|error| store_did_not_open(&error))?;
        all.into_iter().find(|one| one.row.provider == id).ok_or_else(|| not_shared(id))
    }
}
