//! Whose turn it is to test a connection: one at a time, whichever program or person asks.
//! Who has it says so in the database first, and plans the next test at its end.

use std::time::Duration;

use jiff::SignedDuration;
use patchbay_contract::Problem;
use patchbay_store::{NextProbe, Store};

use super::plan::{after, next, patience};
use crate::keys::Keys;
use crate::problems::{may_pass, store_did_not_open};

/// How long whoever tests is left alone. Checks that are tried as often as they may be, with
/// the patience between, take no longer.
const LEASE: Duration = Duration::from_secs(10 * 60);

/// A test that we took upon ourselves.
pub(in crate::keys) struct Turn {
    since: String,
    put_off: i64,
    /// How long a failure that passes is waited out.
    pub(in crate::keys) patience: SignedDuration,
}

impl Keys {
    /// Takes the test of a connection upon us; none where somebody else is at it, or made it
    /// since it was planned for then.
    pub(in crate::keys) async fn turn(
        &self,
        store: &Store,
        connection: &str,
        planned: Option<&str>,
    ) -> Result<Option<Turn>, Problem> {
        let since = self.installation.now().to_string();
        let put_off = store.begin_probe(connection, &since, planned, LEASE).await;
        let put_off = put_off.map_err(|error| store_did_not_open(&error))?;
        let Some(put_off) = put_off else { return Ok(None) };
        let patience = patience(put_off, self.chance()?);
        Ok(Some(Turn { since, put_off, patience }))
    }

    /// It is over, and failed in this or in nothing. What is found out today need not be
    /// asked again before tomorrow, whoever asked.
    pub(in crate::keys) async fn turn_is_over(
        &self,
        store: &Store,
        connection: &str,
        turn: &Turn,
        nothing_found_out: bool,
    ) -> Result<(), Problem> {
        let (at, put_off) = if nothing_found_out {
            (after(self.installation.now(), turn.patience), turn.put_off.saturating_add(1))
        } else {
            (next(self.installation.now(), self.chance()?), 0)
        };
        let at = at.to_string();
        let next = NextProbe { at: &at, put_off };
        let ended = store.end_probe(connection, &turn.since, next).await;
        ended.map_err(|error| store_did_not_open(&error))
    }
}

/// Whether a test came to nothing: it could not be made, or failed in what passes.
pub(in crate::keys) fn came_to_nothing(outcome: Result<Option<&Problem>, &Problem>) -> bool {
    match outcome {
        Err(_) => true,
        Ok(problem) => problem.is_some_and(|problem| may_pass(problem.code)),
    }
}
