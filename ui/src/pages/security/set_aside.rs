//! Stored values that do not open: putting them aside where they stop a change of keys,
//! what is kept aside, and removing it for good.

use leptos::prelude::*;
use patchbay_contract::command::{FindBroken, RemoveSetAside, SetBrokenAside};
use patchbay_contract::{ErrorCode, SetAside};

use super::{Desk, Over};
use crate::components::act::{act, button, labelled, outcome};
use crate::components::plain::{all, dialog, drawn, foot, nothing, part, say, sentence, text};
use crate::components::time;
use crate::focus::focus_on;
use crate::state::Doing;
use crate::words::words;

/// What stopped a change of keys, and the way on. Nothing, while nothing did.
pub(super) fn broken(desk: Desk, rotating: Doing) -> AnyView {
    let stopped = Memo::new(move |_| {
        rotating.failed().is_some_and(|problem| problem.code == ErrorCode::ValuesDoNotOpen)
    });
    drawn(move || if stopped.get() { named(desk, rotating) } else { nothing() })
}

fn named(desk: Desk, rotating: Doing) -> AnyView {
    let w = words().security;
    let found = RwSignal::new(Vec::new());
    let (finding, setting) = (desk.doing(), desk.doing());
    finding.ask::<FindBroken>((), move |broken| found.set(broken));
    let list = drawn(move || {
        let names = found.with(|found| found.iter().map(w.stored_value).collect::<Vec<_>>());
        part("ul", &[], names.into_iter().map(|name| say("li", "", name)).collect())
    });
    let set = move || {
        setting.ask::<SetBrokenAside>((), move |()| {
            rotating.forget();
            focus_on("dialog input:checked");
        });
    };
    let children = vec![
        say("h3", "", w.broken),
        list,
        outcome(finding),
        sentence("", w.broken_text),
        outcome(setting),
        part("p", &[("class", "buttons")], vec![act(setting, "", w.set_aside, set)]),
    ];
    part("div", &[("class", "form")], children)
}

/// What is kept aside. Nothing, while nothing is.
pub(super) fn kept(desk: Desk) -> AnyView {
    let security = desk.security;
    let kept = Memo::new(move |_| security.of(|facts| facts.set_aside.clone()).unwrap_or_default());
    drawn(move || {
        let kept = kept.get();
        if kept.is_empty() {
            return nothing();
        }
        let rows = kept.iter().map(|kept| row(desk, kept)).collect();
        all(vec![
            say("h3", "", words().security.kept_aside),
            part("ul", &[("class", "aside")], rows),
        ])
    })
}

fn row(desk: Desk, kept: &SetAside) -> AnyView {
    let w = words().security;
    let number = kept.number;
    let value = (w.stored_value)(&kept.value);
    let said = (w.kept_aside_since)(&value, &time::exact_date(kept.at));
    let label = Some((w.remove_for_good_what)(&value));
    let open = move || desk.over.set(Some(Over::RemoveSetAside(number)));
    part("li", &[], vec![text(said), text(" "), labelled("small", w.remove_for_good, label, open)])
}

/// Removing one of them, once it was meant.
pub(super) fn removing(desk: Desk, number: u32) -> AnyView {
    let w = words().security;
    let doing = desk.doing();
    let remove = move || {
        doing.ask::<RemoveSetAside>(number, move |()| {
            desk.close();
            focus_on("#keys-title");
        });
    };
    focus_on(".dialog-foot button");
    let keep = button("", w.keep_it, move || desk.close());
    let children = vec![
        sentence("", w.remove_for_good_text),
        outcome(doing),
        foot(vec![keep, act(doing, "risky", w.remove_for_good_it, remove)]),
    ];
    dialog(w.remove_for_good_title, "", move || desk.close(), children)
}
