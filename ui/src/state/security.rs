//! The vault, its keys and its recovery kits, as the page last heard of them. No key, no
//! passphrase and no code is ever kept here.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::GetSecurity;
use patchbay_contract::{ErrorCode, KeychainFacts, Part, Security as Facts, VaultState};

use super::Look;
use crate::Bridge;

/// What is known, and whether it is being asked right now.
#[derive(Clone, Copy)]
pub struct Security {
    bridge: Bridge,
    look: RwSignal<Look<Facts>>,
    asking: RwSignal<bool>,
    /// Whether something changed after the question that is under way was put.
    changed_meanwhile: StoredValue<bool>,
}

impl Security {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self {
            bridge,
            look: RwSignal::new(Look::Loading),
            asking: RwSignal::new(false),
            changed_meanwhile: StoredValue::new(false),
        }
    }

    /// Asks the core. What was known stays on screen until the answer is there.
    pub fn ask(self) {
        if self.asking.get_untracked() {
            return;
        }
        self.asking.set(true);
        self.changed_meanwhile.set_value(false);
        let answer = self.bridge.call::<GetSecurity>(());
        spawn_local(async move {
            self.look.set(Look::from(answer.await));
            self.asking.set(false);
            if self.changed_meanwhile.get_value() {
                self.ask();
            }
        });
    }

    /// Asks because something changed: an answer that is under way may be too old.
    pub fn ask_anew(self) {
        self.changed_meanwhile.set_value(true);
        self.ask();
    }

    /// How it looks now, without what is known: whoever draws that asks for the part
    /// that it draws, so that a form stays while something else changes. Tracks.
    #[must_use]
    pub fn look(self) -> Look<()> {
        self.look.with(Look::bare)
    }

    /// Something of what is known, if anything is. Tracks.
    pub fn of<T>(self, what: impl FnOnce(&Facts) -> T) -> Option<T> {
        self.look.with(|look| look.known().map(what))
    }

    /// Whether an answer is awaited. Tracks.
    #[must_use]
    pub fn is_asking(self) -> bool {
        self.asking.get()
    }

    /// What the keychain is called here, when it works. Tracks.
    #[must_use]
    pub fn backend(self) -> Option<String> {
        self.of(|facts| match &facts.keychain {
            Part::Working(KeychainFacts { backend, .. }) => Some(backend.clone()),
            Part::Failed(_) => None,
        })?
    }

    /// Whether a recovery kit could open the vault. Tracks.
    #[must_use]
    pub fn has_kit(self) -> bool {
        self.of(|facts| facts.kits.iter().any(|kit| kit.retired_at.is_none())) == Some(true)
    }

    /// Whether another administrator could help to open the vault. Tracks.
    #[must_use]
    pub fn has_administrator(self) -> bool {
        self.of(|facts| !facts.administrators.is_empty()) == Some(true)
    }

    /// Whether the vault is shut, and if so whether that is as somebody wished. Tracks.
    #[must_use]
    pub fn shut(self) -> Option<Shut> {
        self.of(|facts| match &facts.vault {
            VaultState::Shut { problem, .. } if problem.code == ErrorCode::VaultLocked => {
                Some(Shut::Locked)
            }
            VaultState::Shut { .. } => Some(Shut::NeedsSomebody),
            VaultState::NotMade | VaultState::Open { .. } | VaultState::Unknown(_) => None,
        })?
    }
}

/// How a vault is shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shut {
    /// Somebody locked it.
    Locked,
    /// It cannot be opened until somebody acts.
    NeedsSomebody,
}
