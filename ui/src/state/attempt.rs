//! One attempt to sign in, as its window last heard of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::Attempt as Facts;
use patchbay_contract::command::GetAttempt;

use super::Look;
use crate::Bridge;

/// What is known of it.
#[derive(Clone, Copy)]
pub struct Attempt {
    bridge: Bridge,
    id: StoredValue<String>,
    look: RwSignal<Look<Facts>>,
    asked: StoredValue<u64>,
}

impl Attempt {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge, id: String) -> Self {
        Self {
            bridge,
            id: StoredValue::new(id),
            look: RwSignal::new(Look::Loading),
            asked: StoredValue::new(0),
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> String {
        self.id.get_value()
    }

    /// Asks the core. Of several answers the one to the last question counts.
    pub fn ask(self) {
        self.asked.update_value(|asked| *asked += 1);
        let mine = self.asked.get_value();
        let answer = self.bridge.call::<GetAttempt>(self.id());
        spawn_local(async move {
            let look = match answer.await {
                Ok(facts) => Look::Full(facts),
                Err(problem) => Look::Failed(problem),
            };
            if self.asked.try_get_value() == Some(mine) {
                self.look.set(look);
            }
        });
    }

    /// How it looks. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Facts> {
        self.look.get()
    }

    /// Something of what is known, if anything is. Tracks.
    pub fn of<T>(self, what: impl FnOnce(&Facts) -> T) -> Option<T> {
        self.look.with(|look| match look {
            Look::Full(facts) => Some(what(facts)),
            Look::Loading | Look::Failed(_) => None,
        })
    }
}
