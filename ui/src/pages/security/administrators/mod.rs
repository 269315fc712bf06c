//! Other administrators: who can help to open the vault, and taking that away again.
//!
//! Adding one, our own code, asking for help and giving it have files of their own.

mod adding;
mod asking;
mod helping;
mod own_code;
mod sent;

use leptos::prelude::*;
use patchbay_contract::Administrator;
use patchbay_contract::command::RemoveAdministrator;

pub(super) use adding::adding;
pub(super) use asking::asking;
pub(super) use helping::helping;
pub(super) use own_code::own_code;

use super::{Desk, Over, buttons, card, keys};
use crate::components::act::{act, button, labelled, outcome};
use crate::components::plain::{dialog, drawn, foot, nothing, part, say, sentence, text};
use crate::components::time;
use crate::focus::focus_on;
use crate::state::Security;
use crate::words::words;

pub(super) fn administrators(desk: Desk) -> AnyView {
    let security = desk.security;
    let who = Memo::new(move |_| known(security));
    let open = Memo::new(move |_| keys::open_door(security).is_some());
    let has_keys = Memo::new(move |_| security.of(|facts| facts.keys.is_some()) == Some(true));
    drawn(move || {
        let w = words().administrators;
        let (who, open) = (who.get(), open.get());
        // Before there is anything to open, nobody can help with it.
        if who.is_empty() && !has_keys.get() {
            return nothing();
        }
        let actions = if open {
            buttons(vec![
                desk.opener("", w.add, Over::AddAdministrator),
                desk.opener("", w.own_code, Over::OwnCode),
                desk.opener("", w.help, Over::GiveHelp),
            ])
        } else {
            sentence("quiet", w.when_open)
        };
        let list = if who.is_empty() {
            part("div", &[("class", "empty")], vec![sentence("", w.none)])
        } else {
            table(desk, &who, open)
        };
        let children = vec![sentence("purpose", w.lead), list, actions];
        card("administrators", "people", w.title, nothing(), children)
    })
}

/// Who can help. Tracks.
fn known(security: Security) -> Vec<Administrator> {
    security.of(|facts| facts.administrators.clone()).unwrap_or_default()
}

fn table(desk: Desk, who: &[Administrator], open: bool) -> AnyView {
    let w = words().administrators;
    let mut head: Vec<AnyView> = [w.name, w.added, w.fingerprint]
        .into_iter()
        .map(|word| part("th", &[("scope", "col")], vec![text(word)]))
        .collect();
    head.push(part("td", &[], Vec::new()));
    let rows = who.iter().map(|who| row(desk, who, open)).collect();
    let table = vec![part("thead", &[], vec![part("tr", &[], head)]), part("tbody", &[], rows)];
    let holder =
        [("class", "table-holder"), ("tabindex", "0"), ("role", "group"), ("aria-label", w.title)];
    part("div", &holder, vec![part("table", &[("class", "table kits")], table)])
}

fn row(desk: Desk, who: &Administrator, open: bool) -> AnyView {
    let w = words().administrators;
    let number = who.number;
    let remove = if open {
        let open = move || desk.over.set(Some(Over::RemoveAdministrator(number)));
        labelled("small", w.remove, Some((w.remove_what)(&who.name)), open)
    } else {
        nothing()
    };
    let added = [("title", time::exact(who.made_at))];
    let added = added.each_ref().map(|(name, value)| (*name, value.as_str()));
    let cells = vec![
        part("th", &[("scope", "row")], vec![text(who.name.clone())]),
        part("td", &added, vec![text(time::exact_date(who.made_at))]),
        part("td", &[], vec![say("span", "code", who.fingerprint.clone())]),
        part("td", &[("class", "kit-act")], vec![remove]),
    ];
    part("tr", &[], cells)
}

/// Taking somebody's help away, once it was meant.
pub(super) fn removing(desk: Desk, number: u16) -> AnyView {
    let w = words().administrators;
    let doing = desk.doing();
    let who = untrack(|| known(desk.security));
    let is_last = who.len() == 1 && !untrack(|| desk.security.has_kit());
    let name = who.into_iter().find(|who| who.number == number).map(|who| who.name);
    let remove = move || {
        doing.ask::<RemoveAdministrator>(number, move |()| {
            desk.close();
            focus_on("#administrators-title");
        });
    };
    focus_on(".dialog-foot button");
    let warning = if is_last { sentence("review", w.remove_last) } else { nothing() };
    let keep = button("", w.keep, move || desk.close());
    let children = vec![
        sentence("", w.remove_text),
        sentence("", w.remove_copy),
        warning,
        outcome(doing),
        foot(vec![keep, act(doing, "risky", w.remove_it, remove)]),
    ];
    let title = (w.remove_title)(&name.unwrap_or_default());
    dialog(title, "", move || desk.close(), children)
}
