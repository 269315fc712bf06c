//! What was found of one that is held, as it is written down: for its row, for every computer, and
//! for the trail where it is news.

use jiff::Timestamp;
use patchbay_contract::{Check, Clock, ClockKind, Status, StatusKind};
use patchbay_firm_store::{Action, Clocks, Custody, CustodyFound, NewEntry};

/// From where the entries say that the server did something by itself.
pub(super) const ORIGIN: &str = "this server";

/// What was found.
pub(super) struct Found {
    pub(super) condition: String,
    pub(super) about: Option<String>,
    pub(super) problem: Option<patchbay_contract::Problem>,
    /// Nothing where none were made.
    pub(super) checks: Option<Vec<Check>>,
    pub(super) retry_at: Option<Timestamp>,
    pub(super) put_off: i64,
    pub(super) worked_at: Option<Timestamp>,
    pub(super) next_check_at: Option<Timestamp>,
    /// When it ends from now on.
    pub(super) clocks: Clocks,
}

/// The same, as the database has it.
pub(super) struct Written<'a> {
    found: &'a Found,
    problem: Option<String>,
    checks: Option<String>,
}

impl Written<'_> {
    pub(super) fn at(&self, now: Timestamp) -> CustodyFound<'_> {
        CustodyFound {
            condition: &self.found.condition,
            about: self.found.about.as_deref(),
            problem: self.problem.as_deref(),
            checks: self.checks.as_deref(),
            retry_at: self.found.retry_at,
            put_off: self.found.put_off,
            worked_at: self.found.worked_at,
            next_check_at: self.found.next_check_at,
            status: self.found.status(now),
        }
    }
}

impl Found {
    /// That all is as it was.
    pub(super) fn as_it_was(row: &Custody) -> Self {
        Self {
            condition: row.condition.clone(),
            about: row.about.clone(),
            problem: row.problem.as_deref().and_then(|json| serde_json::from_str(json).ok()),
            checks: None,
            retry_at: row.retry_at,
            put_off: row.put_off,
            worked_at: None,
            next_check_at: None,
            clocks: Clocks {
                access_ends_at: row.access_ends_at,
                idle_ends_at: row.idle_ends_at,
                absolute_ends_at: row.absolute_ends_at,
            },
        }
    }

    /// As the database has it.
    pub(super) fn written(&self) -> Written<'_> {
        Written {
            found: self,
            problem: self.problem.as_ref().and_then(|one| serde_json::to_string(one).ok()),
            checks: self.checks.as_ref().and_then(|all| serde_json::to_string(all).ok()),
        }
    }

    /// How it is called where every computer sees it.
    fn status(&self, now: Timestamp) -> &'static str {
        match self.condition.as_str() {
            "reconnect_needed" => "reconnect_needed",
            "check_settings" => "check_settings",
            "more_permission_needed" => "more_permission_needed",
            "delayed" => "delayed",
            _ => {
                let Clocks { idle_ends_at, absolute_ends_at, .. } = self.clocks;
                let idle = idle_ends_at.map(|at| Clock { kind: ClockKind::Idle, at });
                let absolute = absolute_ends_at.map(|at| Clock { kind: ClockKind::Absolute, at });
                let first = idle.into_iter().chain(absolute).min_by_key(|clock| clock.at);
                match Status::connected_until(first, now).kind() {
                    // What works says nothing about itself but that its books do not tie.
                    StatusKind::Connected if self.about.is_some() => StatusKind::CheckSettings,
                    kind => kind,
                }
                .as_str()
            }
        }
    }

    /// The entry in the trail, where it is another condition than before.
    pub(super) fn entry(&self, row: &Custody, provider: &str, now: Timestamp) -> Option<NewEntry> {
        (self.condition != row.condition).then(|| {
            let action = Action::CustodyConditionChanged;
            self.entered(action, row, provider, now).with("before", &row.condition)
        })
    }

    /// An entry with what was found.
    pub(super) fn entered(
        &self,
        action: Action,
        row: &Custody,
        provider: &str,
        now: Timestamp,
    ) -> NewEntry {
        let entry = NewEntry::new(now, None, ORIGIN, action);
        let entry = entry.subject(&row.connection);
        let entry = if provider.is_empty() { entry } else { entry.provider(provider) };
        let entry = entry.with("condition", &self.condition);
        match &self.problem {
            Some(problem) => entry.with("reason", &problem.code.to_string()),
            None => entry,
        }
    }
}
