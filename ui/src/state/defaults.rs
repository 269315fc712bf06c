//! How the firm works where nobody chose otherwise, as it was last heard, and changing it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::{ChangeDefault, GetDefaults};
use patchbay_contract::{DefaultChange, Defaults as Answer};

use super::{Doing, Look};
use crate::Bridge;

/// What is known of it.
#[derive(Clone, Copy)]
pub struct Defaults {
    bridge: Bridge,
    look: RwSignal<Look<Answer>>,
}

impl Defaults {
    /// Asked for now.
    #[must_use]
    pub fn asked(bridge: Bridge) -> Self {
        let defaults = Self { bridge, look: RwSignal::new(Look::Loading) };
        let answer = bridge.call::<GetDefaults>(());
        spawn_local(async move {
            let look = match answer.await {
                Ok(known) => Look::Full(known),
                Err(problem) => Look::Failed(problem),
            };
            defaults.look.try_set(look);
        });
        defaults
    }

    /// How it looks. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Answer> {
        self.look.get()
    }

    /// Part of what is known, drawn anew only when that part changed.
    #[must_use]
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        of: impl Fn(&Answer) -> Option<T> + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        Memo::new(move |_| {
            self.look.with(|look| match look {
                Look::Full(known) => of(known),
                Look::Loading | Look::Failed(_) => None,
            })
        })
    }

    /// One thing that a person asks for.
    #[must_use]
    pub fn doing(self) -> Doing {
        Doing::alone(self.bridge)
    }

    /// Changes it; `then` follows once that is known.
    pub fn change(self, doing: Doing, wish: DefaultChange, then: impl FnOnce() + 'static) {
        doing.ask::<ChangeDefault>(wish, move |known| {
            self.look.set(Look::Full(known));
            then();
        });
    }
}
