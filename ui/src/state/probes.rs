//! The tests that were made of one connection so far.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::PastProbe;
use patchbay_contract::command::GetProbes;

use super::Look;
use crate::Bridge;

/// What is known of them.
#[derive(Clone, Copy)]
pub struct Probes(RwSignal<Look<Vec<PastProbe>>>);

impl Probes {
    /// Those of a connection, asked for now.
    #[must_use]
    pub fn of(bridge: Bridge, connection: String) -> Self {
        let probes = Self(RwSignal::new(Look::Loading));
        let answer = bridge.call::<GetProbes>(connection);
        spawn_local(async move {
            let look = match answer.await {
                Ok(all) => Look::Full(all),
                Err(problem) => Look::Failed(problem),
            };
            probes.0.try_set(look);
        });
        probes
    }

    /// How they look. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Vec<PastProbe>> {
        self.0.get()
    }
}
