//! The page of one provider, as it was last heard.

use patchbay_contract::ProviderPage;
use patchbay_contract::command::GetProvider;

use super::{Latest, Look};
use crate::Bridge;

/// What is known of the provider that is shown.
#[derive(Clone, Copy)]
pub struct Provider {
    bridge: Bridge,
    latest: Latest<ProviderPage>,
}

impl Provider {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self { bridge, latest: Latest::nothing() }
    }

    /// Asks for the page of this provider. Another one's is not left on screen.
    pub fn ask(self, id: String) {
        if self.latest.of_untracked(|page| page.card.id == id) != Some(true) {
            self.latest.set(Look::Loading);
        }
        self.latest.wait(self.bridge.call::<GetProvider>(id));
    }

    /// How it looks now. Tracks.
    #[must_use]
    pub fn look(self) -> Look<ProviderPage> {
        self.latest.look()
    }
}
