//! What a stage is to be like, said before it starts.

use anyhow::Result;

use super::Stage;
use crate::keychain::Keychain;

/// What a stage is to be like.
#[derive(Debug, Clone)]
pub struct StageBuilder {
    pub(super) name: String,
    pub(super) keychain: Keychain,
    pub(super) bus: bool,
    pub(super) screen: (u32, u32),
    pub(super) settings: Vec<(String, String)>,
}

impl StageBuilder {
    /// A whole and healthy desktop. The name is for what is left after a failure.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self {
            name: name.into(),
            keychain: Keychain::Unlocked,
            bus: true,
            screen: (1180, 780),
            settings: Vec::new(),
        }
    }

    /// With the keychain in this condition.
    #[must_use]
    pub fn keychain(mut self, keychain: Keychain) -> Self {
        self.keychain = keychain;
        self
    }

    /// Without a session bus, and so without a keychain.
    #[must_use]
    pub fn without_bus(mut self) -> Self {
        self.bus = false;
        self
    }

    /// With a screen of this size.
    #[must_use]
    pub fn screen(mut self, width: u32, height: u32) -> Self {
        self.screen = (width, height);
        self
    }

    /// With a variable set for every program of the session.
    #[must_use]
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.into(), value.into()));
        self
    }

    /// Starts it all.
    pub async fn start(self) -> Result<Stage> {
        Stage::start(self).await
    }
}
