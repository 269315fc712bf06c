//! What a link asks this computer to come in at, until it is in or the page forgets it. The code
//! in it is as secret as one that is typed.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::Invitation;
use patchbay_contract::command::TakeInvitation;

use crate::Bridge;

/// The newest invitation.
#[derive(Clone, Copy)]
pub struct Invited {
    bridge: Bridge,
    newest: RwSignal<Option<Invitation>>,
}

impl Invited {
    /// By nobody yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self { bridge, newest: RwSignal::new(None) }
    }

    /// Takes the one that the core has, where it has one: it tells each once.
    pub fn ask(self) {
        let answer = self.bridge.call::<TakeInvitation>(());
        spawn_local(async move {
            if let Ok(Some(invitation)) = answer.await {
                self.newest.try_set(Some(invitation));
            }
        });
    }

    /// What it says. Tracks.
    #[must_use]
    pub fn newest(self) -> Option<Invitation> {
        self.newest.get()
    }

    /// It has done its work.
    pub fn forget(self) {
        self.newest.set(None);
    }
}
