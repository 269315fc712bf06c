//! The attempts as the windows show them. What has to survive the program is in the
//! store; this goes with it.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use patchbay_contract::{Attempt, AttemptStep, HomeWay, SignInAt};
use tokio_util::sync::CancellationToken;

/// The attempts that somebody may be looking at, by their ids.
#[derive(Debug, Default)]
pub(super) struct Running(Mutex<HashMap<String, Live>>);

#[derive(Debug)]
struct Live {
    shown: Attempt,
    /// Ends whatever waits for the answer.
    waiting: CancellationToken,
}

impl Running {
    /// One more. What waits for its answer ends with the token.
    pub(super) fn add(&self, shown: Attempt) -> CancellationToken {
        let waiting = CancellationToken::new();
        let live = Live { waiting: waiting.clone(), shown };
        if let Some(old) = self.all().insert(live.shown.id.clone(), live) {
            old.waiting.cancel();
        }
        waiting
    }

    /// Where the attempts are that still wait for their answers.
    pub(super) fn waiting_at(&self) -> Vec<SignInAt> {
        let waits = |live: &&Live| matches!(live.shown.step, AttemptStep::Waiting { .. });
        self.all().values().filter(waits).map(|live| live.shown.at.clone()).collect()
    }

    /// How it stands.
    pub(super) fn shown(&self, id: &str) -> Option<Attempt> {
        self.all().get(id).map(|live| live.shown.clone())
    }

    /// Its page is opened. Says whether that is new.
    pub(super) fn open(&self, id: &str) -> bool {
        let mut all = self.all();
        all.get_mut(id).is_some_and(|live| !std::mem::replace(&mut live.shown.opened, true))
    }

    /// Its answer came by this way.
    pub(super) fn came_by(&self, id: &str, way: HomeWay) {
        if let Some(live) = self.all().get_mut(id) {
            live.shown.came_by = Some(way);
        }
    }

    /// It is further. Nobody waits for an answer any more unless it still is the first
    /// step.
    pub(super) fn step(&self, id: &str, step: AttemptStep) {
        if let Some(live) = self.all().get_mut(id) {
            // What is over stays as it ended, whoever comes late.
            if matches!(live.shown.step, AttemptStep::Done { .. } | AttemptStep::Ended(_)) {
                return;
            }
            if !matches!(step, AttemptStep::Waiting { .. }) {
                live.waiting.cancel();
            }
            live.shown.step = step;
        }
    }

    /// Goes from a choice, or from being stuck, to asking the provider: one of many who
    /// want that does.
    pub(super) fn goes_on(&self, id: &str) -> bool {
        let mut all = self.all();
        let Some(live) = all.get_mut(id) else { return false };
        let rests = matches!(live.shown.step, AttemptStep::Choosing(_) | AttemptStep::Stuck(_));
        if rests {
            live.shown.step = AttemptStep::Checking;
        }
        rests
    }

    /// Whether the answer is still waited for.
    pub(super) fn is_waiting(&self, id: &str) -> bool {
        self.all()
            .get(id)
            .is_some_and(|live| matches!(live.shown.step, AttemptStep::Waiting { .. }))
    }

    /// Whether an answer is waited for that a link brings.
    pub(super) fn any_by_link(&self) -> bool {
        self.all().values().any(|live| {
            matches!(live.shown.step, AttemptStep::Waiting { .. }) && live.shown.way.is_by_link()
        })
    }

    /// Nobody looks at it any more.
    pub(super) fn forget(&self, id: &str) {
        if let Some(live) = self.all().remove(id) {
            live.waiting.cancel();
        }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Live>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
