//! Rotating: which of the two keys, what that means, and how far it is.

use leptos::prelude::*;
use patchbay_contract::command::RotateKeys;
use patchbay_contract::{DoorKind, KeyKind};

use super::{Desk, Over, keys, set_aside};
use crate::components::act::{outcome, send};
use crate::components::plain::{
    Radio, all, choices, dialog, drawn, foot, form, nothing, sentence, text,
};
use crate::focus::focus_on;
use crate::words::words;

pub(super) fn rotating(desk: Desk) -> AnyView {
    let w = words().security;
    let security = desk.security;
    // A key made from a passphrase is changed by changing the passphrase.
    let door_too = untrack(|| keys::open_door(security)) == Some(DoorKind::Keychain);
    let everything = RwSignal::new(!door_too);
    let rotated = RwSignal::new(false);
    let rotates = Memo::new(move |_| security.of(|facts| facts.rotation.is_some()) == Some(true));
    let doing = desk.doing();
    let rotate = move || {
        let kind = if everything.get_untracked() { KeyKind::Data } else { KeyKind::Door };
        doing.ask::<RotateKeys>(kind, move |()| rotated.set(true));
    };
    focus_on("dialog input:checked");
    let body = drawn(move || match (rotated.get(), everything.get_untracked()) {
        (false, _) => {
            let mut kinds = vec![choice(KeyKind::Data, true, everything)];
            if door_too {
                kinds.insert(0, choice(KeyKind::Door, false, everything));
            }
            let foot = foot(vec![send(doing, w.rotate_it)]);
            let form = form(rotate, vec![choices(w.which_key, kinds), outcome(doing), foot]);
            all(vec![form, set_aside::broken(desk, doing)])
        }
        // The answer may come before the last value is sealed anew.
        (true, true) if rotates.get() => sentence("quiet", w.goes_on),
        (true, true) => {
            let kit = desk.opener("", w.make_kit, Over::NewKit);
            desk.done((w.rotated)(KeyKind::Data).to_owned(), kit)
        }
        (true, false) => desk.done((w.rotated)(KeyKind::Door).to_owned(), nothing()),
    });
    let close = move || desk.close();
    dialog(w.rotate_title, "", close, vec![body, keys::progress(security)])
}

fn choice(kind: KeyKind, is_everything: bool, everything: RwSignal<bool>) -> AnyView {
    let w = words().security;
    Radio {
        name: "rotate",
        value: format!("{kind:?}"),
        title: text((w.rotation)(kind)),
        help: text((w.rotation_help)(kind)),
        disabled: Signal::derive(|| false),
        chosen: Signal::derive(move || everything.get() == is_everything),
        choose: Box::new(move || everything.set(is_everything)),
    }
    .draw()
}
