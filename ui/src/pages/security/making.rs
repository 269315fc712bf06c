//! Making the vault by choice: before the first credential does, or anew.

use leptos::prelude::*;
use patchbay_contract::command::MakeVault;

use super::Desk;
use super::door::Door;
use crate::components::act::{outcome, send};
use crate::components::plain::{form, part};
use crate::focus::focus_on;
use crate::words::words;

pub(super) fn making(desk: Desk, word: &'static str) -> AnyView {
    let door = Door::recommended(desk.security);
    let doing = desk.doing();
    let make = move || {
        let Some(choice) = door.choice() else { return };
        doing.ask::<MakeVault>(choice, move |()| {
            door.passphrase.clear();
            focus_on("#vault-title");
        });
    };
    let fields = vec![
        door.fields(desk.security, "make", words().security.where_kept),
        outcome(doing),
        part("p", &[], vec![send(doing, word)]),
    ];
    form(make, fields)
}
