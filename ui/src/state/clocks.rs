//! When credentials die, as the page last heard it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::Clocks as Answer;
use patchbay_contract::command::GetClocks;

use super::Look;
use crate::Bridge;

/// What is known of the clocks.
#[derive(Clone, Copy)]
pub struct Clocks {
    bridge: Bridge,
    look: RwSignal<Look<Answer>>,
    /// Which question is the newest: an answer to an older one is not shown.
    newest: StoredValue<u32>,
}

impl Clocks {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self { bridge, look: RwSignal::new(Look::Loading), newest: StoredValue::new(0) }
    }

    /// Asks the core. What was known stays on screen until the answer is there.
    pub fn ask(self) {
        let question = self.newest.get_value() + 1;
        self.newest.set_value(question);
        let answer = self.bridge.call::<GetClocks>(());
        spawn_local(async move {
            let look = match answer.await {
                Ok(clocks) => Look::Full(clocks),
                Err(problem) => Look::Failed(problem),
            };
            let news = self.look.try_with_untracked(|known| !same(known, &look)) == Some(true);
            // The same answer draws nothing anew: the month and the day that are shown stay.
            if news && self.newest.try_get_value() == Some(question) {
                self.look.set(look);
            }
        });
    }

    /// How it looks now. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Answer> {
        self.look.get()
    }
}

/// Whether two looks show the same: when they were asked for is not shown.
fn same(one: &Look<Answer>, other: &Look<Answer>) -> bool {
    match (one, other) {
        (Look::Full(one), Look::Full(other)) => one.connections == other.connections,
        _ => one == other,
    }
}
