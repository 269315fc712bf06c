//! Diagnoses of connections that were asked for here, as the core tells of them check by check.

use std::collections::HashMap;

use leptos::prelude::*;
use patchbay_contract::command::Diagnose;
use patchbay_contract::{Diagnosed, Diagnosing, Diagnosis};

use super::Doing;
use crate::Bridge;

/// How far each is, by the connection.
#[derive(Clone, Copy, Default)]
pub struct Diagnoses(RwSignal<HashMap<String, Vec<Diagnosed>>>);

impl Diagnoses {
    /// One is further.
    pub fn heard(self, news: Diagnosing) {
        self.0.update(|all| {
            all.insert(news.connection, news.checks);
        });
    }

    /// How far a connection's is. Tracks.
    #[must_use]
    pub fn of(self, connection: &str) -> Vec<Diagnosed> {
        self.0.with(|all| all.get(connection).cloned().unwrap_or_default())
    }

    fn forget(self, connection: &str) {
        self.0.update(|all| {
            all.remove(connection);
        });
    }
}

/// The diagnosis of one connection that lies over the page.
#[derive(Clone, Copy)]
pub struct Looking {
    /// Whether it is under way, and why it could not be made.
    pub doing: Doing,
    diagnoses: Diagnoses,
    found: RwSignal<Option<Diagnosis>>,
}

impl Looking {
    /// None was asked for yet.
    #[must_use]
    pub fn new(bridge: Bridge, diagnoses: Diagnoses) -> Self {
        Self { doing: Doing::alone(bridge), diagnoses, found: RwSignal::new(None) }
    }

    /// Asks for it.
    pub fn look(self, connection: String) {
        self.found.set(None);
        self.diagnoses.forget(&connection);
        self.doing.ask::<Diagnose>(connection, move |found| self.found.set(Some(found)));
    }

    /// What came of it. Tracks.
    #[must_use]
    pub fn found(self) -> Option<Diagnosis> {
        self.found.get()
    }

    /// The checks as far as they are. Tracks.
    #[must_use]
    pub fn checks(self, connection: &str) -> Vec<Diagnosed> {
        self.found().map_or_else(|| self.diagnoses.of(connection), |found| found.checks)
    }
}
