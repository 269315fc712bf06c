//! The page of one provider, as it was last heard.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::ProviderPage;
use patchbay_contract::command::GetProvider;

use super::Look;
use crate::Bridge;

/// What is known of the provider that is shown.
#[derive(Clone, Copy)]
pub struct Provider {
    bridge: Bridge,
    look: RwSignal<Look<ProviderPage>>,
    /// Which question is the newest: an answer to an older one is not shown.
    newest: StoredValue<u32>,
}

impl Provider {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self { bridge, look: RwSignal::new(Look::Loading), newest: StoredValue::new(0) }
    }

    /// Asks for the page of this provider. Another one's is not left on screen.
    pub fn ask(self, id: String) {
        let other = self
            .look
            .with_untracked(|look| !matches!(look, Look::Full(page) if page.card.id == id));
        if other {
            self.look.set(Look::Loading);
        }
        let question = self.newest.get_value() + 1;
        self.newest.set_value(question);
        spawn_local(async move {
            let look = match self.bridge.call::<GetProvider>(id).await {
                Ok(page) => Look::Full(page),
                Err(problem) => Look::Failed(problem),
            };
            let news = self.look.try_with_untracked(|known| *known != look) == Some(true);
            // The same answer draws nothing anew: what was opened or chosen stays.
            if news && self.newest.try_get_value() == Some(question) {
                self.look.set(look);
            }
        });
    }

    /// How it looks now. Tracks.
    #[must_use]
    pub fn look(self) -> Look<ProviderPage> {
        self.look.get()
    }
}
