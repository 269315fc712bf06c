//! How the firm works where nobody chose otherwise, as it was last heard, and changing it.

use leptos::prelude::*;
use patchbay_contract::command::{ChangeDefault, GetDefaults};
use patchbay_contract::{DefaultChange, Defaults as Answer};

use super::{Doing, Latest, Look};
use crate::Bridge;

/// What is known of it.
#[derive(Clone, Copy)]
pub struct Defaults {
    bridge: Bridge,
    latest: Latest<Answer>,
}

impl Defaults {
    /// Asked for now.
    #[must_use]
    pub fn asked(bridge: Bridge) -> Self {
        let defaults = Self { bridge, latest: Latest::nothing() };
        defaults.latest.wait(bridge.call::<GetDefaults>(()));
        defaults
    }

    /// How it looks. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Answer> {
        self.latest.look()
    }

    /// Part of what is known, drawn anew only when that part changed.
    #[must_use]
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        of: impl Fn(&Answer) -> Option<T> + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        Memo::new(move |_| self.latest.of(&of)?)
    }

    /// One thing that a person asks for.
    #[must_use]
    pub fn doing(self) -> Doing {
        Doing::alone(self.bridge)
    }

    /// Changes it; `then` follows once that is known.
    pub fn change(self, doing: Doing, wish: DefaultChange, then: impl FnOnce() + 'static) {
        doing.ask::<ChangeDefault>(wish, move |known| {
            self.latest.set(Look::Full(known));
            then();
        });
    }
}
