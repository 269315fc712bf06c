//! The firm's apps at one provider, as the page last heard of them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::GetFirmApps;
use patchbay_contract::{FirmApp, SignInAt};

use super::Look;
use crate::Bridge;

/// What is known of them.
#[derive(Clone, Copy)]
pub struct FirmApps {
    bridge: Bridge,
    provider: StoredValue<String>,
    look: RwSignal<Look<Vec<FirmApp>>>,
}

impl FirmApps {
    /// Those of a provider, asked for now.
    #[must_use]
    pub fn of(bridge: Bridge, provider: String) -> Self {
        let apps = Self {
            bridge,
            provider: StoredValue::new(provider),
            look: RwSignal::new(Look::Loading),
        };
        apps.ask();
        apps
    }

    /// Asks for them again.
    pub fn ask(self) {
        let answer = self.bridge.call::<GetFirmApps>(self.provider.get_value());
        spawn_local(async move {
            let look = match answer.await {
                Ok(apps) => Look::Full(apps),
                Err(problem) => Look::Failed(problem),
            };
            self.look.try_set(look);
        });
    }

    /// How they look. Tracks.
    #[must_use]
    pub fn look(self) -> Look<()> {
        self.look.with(|look| match look {
            Look::Loading => Look::Loading,
            Look::Failed(problem) => Look::Failed(problem.clone()),
            Look::Full(_) => Look::Full(()),
        })
    }

    /// The one for this, if there is one. Tracks.
    #[must_use]
    pub fn at(self, at: &SignInAt) -> Option<FirmApp> {
        self.look.with(|look| match look {
            Look::Full(apps) => apps.iter().find(|app| app.at == *at).cloned(),
            Look::Loading | Look::Failed(_) => None,
        })
    }
}
