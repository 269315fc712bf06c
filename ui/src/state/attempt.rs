//! One attempt to sign in, as its window last heard of it.

use leptos::prelude::*;
use patchbay_contract::Attempt as Facts;
use patchbay_contract::command::GetAttempt;

use super::{Latest, Look};
use crate::Bridge;

/// What is known of it.
#[derive(Clone, Copy)]
pub struct Attempt {
    bridge: Bridge,
    id: StoredValue<String>,
    latest: Latest<Facts>,
}

impl Attempt {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge, id: String) -> Self {
        Self { bridge, id: StoredValue::new(id), latest: Latest::nothing() }
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> String {
        self.id.get_value()
    }

    /// Asks the core.
    pub fn ask(self) {
        self.latest.wait(self.bridge.call::<GetAttempt>(self.id()));
    }

    /// How it looks. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Facts> {
        self.latest.look()
    }

    /// Something of what is known, if anything is. Tracks.
    pub fn of<T>(self, what: impl FnOnce(&Facts) -> T) -> Option<T> {
        self.latest.of(what)
    }
}
