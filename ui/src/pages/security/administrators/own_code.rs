//! This computer's own code, to be handed to somebody who adds us as an administrator.

use leptos::prelude::*;
use patchbay_contract::command::GetAdministratorCode;

use super::super::Desk;
use super::sent::{compare, to_send};
use crate::components::act::{button, outcome};
use crate::components::plain::{all, dialog, drawn, foot, sentence, step};
use crate::focus::focus_on;
use crate::words::words;

pub(crate) fn own_code(desk: Desk) -> AnyView {
    let w = words().administrators;
    let code = RwSignal::new(None);
    let doing = desk.doing();
    doing.ask::<GetAdministratorCode>((), move |found| code.set(Some(found)));
    focus_on(".step");
    let body = drawn(move || match code.get() {
        Some(code) => {
            all(vec![to_send(w.code, code.code), compare(w.compare_own, code.fingerprint)])
        }
        None if doing.is_busy() => sentence("quiet", words().security.working_on_it),
        None => outcome(doing),
    });
    let close = button("primary", words().close, move || desk.close());
    let children = vec![step("p", w.own_code_text), body, foot(vec![close])];
    dialog(w.own_code_title, "kit", move || desk.close(), children)
}
