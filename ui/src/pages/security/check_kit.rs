//! Checking a kit some time after it was made: the whole code is typed, since nothing of
//! it is known here any more.

use leptos::prelude::*;
use patchbay_contract::KitProof;
use patchbay_contract::command::CheckKit;

use super::Desk;
use crate::components::act::{outcome, send};
use crate::components::plain::{dialog, foot, form, sentence};
use crate::components::{Typed, TypedField};
use crate::focus::{focus_on, focus_on_what_is_wrong};
use crate::words::words;

pub(super) fn check_kit(desk: Desk, number: u16) -> AnyView {
    let w = words().security;
    let code = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let doing = desk.doing();
    let check = move || {
        tried.set(true);
        let typed = code.get_untracked();
        if typed.trim().is_empty() {
            focus_on_what_is_wrong();
            return;
        }
        doing.ask::<CheckKit>(KitProof { number, groups: vec![typed] }, move |()| {
            code.set(String::new());
            desk.close();
            focus_on("#kits-title");
        });
    };
    let nothing =
        move || (tried.get() && code.get().trim().is_empty()).then(|| w.nothing_typed.to_owned());
    let field = TypedField::new("kit-code", w.code, w.code_help, code, Typed::Code, nothing);
    let children = vec![
        sentence("", w.check_later_text),
        field.first().draw(),
        outcome(doing),
        foot(vec![send(doing, w.check)]),
    ];
    dialog((w.check_later_title)(number), "kit", move || desk.close(), vec![form(check, children)])
}
