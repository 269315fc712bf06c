//! Opening the vault with a recovery kit, and where its key is kept from then on.

use leptos::prelude::*;
use patchbay_contract::Unlock;
use patchbay_contract::command::UnlockVault;

use super::Desk;
use super::door::Door;
use crate::components::act::{outcome, send};
use crate::components::plain::{dialog, foot, form};
use crate::components::{Typed, TypedField};
use crate::focus::{focus_on, focus_on_what_is_wrong};
use crate::words::words;

pub(super) fn use_kit(desk: Desk) -> AnyView {
    let w = words().security;
    let code = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let door = Door::recommended(desk.security);
    let doing = desk.doing();
    let unlock = move || {
        tried.set(true);
        let choice = door.choice();
        let code_typed = code.get_untracked();
        if code_typed.trim().is_empty() {
            focus_on_what_is_wrong();
            return;
        }
        let Some(choice) = choice else { return };
        doing.ask::<UnlockVault>(Unlock::Kit { code: code_typed, door: choice }, move |()| {
            code.set(String::new());
            door.passphrase.clear();
            desk.close();
            focus_on("#vault-title");
        });
    };
    let nothing =
        move || (tried.get() && code.get().trim().is_empty()).then(|| w.nothing_typed.to_owned());
    let field = TypedField::new("kit-code", w.code, w.code_help, code, Typed::Code, nothing);
    let children = vec![
        field.first().draw(),
        door.fields(desk.security, "kit", w.from_now_on),
        outcome(doing),
        foot(vec![send(doing, w.open_with_kit)]),
    ];
    dialog(w.use_kit_title, "kit", move || desk.close(), vec![form(unlock, children)])
}
