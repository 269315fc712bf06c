//! Where keys are kept, as it really is: the vault's own door says it.

use leptos::prelude::*;
use patchbay_contract::{DoorKind, VaultState};

use crate::components::plain::{all, drawn, icon, nothing, part, text};
use crate::state::Security;
use crate::words::words;

/// The sentence; nothing while nobody knows.
pub(super) fn draw() -> AnyView {
    let security = expect_context::<Security>();
    drawn(move || {
        let w = words().key_form;
        let place = security.of(|facts| match &facts.vault {
            // Where no keychain works, nobody is promised one.
            VaultState::NotMade if facts.keychain.problem().is_some() => Some(w.chosen_before_it),
            VaultState::NotMade => Some(w.made_with_it),
            VaultState::Open { door } | VaultState::Shut { door, .. } => Some(match door {
                DoorKind::Keychain => w.in_the_keychain,
                DoorKind::Passphrase => w.by_a_passphrase,
                DoorKind::Memory => w.in_memory,
            }),
            VaultState::Unknown(_) => None,
        });
        let Some(place) = place.flatten() else { return nothing() };
        let said = all(vec![text(w.encrypted), text(" "), text(place)]);
        part("p", &[("class", "encrypted quiet")], vec![icon("lock"), said])
    })
}
