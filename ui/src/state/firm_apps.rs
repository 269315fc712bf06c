//! The firm's apps at one provider, as the page last heard of them.

use leptos::prelude::*;
use patchbay_contract::command::GetFirmApps;
use patchbay_contract::{FirmApp, SignInAt};

use super::{Latest, Look};
use crate::Bridge;

/// What is known of them.
#[derive(Clone, Copy)]
pub struct FirmApps {
    bridge: Bridge,
    provider: StoredValue<String>,
    latest: Latest<Vec<FirmApp>>,
}

impl FirmApps {
    /// Those of a provider, asked for now.
    #[must_use]
    pub fn of(bridge: Bridge, provider: String) -> Self {
        let provider = StoredValue::new(provider);
        let apps = Self { bridge, provider, latest: Latest::nothing() };
        apps.ask();
        apps
    }

    /// Asks for them again.
    pub fn ask(self) {
        self.latest.wait(self.bridge.call::<GetFirmApps>(self.provider.get_value()));
    }

    /// How they look. Tracks.
    #[must_use]
    pub fn look(self) -> Look<()> {
        self.latest.bare_look()
    }

    /// The one for this, if there is one. Tracks.
    #[must_use]
    pub fn at(self, at: &SignInAt) -> Option<FirmApp> {
        self.latest.of(|apps| apps.iter().find(|app| app.at == *at).cloned())?
    }
}
