//! The state of this installation, as the page last heard it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::InstallationState;
use patchbay_contract::command::GetInstallation;

use super::Look;
use crate::Bridge;

/// What is known of the installation, and whether it is being asked right now.
#[derive(Clone, Copy)]
pub struct Installation {
    bridge: Bridge,
    look: RwSignal<Look<InstallationState>>,
    asking: RwSignal<bool>,
    /// Whether something changed after the question that is under way was put.
    changed_meanwhile: StoredValue<bool>,
    told_ready: StoredValue<bool>,
}

impl Installation {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self {
            bridge,
            look: RwSignal::new(Look::Loading),
            asking: RwSignal::new(false),
            changed_meanwhile: StoredValue::new(false),
            told_ready: StoredValue::new(false),
        }
    }

    /// Asks the core. What was known stays on screen until the answer is there.
    pub fn ask(self) {
        if self.asking.get_untracked() {
            return;
        }
        self.asking.set(true);
        self.changed_meanwhile.set_value(false);
        spawn_local(async move {
            self.look.set(Look::from(self.bridge.call::<GetInstallation>(()).await));
            self.asking.set(false);
            if self.changed_meanwhile.get_value() {
                self.ask();
            }
            if !self.told_ready.get_value() {
                self.told_ready.set_value(true);
                // Once the answer is painted and not merely known.
                request_animation_frame(move || self.bridge.page_is_ready());
            }
        });
    }

    /// Asks because something changed: an answer that is under way may be too old.
    pub fn ask_anew(self) {
        self.changed_meanwhile.set_value(true);
        self.ask();
    }

    /// How it looks now. Tracks.
    #[must_use]
    pub fn look(self) -> Look<InstallationState> {
        self.look.get()
    }

    /// Whether an answer is awaited. Tracks.
    #[must_use]
    pub fn is_asking(self) -> bool {
        self.asking.get()
    }

    /// How many parts need attention. Tracks.
    #[must_use]
    pub fn problem_count(self) -> usize {
        self.look.with(|look| match look {
            Look::Loading => 0,
            Look::Failed(_) => 1,
            Look::Full(state) => state.problems().len(),
        })
    }
}
