//! When credentials die, as the page last heard it.

use patchbay_contract::Clocks as Answer;
use patchbay_contract::command::GetClocks;

use super::{Latest, Look};
use crate::Bridge;

/// What is known of the clocks.
#[derive(Clone, Copy)]
pub struct Clocks {
    bridge: Bridge,
    latest: Latest<Answer>,
}

impl Clocks {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self { bridge, latest: Latest::nothing() }
    }

    /// Asks the core. The month and the day that are shown stay where nothing is news.
    pub fn ask(self) {
        self.latest.wait_for_news(self.bridge.call::<GetClocks>(()), |one, other| {
            // When they were asked for is not shown.
            one.connections == other.connections
        });
    }

    /// How it looks now. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Answer> {
        self.latest.look()
    }
}
