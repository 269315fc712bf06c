//! Tests of connections that were asked for here, and what came of them. They outlive the
//! page that shows them: what a test finds changes that page.

use std::collections::HashMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::{TestAll, TestConnection};
use patchbay_contract::{Problem, Tested};

use super::Proofs;
use crate::Bridge;

/// One connection's test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// It is under way.
    Running,
    /// This came of it.
    Done(Tested),
    /// It could not be made.
    Failed(Problem),
}

/// All of them, by the connection.
#[derive(Clone, Copy)]
pub struct Tests {
    bridge: Bridge,
    proofs: Proofs,
    each: RwSignal<HashMap<String, Test>>,
    all: RwSignal<Option<Result<Vec<Tested>, Problem>>>,
    all_running: RwSignal<bool>,
}

impl Tests {
    /// None was asked for yet.
    #[must_use]
    pub fn new(bridge: Bridge, proofs: Proofs) -> Self {
        let (each, all) = (RwSignal::default(), RwSignal::new(None));
        Self { bridge, proofs, each, all, all_running: RwSignal::new(false) }
    }

    /// Tests this connection, unless that is under way.
    pub fn test(self, id: String) {
        if self.each.with_untracked(|each| each.get(&id) == Some(&Test::Running)) {
            return;
        }
        self.proofs.forget(&id);
        self.set(&id, Test::Running);
        let answer = self.bridge.call::<TestConnection>(id.clone());
        spawn_local(async move {
            let test = match answer.await {
                Ok(tested) => Test::Done(tested),
                Err(problem) => Test::Failed(problem),
            };
            self.set(&id, test);
        });
    }

    /// Tests every connection, unless that is under way.
    pub fn test_all(self) {
        if self.all_running.get_untracked() {
            return;
        }
        self.all_running.set(true);
        self.all.set(None);
        let answer = self.bridge.call::<TestAll>(());
        spawn_local(async move {
            let answer = answer.await;
            if self.all_running.try_set(false).is_some() {
                return;
            }
            for tested in answer.iter().flatten() {
                self.set(&tested.connection, Test::Done(tested.clone()));
            }
            self.all.set(Some(answer));
        });
    }

    /// What came of it is about a key or a permission that was just replaced.
    pub fn forget(self, id: &str) {
        self.each.update(|each| {
            each.remove(id);
        });
        self.all.set(None);
    }

    /// What came of a connection's test, if one was asked for. Tracks.
    #[must_use]
    pub fn of(self, id: &str) -> Option<Test> {
        self.each.with(|each| each.get(id).cloned())
    }

    /// What came of testing all of them, if that was asked for. Tracks.
    #[must_use]
    pub fn of_all(self) -> Option<Result<Vec<Tested>, Problem>> {
        self.all.get()
    }

    /// Whether all of them are being tested. Tracks.
    #[must_use]
    pub fn all_running(self) -> bool {
        self.all_running.get()
    }

    fn set(self, id: &str, test: Test) {
        // The page may be gone by now.
        let _ = self.each.try_update(|each| each.insert(id.to_owned(), test));
    }
}
