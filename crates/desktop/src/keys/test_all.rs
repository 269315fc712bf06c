//! Testing all there is: spread over the providers, a few of them at a time, and each
//! provider's connections one after the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use patchbay_contract::{Problem, Tested};
use patchbay_store::{Connection, Store};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::Keys;
use super::noting::Asker;
use super::test::Wanted;
use crate::hub::title;
use crate::problems::{connection_busy, store_did_not_open};

/// How many providers are asked at the same time.
const AT_ONCE: usize = 4;

impl Keys {
    /// Tests every connection that is not paused, now.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened.
    pub async fn test_all(self: &Arc<Self>) -> Result<Vec<Tested>, Problem> {
        let store = self.installation.opened().await?;
        let rows = store.connections().await.map_err(|error| store_did_not_open(&error))?;
        let wanted = rows.into_iter().filter(|row| is_ours(row) && row.condition != "paused");
        self.test_those(Asker::Person, wanted.map(|row| Wanted { row, planned: None })).await
    }

    /// Tests these, each whose turn is ours.
    pub(super) async fn test_those(
        self: &Arc<Self>,
        asker: Asker,
        those: impl IntoIterator<Item = Wanted>,
    ) -> Result<Vec<Tested>, Problem> {
        let store = self.installation.open_vault().await?;
        let mut by_provider: BTreeMap<String, Vec<Wanted>> = BTreeMap::new();
        for wanted in those {
            by_provider.entry(wanted.row.provider.clone()).or_default().push(wanted);
        }
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        let mut running = JoinSet::new();
        for (_, those) in by_provider {
            let (us, store, turns) = (Arc::clone(self), Arc::clone(&store), Arc::clone(&turns));
            running.spawn(async move {
                // It is never closed: everybody gets a turn.
                let _turn = turns.acquire().await;
                us.one_after_the_other(&store, those, asker).await
            });
        }
        let mut all: Vec<Tested> = running.join_all().await.into_iter().flatten().collect();
        all.sort_by(|a, b| (&a.provider, &a.title).cmp(&(&b.provider, &b.title)));
        self.installation.sign_what_was_entered().await;
        self.notices.hub_changed();
        Ok(all)
    }

    async fn one_after_the_other(
        &self,
        store: &Store,
        those: Vec<Wanted>,
        asker: Asker,
    ) -> Vec<Tested> {
        let mut all = Vec::new();
        for wanted in those {
            let row = &wanted.row;
            let problem = match (self.tested(store, &wanted, asker).await, asker) {
                (Ok(Some(tested)), _) => {
                    all.push(tested);
                    continue;
                }
                // Whoever is at it finds out.
                (Ok(None), Asker::Patchbay) => continue,
                (Ok(None), Asker::Person) => connection_busy(),
                // What keeps one from being tested keeps no other.
                (Err(problem), _) => problem,
            };
            all.push(Tested {
                connection: row.id.clone(),
                provider: row.provider.clone(),
                title: title(row),
                checks: Vec::new(),
                problem: Some(problem),
            });
        }
        all
    }
}

/// Whether this computer holds something that it could be tested with.
pub(super) fn is_ours(row: &Connection) -> bool {
    row.sign_in.is_some() && row.custodian == "this_computer"
}
