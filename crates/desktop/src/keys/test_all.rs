//! Testing all there is: spread over the providers, a few of them at a time, and each
//! provider's connections one after the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use patchbay_contract::{Problem, Tested};
use patchbay_store::{Connection, Store};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::Keys;
use super::noting::Asker;
use crate::hub::title;
use crate::problems::store_did_not_open;

/// How many providers are asked at the same time.
const AT_ONCE: usize = 4;

impl Keys {
    /// Tests every connection that is not paused, now.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened.
    pub async fn test_all(self: &Arc<Self>) -> Result<Vec<Tested>, Problem> {
        self.test_those(Asker::Person, |row| row.condition != "paused").await
    }

    /// Tests those again that could not be tested, or not well, and whose time has come.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened.
    pub async fn test_what_was_put_off(self: &Arc<Self>) -> Result<(), Problem> {
        let now = self.installation.now();
        let due = |row: &Connection| {
            let at = row.retry_at.as_deref().and_then(|at| at.parse::<Timestamp>().ok());
            row.condition == "delayed" && is_ours(row) && at.is_none_or(|at| at <= now)
        };
        // Without one that is due the vault is not asked for anything.
        let store = self.installation.opened().await?;
        let rows = store.connections().await.map_err(|error| store_did_not_open(&error))?;
        if rows.iter().any(due) {
            self.test_those(Asker::Patchbay, due).await?;
        }
        Ok(())
    }

    async fn test_those(
        self: &Arc<Self>,
        asker: Asker,
        wanted: impl Fn(&Connection) -> bool,
    ) -> Result<Vec<Tested>, Problem> {
        let store = self.installation.open_vault().await?;
        let rows = store.connections().await.map_err(|error| store_did_not_open(&error))?;
        let mut by_provider: BTreeMap<String, Vec<Connection>> = BTreeMap::new();
        for row in rows.into_iter().filter(|row| is_ours(row) && wanted(row)) {
            by_provider.entry(row.provider.clone()).or_default().push(row);
        }
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        let mut running = JoinSet::new();
        for (_, rows) in by_provider {
            let (us, store, turns) = (Arc::clone(self), Arc::clone(&store), Arc::clone(&turns));
            running.spawn(async move {
                // It is never closed: everybody gets a turn.
                let _turn = turns.acquire().await;
                us.one_after_the_other(&store, rows, asker).await
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
        rows: Vec<Connection>,
        asker: Asker,
    ) -> Vec<Tested> {
        let mut all = Vec::new();
        for row in rows {
            all.push(match self.tested(store, &row, asker).await {
                Ok(tested) => tested,
                // What keeps one from being tested keeps no other.
                Err(problem) => Tested {
                    connection: row.id.clone(),
                    provider: row.provider.clone(),
                    title: title(&row),
                    checks: Vec::new(),
                    problem: Some(problem),
                },
            });
        }
        all
    }
}

/// Whether this computer holds something that it could be tested with.
fn is_ours(row: &Connection) -> bool {
    row.sign_in.is_some() && row.custodian == "this_computer"
}
