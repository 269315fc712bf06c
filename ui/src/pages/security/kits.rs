//! The recovery kits: which there are, making one, and taking one out of use.

use leptos::prelude::*;
use patchbay_contract::Kit;
use patchbay_contract::command::RetireKit;

use super::{Desk, Over, buttons, card, keys};
use crate::components::act::{act, button, labelled, outcome};
use crate::components::plain::{dialog, drawn, foot, nothing, part, pill, sentence, text};
use crate::components::time;
use crate::focus::focus_on;
use crate::words::words;

pub(super) fn kits(desk: Desk) -> AnyView {
    let security = desk.security;
    let kits = Memo::new(move |_| security.of(|facts| facts.kits.clone()).unwrap_or_default());
    let open = Memo::new(move |_| keys::open_door(security).is_some());
    let has_keys = Memo::new(move |_| security.of(|facts| facts.keys.is_some()) == Some(true));
    drawn(move || {
        let w = words().security;
        let (kits, open) = (kits.get(), open.get());
        // Before there is anything to recover, there is nothing to say.
        if kits.is_empty() && !has_keys.get() {
            return nothing();
        }
        let make = if open {
            // Without any, this is the one thing to do here.
            let class = if security.has_kit() { "" } else { "primary" };
            buttons(vec![desk.opener(class, w.make_kit, Over::NewKit)])
        } else {
            sentence("quiet", w.kits_when_open)
        };
        let list = if kits.is_empty() {
            part("div", &[("class", "empty")], vec![sentence("", w.no_kits)])
        } else {
            table(desk, &kits, open)
        };
        let children = vec![sentence("purpose", w.kits_lead), list, make];
        card("kits", "sheet", w.kits, nothing(), children)
    })
}

fn table(desk: Desk, kits: &[Kit], open: bool) -> AnyView {
    let w = words().security;
    let mut head: Vec<AnyView> = [w.kit, w.made, words().state_label]
        .into_iter()
        .map(|word| part("th", &[("scope", "col")], vec![text(word)]))
        .collect();
    head.push(part("td", &[], Vec::new()));
    let rows = kits.iter().map(|kit| row(desk, kit, open)).collect();
    let table = vec![part("thead", &[], vec![part("tr", &[], head)]), part("tbody", &[], rows)];
    let holder =
        [("class", "table-holder"), ("tabindex", "0"), ("role", "group"), ("aria-label", w.kits)];
    part("div", &holder, vec![part("table", &[("class", "table kits")], table)])
}

fn row(desk: Desk, kit: &Kit, open: bool) -> AnyView {
    let w = words().security;
    let number = kit.number;
    let (icon, tone, state, at) = match (kit.retired_at, kit.checked_at) {
        (Some(at), _) => ("close", "neutral", (w.retired)(&time::exact_date(at)), Some(at)),
        (None, Some(at)) => ("check", "good", w.checked.to_owned(), Some(at)),
        (None, None) => ("warning", "warn", w.not_checked.to_owned(), None),
    };
    let check = if kit.retired_at.is_none() && kit.checked_at.is_none() {
        let open = move || desk.over.set(Some(Over::CheckKit(number)));
        labelled("small", w.check_later, Some((w.check_later_what)(number)), open)
    } else {
        nothing()
    };
    let retire = if open && kit.retired_at.is_none() {
        let open = move || desk.over.set(Some(Over::RetireKit(number)));
        labelled("small", w.retire, Some((w.retire_what)(number)), open)
    } else {
        nothing()
    };
    let state_title = at.map(time::exact).unwrap_or_default();
    let cells = vec![
        part("th", &[("scope", "row")], vec![text((w.kit_number)(number))]),
        part(
            "td",
            &[("title", &time::exact(kit.made_at))],
            vec![text(time::exact_date(kit.made_at))],
        ),
        part("td", &[("title", &state_title)], vec![pill(icon, tone, state)]),
        part("td", &[("class", "kit-act")], vec![check, retire]),
    ];
    part("tr", &[("class", if kit.retired_at.is_some() { "retired" } else { "" })], cells)
}

/// Taking a kit out of use, once it was meant.
pub(super) fn retiring(desk: Desk, number: u16) -> AnyView {
    let w = words().security;
    let doing = desk.doing();
    let in_use = untrack(|| {
        desk.security.of(|facts| facts.kits.iter().filter(|kit| kit.retired_at.is_none()).count())
    });
    let warning = if in_use == Some(1) { sentence("review", w.retire_last) } else { nothing() };
    let retire = move || {
        doing.ask::<RetireKit>(number, move |()| {
            desk.close();
            focus_on("#kits-title");
        });
    };
    focus_on(".dialog-foot button");
    let keep = button("", w.keep_it, move || desk.close());
    let children = vec![
        sentence("", w.retire_text),
        warning,
        outcome(doing),
        foot(vec![keep, act(doing, "risky", w.retire_it, retire)]),
    ];
    dialog((w.retire_title)(number), "", move || desk.close(), children)
}
