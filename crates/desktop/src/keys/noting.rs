//! Writing down what a test found: the connection's condition, what a person has to do
//! about it or has no more to do, and the entry in the trail.

use jiff::SignedDuration;
use patchbay_contract::{AuditAction, AuditOutcome, ProbeAsker, Problem};
use patchbay_custody::Finding;
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::{Change, Closing, Connection, NewCondition, NewRepair, Of, Store};

use super::conditions::{OpenedBy, REPAIRS, by, repair_of};
use super::{Keys, Made};
use crate::connect::standing;
use crate::problems::{may_pass, store_did_not_open};
use crate::repairs::{BY_RECOVERY, Kind};

/// Who wanted to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asker {
    /// A person.
    Person,
    /// Patchbay, whose time has come.
    Patchbay,
}

impl From<Asker> for ProbeAsker {
    fn from(asker: Asker) -> Self {
        match asker {
            Asker::Person => Self::Person,
            Asker::Patchbay => Self::Schedule,
        }
    }
}

/// What came of a test.
pub(super) struct Noted<'a> {
    pub(super) made: &'a Made,
    pub(super) opened: OpenedBy,
    pub(super) problem: Option<&'a Problem>,
    /// How long a failure that passes is waited out.
    pub(super) patience: SignedDuration,
}

impl Keys {
    /// Writes it down. Where the credential is another one by now, what was found is not
    /// about it, and nothing is written.
    pub(super) async fn note(
        &self,
        store: &Store,
        row: &Connection,
        asker: Asker,
        noted: &Noted<'_>,
    ) -> Result<(), Problem> {
        // As it is by now: it may have been renewed for the test, or waited for its turn.
        let row = store.connection(&row.id).await.map_err(|error| store_did_not_open(&error))?;
        let Some(row) = &row else { return Ok(()) };
        let now = self.installation.now();
        let what = noted.problem.map(|problem| problem.what.as_str()).unwrap_or_default();
        let found = Finding::of(&noted.made.proof, what, now, noted.patience);
        let retry_at = match &found {
            Finding::Unknown(at) => Some(at.to_string()),
            _ => None,
        };
        let repair = self.random_id()?;
        let by = match asker {
            Asker::Person => by(&self.installation),
            Asker::Patchbay => BY_RECOVERY.to_owned(),
        };
        let closes = REPAIRS.map(|kind| self.closing(row, asker, kind));
        let nothing = NewCondition {
            condition: None,
            about: None,
            retry_at: retry_at.as_deref(),
            worked: false,
            closes: &[],
            by: &by,
            raises: None,
        };
        let condition = condition(row, noted, &found, &repair, &closes, nothing);
        let at = now.to_string();
        let is_news = condition.condition.is_some_and(|new| {
            new != row.condition || condition.about != row.condition_about.as_deref()
        });
        let entry = self.entry_of(row, asker, noted.problem, is_news);
        let Made { credential, generation, .. } = noted.made;
        let of = Of { connection: &row.id, credential, generation: *generation };
        let change = Change { at: &at, entries: entry.as_slice() };
        let written = store.note_condition(of, &condition, change).await;
        written.map(drop).map_err(|error| store_did_not_open(&error))
    }

    /// That something is done that a person was asked for, as it is entered.
    fn closing(&self, row: &Connection, asker: Asker, kind: &'static str) -> Closing<'static> {
        let action = AuditAction::ConnectionRepairClosed;
        let entry = match asker {
            Asker::Person => self.installation.entry(action),
            Asker::Patchbay => self.installation.entry_by_itself(action),
        };
        let detail = Detail::new().word("repair", kind).word("reason", "recovery");
        Closing { kind, entry: entry.connection(&row.provider, &row.id).detail(detail) }
    }

    /// The entry in the trail. That Patchbay found a connection as it was is worth none: the
    /// history has it. Nor is what passes.
    fn entry_of(
        &self,
        row: &Connection,
        asker: Asker,
        problem: Option<&Problem>,
        is_news: bool,
    ) -> Option<NewEntry> {
        let action = AuditAction::ConnectionTested;
        let entry = match (asker, problem) {
            (Asker::Person, _) => self.installation.entry(action),
            (Asker::Patchbay, Some(problem)) if may_pass(problem.code) => return None,
            (Asker::Patchbay, _) if !is_news => return None,
            (Asker::Patchbay, _) => self.installation.entry_by_itself(action),
        };
        let entry = entry.connection(&row.provider, &row.id);
        Some(match problem {
            None => entry,
            Some(problem) => entry
                .ended(AuditOutcome::Failed)
                .detail(Detail::new().text("reason", &problem.code.to_string())),
        })
    }
}

fn condition<'a>(
    row: &'a Connection,
    noted: &Noted<'_>,
    found: &'a Finding,
    repair: &'a str,
    closes: &'a [Closing<'a>; 4],
    nothing: NewCondition<'a>,
) -> NewCondition<'a> {
    let Made { proof, checks, .. } = noted.made;
    let by_permission = noted.opened == OpenedBy::Permission;
    let written = found.noted(&standing(row), proof, checks, by_permission);
    let patchbay_custody::Noted { condition, about, worked } = written;
    let nothing = NewCondition { condition, about, worked, ..nothing };
    let raised =
        |kind: Kind| NewRepair { id: repair, connection: &row.id, kind: kind.as_str(), about };
    let was_over = row.condition == "reconnect_needed";
    match found {
        Finding::Works if condition.is_none() || !worked => nothing,
        // A clock that ran out on paper is not wound by a call that still works.
        Finding::Works => NewCondition { closes: &closes[usize::from(!was_over)..], ..nothing },
        Finding::Unknown(_) => nothing,
        // What a person has to look at is the ledger's.
        Finding::Odd(_) => NewCondition {
            closes: &closes[usize::from(!was_over)..3],
            raises: Some(raised(Kind::Books)),
            ..nothing
        },
        Finding::Wrong { condition, .. } => {
            NewCondition { raises: Some(raised(repair_of(condition))), ..nothing }
        }
    }
}
