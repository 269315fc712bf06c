//! The provider files that the firm shares, as the page last heard of them.

use patchbay_contract::SharedFiles;
use patchbay_contract::command::GetSharedFiles;

use super::{Latest, Look};
use crate::Bridge;

/// What is known of them. Cheap to copy.
#[derive(Clone, Copy)]
pub struct FirmFiles {
    bridge: Bridge,
    latest: Latest<SharedFiles>,
}

impl FirmFiles {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self { bridge, latest: Latest::nothing() }
    }

    /// Asks the core.
    pub fn ask(self) {
        self.latest.wait(self.bridge.call::<GetSharedFiles>(()));
    }

    /// Takes an answer to another question in.
    pub fn take_in(self, files: SharedFiles) {
        self.latest.set(Look::Full(files));
    }

    /// How it looks now. Tracks.
    #[must_use]
    pub fn look(self) -> Look<SharedFiles> {
        self.latest.look()
    }
}
