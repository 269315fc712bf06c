//! Testing by itself: every connection that this computer holds about once a day, spread over
//! it, and what could not be tested again when its time has come. Who comes by now and then
//! is the shell.
//!
//! What such a test finds is written down as a person's is. A credential that its provider
//! does not take is shown to it again only where that does no harm: a permission that is over
//! stays over until somebody signs in again, and a mailbox may be locked by a wrong password.

mod plan;
mod turn;

use std::sync::Arc;

use patchbay_contract::{Problem, Tested};
use patchbay_store::Connection;

use super::Keys;
use super::noting::Asker;
use super::test::{Wanted, at};
use super::test_all::is_ours;
use crate::problems::store_did_not_open;

pub(super) use plan::PATIENCE;
pub(super) use turn::{Turn, came_to_nothing};

impl Keys {
    /// Tests those whose time has come, some at a time, and plans the first test of those
    /// that have none. Says what came of each that was tested.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened.
    pub async fn test_what_is_due(self: &Arc<Self>) -> Result<Vec<Tested>, Problem> {
        let now = self.installation.now();
        let store = self.installation.opened().await?;
        let failed = |error| store_did_not_open(&error);
        let rows = store.connections().await.map_err(failed)?;
        let rows: Vec<Connection> = rows.into_iter().filter(|row| self.is_tested(row)).collect();
        let plans = store.probe_plans().await.map_err(failed)?;
        let is_planned = |row: &Connection| {
            plans.iter().any(|plan| plan.connection == row.id && plan.next_at.is_some())
        };
        let mut first = Vec::new();
        for row in rows.iter().filter(|row| !is_planned(row)) {
            first.push((&*row.id, plan::first(now, self.chance()?).to_string()));
        }
        store.plan_first_probes(&first).await.map_err(failed)?;
        let due = plan::due(&rows, &plans, now);
        let due: Vec<Wanted> = due
            .into_iter()
            .map(|(row, plan)| Wanted {
                row: row.clone(),
                planned: plan.and_then(|plan| plan.next_at.clone()),
            })
            .collect();
        // Without one that is due the vault is not asked for anything.
        if due.is_empty() {
            return Ok(Vec::new());
        }
        self.test_those(Asker::Patchbay, due).await
    }

    /// Whether it is tested without anybody asking.
    fn is_tested(&self, row: &Connection) -> bool {
        if !is_ours(row) {
            return false;
        }
        let place = at(row).and_then(|at| self.place(&at).ok());
        row.condition != "reconnect_needed" || place.is_some_and(|place| !place.is_mailbox())
    }
}
