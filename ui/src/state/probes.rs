//! The tests that were made of one connection so far.

use patchbay_contract::PastProbe;
use patchbay_contract::command::GetProbes;

use super::{Latest, Look};
use crate::Bridge;

/// What is known of them.
#[derive(Clone, Copy)]
pub struct Probes(Latest<Vec<PastProbe>>);

impl Probes {
    /// Those of a connection, asked for now.
    #[must_use]
    pub fn of(bridge: Bridge, connection: String) -> Self {
        let probes = Self(Latest::nothing());
        probes.0.wait(bridge.call::<GetProbes>(connection));
        probes
    }

    /// How they look. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Vec<PastProbe>> {
        self.0.look()
    }
}
