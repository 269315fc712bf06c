//! A new passphrase in place of the old one.

use leptos::prelude::*;
use patchbay_contract::DoorChoice;
use patchbay_contract::command::MoveVault;

use super::Desk;
use super::passphrase::NewPassphrase;
use crate::components::act::{outcome, send};
use crate::components::plain::{dialog, drawn, foot, form, nothing, sentence};
use crate::words::words;

pub(super) fn change_passphrase(desk: Desk) -> AnyView {
    let w = words().security;
    let passphrase = NewPassphrase::new();
    let changed = RwSignal::new(false);
    let doing = desk.doing();
    let change = move || {
        let Some(typed) = passphrase.typed() else { return };
        doing.ask::<MoveVault>(DoorChoice::Passphrase(typed), move |()| {
            passphrase.clear();
            changed.set(true);
        });
    };
    let body = drawn(move || {
        if changed.get() {
            return desk.done(w.passphrase_changed.to_owned(), nothing());
        }
        let children = vec![
            sentence("", w.change_passphrase_text),
            passphrase.fields("change", true),
            outcome(doing),
            foot(vec![send(doing, w.change_it)]),
        ];
        form(change, children)
    });
    dialog(w.change_passphrase_title, "", move || desk.close(), vec![body])
}
