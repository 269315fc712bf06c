//! What goes along with the firm's server: how far it is, what waits, and what a person has to
//! decide.

use std::sync::Arc;

use leptos::prelude::*;
use patchbay_contract::command::{SettleSync, SyncNow};
use patchbay_contract::{
    Called, ElsewhereConnection, GoingAlong, SyncRefusal, SyncedKind, SyncedThing,
};

use super::choosing::{Choose, conflicts};
use crate::Bridge;
use crate::components::act::{act, outcome};
use crate::components::plain::{
    all, drawn, failed, nothing, part, perhaps, pill, say, sentence, text,
};
use crate::components::{Fact, kind_words, time};
use crate::state::{Doing, Hub, Look, Syncing};
use crate::words::words;

/// The part of the section.
pub(super) fn syncing(bridge: Bridge) -> AnyView {
    let syncing = expect_context::<Syncing>();
    let (asking, choosing) = (Doing::alone(bridge), Doing::alone(bridge));
    let done = RwSignal::new(None::<&'static str>);
    // Also where it was asked before: this part is drawn when something was asked of the server.
    syncing.ask();
    let w = words().going_along;
    let now = move || {
        done.set(None);
        asking.ask::<SyncNow>((), move |view| {
            let agree = view.conflicts.is_empty() && view.pending.is_empty();
            done.set(agree.then_some(w.done));
            syncing.take_in(view);
        });
    };
    let choose: Choose = Arc::new(move |choice| {
        done.set(None);
        choosing.ask::<SettleSync>(choice, move |view| {
            done.set(Some(w.settled));
            syncing.take_in(view);
        });
    });
    let look = Memo::new(move |_| syncing.look());
    let shown = drawn(move || match look.get() {
        Look::Loading => sentence("quiet", words().loading),
        Look::Failed(problem) => failed(problem),
        Look::Full(view) => of(&view, asking),
    });
    // The rest is told anew every few minutes: whoever is at a choice stays there.
    let to_decide = Memo::new(move |_| {
        look.with(|look| look.known().map(|view| view.conflicts.clone()).unwrap_or_default())
    });
    let choices = drawn(move || conflicts(&to_decide.get(), choosing, &choose));
    let known = drawn(move || look.with(|look| look.known().map_or_else(nothing, lists)));
    let said = drawn(move || match done.get() {
        Some(said) => pill("check", "good", said.to_owned()),
        None => nothing(),
    });
    part(
        "div",
        &[("id", "syncing")],
        vec![
            say("h3", "", w.title),
            sentence("quiet", w.lead),
            shown,
            outcome(asking),
            part("p", &[("class", "buttons")], vec![act(asking, "", w.now, now)]),
            part("div", &[("role", "status"), ("class", "saved")], vec![said]),
            choices,
            known,
        ],
    )
}

fn of(view: &GoingAlong, asking: Doing) -> AnyView {
    let w = words().going_along;
    let offline = view.trouble.clone().map(|problem| {
        let age = match view.last_sync_at {
            Some(at) => (w.offline)(&time::relative(at)),
            None => w.offline_never.to_owned(),
        };
        // What a press just failed in stands beside its button.
        let why = drawn(move || match asking.failed() {
            Some(same) if same == problem => nothing(),
            _ => failed(problem.clone()),
        });
        part("div", &[("class", "offline")], vec![sentence("", age), why])
    });
    all(vec![part("dl", &[("class", "facts")], facts(view)), perhaps(offline)])
}

/// What else there is to know.
fn lists(view: &GoingAlong) -> AnyView {
    let w = words().going_along;
    all(vec![
        list(w.refused, None, view.refused.iter().map(refusal).collect()),
        list(w.elsewhere, Some(w.elsewhere_text), view.elsewhere.iter().map(elsewhere).collect()),
        list(
            w.left_out,
            Some(w.left_out_text),
            view.left_out.iter().map(|named| left_out(named)).collect(),
        ),
    ])
}

fn facts(view: &GoingAlong) -> Vec<AnyView> {
    let w = words().going_along;
    let fact = |label, value: String| view! { <Fact label value /> }.into_any();
    let waiting = match view.pending.len() {
        0 => w.nothing_waits.to_owned(),
        count => (w.waiting)(count),
    };
    let mut facts = vec![
        fact(w.agreed, view.last_sync_at.map_or_else(|| w.not_yet.to_owned(), time::exact)),
        fact(w.to_be_told, waiting),
    ];
    if let (Some(_), Some(at)) = (&view.trouble, view.next_try_at) {
        facts.push(fact(w.next_try, time::exact(at)));
    }
    facts
}

/// What a thing is called.
pub(super) fn name(thing: &SyncedThing, title: Option<&String>) -> String {
    let w = words().going_along;
    match thing.kind {
        SyncedKind::Connection => (w.connection)(title.unwrap_or(&thing.id)),
        SyncedKind::Setting => match thing.id.split_once('.') {
            Some((kind, of)) => {
                let of = title.cloned().unwrap_or_else(|| called(of));
                (w.setting)(&format!("{kind}.{of}"))
            }
            None => (w.setting)(&thing.id),
        },
    }
}

/// What a provider is called.
pub(super) fn called(provider: &str) -> String {
    let known = use_context::<Hub>().and_then(Hub::known);
    let entry = known.and_then(|known| {
        known
            .entries
            .iter()
            .find(|entry| entry.card.id == provider)
            .map(|one| one.card.name.clone())
    });
    entry.unwrap_or_else(|| provider.to_owned())
}

fn refusal(refusal: &SyncRefusal) -> String {
    let w = words().going_along;
    let what = name(&refusal.thing, refusal.title.as_ref());
    match refusal.code.as_str() {
        "role_not_allowed" if refusal.is_put_back => (w.put_back)(&what),
        "role_not_allowed" => (w.refused_by_role)(&what),
        code => (w.refused_otherwise)(&what, code),
    }
}

fn elsewhere(one: &ElsewhereConnection) -> String {
    let (provider, status) = (called(&one.provider), kind_words(one.status));
    let what = Called::of(&provider, &one.title).title_first();
    match &one.owner {
        Some(owner) => format!("{what}, {owner}: {status}"),
        None => format!("{what}: {status}"),
    }
}

/// A thing as the core names it, by its kind and its name.
fn left_out(named: &str) -> String {
    match named.strip_prefix("setting ") {
        Some(setting) => (words().going_along.setting)(setting),
        None => named.to_owned(),
    }
}

/// A list under its heading, where there is anything on it.
fn list(heading: &'static str, lead: Option<&'static str>, lines: Vec<String>) -> AnyView {
    if lines.is_empty() {
        return nothing();
    }
    let lines = lines.into_iter().map(|line| part("li", &[], vec![text(line)])).collect();
    all(vec![
        say("h3", "", heading),
        perhaps(lead.map(|lead| sentence("quiet", lead))),
        part("ul", &[], lines),
    ])
}
