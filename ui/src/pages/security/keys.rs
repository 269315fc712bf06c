//! The keys: where the one is kept, since when the other seals, and what may be done
//! with them while the vault is open.

use leptos::prelude::*;
use patchbay_contract::command::LockVault;
use patchbay_contract::{DoorKind, Keys, Rotation, VaultState};

use super::{Desk, Over, buttons, card, set_aside};
use crate::components::act::{act, outcome};
use crate::components::plain::{drawn, nothing, part, perhaps, sentence};
use crate::components::{Banner, Fact, Tone, time};
use crate::focus::focus_on;
use crate::state::{Doing, Security};
use crate::words::words;

pub(super) fn keys(desk: Desk) -> AnyView {
    let security = desk.security;
    let keys = Memo::new(move |_| security.of(|facts| facts.keys.clone())?);
    let open = Memo::new(move |_| open_door(security));
    let rotates = Memo::new(move |_| security.of(|facts| facts.rotation.is_some()) == Some(true));
    let doing = desk.doing();
    drawn(move || {
        let Some(keys) = keys.get() else { return nothing() };
        let w = words().security;
        let due = keys
            .rotation_due
            .map(|why| view! { <Banner tone=Tone::Warn>{(w.due)(why)}</Banner> }.into_any());
        let children = vec![
            // What is being changed is not due any more.
            if rotates.get() { nothing() } else { perhaps(due) },
            part("dl", &[("class", "facts")], facts(security, &keys)),
            progress(security),
            drawn(move || match open.get() {
                Some(door) => actions(desk, door, rotates.get(), doing),
                None => nothing(),
            }),
            outcome(doing),
            set_aside::kept(desk),
        ];
        card("keys", "key", w.keys, nothing(), children)
    })
}

fn facts(security: Security, keys: &Keys) -> Vec<AnyView> {
    let w = words().security;
    let facts = [
        (w.kept, place(security).unwrap_or_default()),
        (w.kept_since, time::exact_date(keys.door_made_at)),
        (w.sealing_key_since, time::exact_date(keys.data_key_made_at)),
        (w.credentials, keys.credentials.to_string()),
        (w.sealed, keys.sealed.to_string()),
    ];
    facts.into_iter().map(|(label, value)| view! { <Fact label value /> }.into_any()).collect()
}

/// The door of the vault, while it is open. Tracks.
pub(super) fn open_door(security: Security) -> Option<DoorKind> {
    security.of(|facts| match &facts.vault {
        VaultState::Open { door } => Some(*door),
        VaultState::NotMade | VaultState::Shut { .. } | VaultState::Unknown(_) => None,
    })?
}

/// Where the key is kept, with the keychain's own name. Tracks.
pub(super) fn place(security: Security) -> Option<String> {
    let door = security.of(|facts| match &facts.vault {
        VaultState::Open { door } | VaultState::Shut { door, .. } => Some(*door),
        VaultState::NotMade | VaultState::Unknown(_) => None,
    })??;
    let place = (words().security.place)(door);
    Some(match security.backend().filter(|_| door == DoorKind::Keychain) {
        Some(backend) => format!("{place} ({backend})"),
        None => place.to_owned(),
    })
}

/// How far a change of the sealing key is, while there is one.
pub(super) fn progress(security: Security) -> AnyView {
    drawn(move || match security.of(|facts| facts.rotation) {
        Some(Some(rotation)) => bar(rotation),
        _ => nothing(),
    })
}

fn bar(rotation: Rotation) -> AnyView {
    let w = words().security;
    let bar = [
        ("class", "progress"),
        ("max", &rotation.total.max(1).to_string()),
        ("value", &rotation.done.to_string()),
        ("aria-label", w.rotate_title),
    ];
    let meaning = if rotation.running { w.readable_meanwhile } else { w.rotation_waits };
    let children = vec![
        sentence("rotation-title", (w.sealed_anew)(rotation.done, rotation.total)),
        part("progress", &bar, Vec::new()),
        sentence("quiet", meaning),
    ];
    part("div", &[("class", "rotation")], children)
}

fn actions(desk: Desk, door: DoorKind, rotates: bool, doing: Doing) -> AnyView {
    let w = words().security;
    let mut actions = Vec::new();
    // Locking forgets the key, and in memory is the only one.
    if door != DoorKind::Memory {
        actions.push(act(doing, "", w.lock_now, move || {
            doing.ask::<LockVault>((), |()| focus_on("#vault-title"));
        }));
    }
    actions.push(desk.opener("", w.move_key, Over::Move));
    if door == DoorKind::Passphrase {
        actions.push(desk.opener("", w.change_passphrase, Over::ChangePassphrase));
    }
    if !rotates {
        actions.push(desk.opener("", w.rotate, Over::Rotate));
    }
    buttons(actions)
}
