//! What a person has to do, as the page last heard it.

use patchbay_contract::Repairs as Answer;
use patchbay_contract::command::GetRepairs;

use super::{Latest, Look};
use crate::Bridge;

/// What is known of the repairs.
#[derive(Clone, Copy)]
pub struct Repairs {
    bridge: Bridge,
    latest: Latest<Answer>,
}

impl Repairs {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self { bridge, latest: Latest::nothing() }
    }

    /// Asks the core.
    pub fn ask(self) {
        self.latest.wait_for_news(self.bridge.call::<GetRepairs>(()), |one, other| {
            // When they were asked for is not shown.
            one.open == other.open && one.closed == other.closed
        });
    }

    /// How it looks now. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Answer> {
        self.latest.look()
    }

    /// How it looks now, for once.
    #[must_use]
    pub fn look_untracked(self) -> Look<Answer> {
        self.latest.look_untracked()
    }

    /// How many things a person has to do. Tracks.
    #[must_use]
    pub fn open_count(self) -> usize {
        self.latest.of(|repairs| repairs.open.len()).unwrap_or_default()
    }
}
