//! One kind of default: the connections that can be, the one that is, and what another
//! choice means.

use leptos::prelude::*;
use patchbay_contract::{Called, Choosable, DefaultChange, DefaultKind, DefaultOfKind};

use super::{named, saved};
use crate::components::act::{outcome, send};
use crate::components::plain::{
    Radio, all, choices, drawn, form, nothing, part, perhaps, say, sentence, text,
};
use crate::components::{Empty, Typed, TypedField};
use crate::focus::focus_on;
use crate::state::Defaults;
use crate::words::words;

/// The card.
pub(super) fn card(defaults: Defaults, kind: DefaultKind) -> AnyView {
    let w = words().defaults;
    let of_kind = defaults.part(move |all| all.kinds.iter().find(|one| one.kind == kind).cloned());
    let is_saved = RwSignal::new(false);
    let shown = drawn(move || match of_kind.get() {
        Some(one) if one.choices.is_empty() && one.chosen.is_none() => empty(kind),
        Some(one) => choice(defaults, &one, is_saved),
        None => nothing(),
    });
    part(
        "section",
        &[("class", "section default"), ("id", &id(kind))],
        vec![
            say("h2", "", (w.kind)(kind)),
            sentence("quiet", (w.kind_lead)(kind)),
            shown,
            saved(is_saved),
        ],
    )
}

/// The card's id.
fn id(kind: DefaultKind) -> String {
    format!("default-{}", kind.as_str())
}

fn empty(kind: DefaultKind) -> AnyView {
    let w = words().defaults;
    let there = format!("/?category={}", kind.category().as_str());
    view! {
        <Empty sentence=(w.none_there)(kind).to_owned()>
            <a class="button" href=there>{w.connect_one}</a>
        </Empty>
    }
    .into_any()
}

/// What a person calls a connection.
fn name(one: &Choosable) -> String {
    Called::of(&one.provider_name, &one.title).to_string()
}

fn choice(defaults: Defaults, one: &DefaultOfKind, is_saved: RwSignal<bool>) -> AnyView {
    let w = words().defaults;
    let (kind, doing) = (one.kind, defaults.doing());
    let chosen = RwSignal::new(one.chosen.clone());
    let address = RwSignal::new(address_of(one, one.chosen.as_deref()));
    let choose = {
        let one = one.clone();
        move |connection: Option<String>| {
            is_saved.set(false);
            address.set(address_of(&one, connection.as_deref()));
            chosen.set(connection);
        }
    };
    let mut radios: Vec<AnyView> = one
        .choices
        .iter()
        .map(|choice| {
            let (value, choose) = (choice.connection.clone(), choose.clone());
            let is = value.clone();
            Radio {
                name: kind.as_str(),
                value: value.clone(),
                title: named(name(choice), &choice.held, &choice.status),
                help: nothing(),
                disabled: Signal::stored(false),
                chosen: Signal::derive(move || chosen.with(|chosen| chosen.as_ref() == Some(&is))),
                choose: Box::new(move || choose(Some(value.clone()))),
            }
            .draw()
        })
        .collect();
    // Chosen at another computer, and not known here: it stays until another one is.
    let kept = one.chosen.clone().filter(|_| one.chosen().is_none());
    if let Some(value) = kept.clone() {
        let (is, choose) = (value.clone(), choose.clone());
        let kept = Radio {
            name: kind.as_str(),
            value: value.clone(),
            title: text(w.kept),
            help: nothing(),
            disabled: Signal::stored(false),
            chosen: Signal::derive(move || chosen.with(|chosen| chosen.as_ref() == Some(&is))),
            choose: Box::new(move || choose(Some(value.clone()))),
        };
        radios.push(kept.draw());
    }
    radios.push(
        Radio {
            name: kind.as_str(),
            value: String::new(),
            title: text(w.none),
            help: nothing(),
            disabled: Signal::stored(false),
            chosen: Signal::derive(move || chosen.with(Option::is_none)),
            choose: Box::new(move || choose(None)),
        }
        .draw(),
    );
    let sender = (kind == DefaultKind::Email).then(|| {
        let id = "default-address";
        TypedField::new(id, w.sender, w.sender_help, address, Typed::Address, || None).draw()
    });
    let save = move || {
        let wish = match chosen.get_untracked() {
            // It is as it was.
            same if same.is_some() && same == kept => return,
            Some(connection) => {
                let address = (kind == DefaultKind::Email).then(|| address.get_untracked());
                DefaultChange::Use { kind, connection, address }
            }
            None => DefaultChange::UseNone { kind },
        };
        defaults.change(doing, wish, move || {
            is_saved.set(true);
            // What was chosen is drawn anew.
            focus_on(format!("#{} input:checked", id(kind)));
        });
    };
    let now = sentence("", says(one));
    let held = one.chosen().map(|one| (w.held_means)(&one.held)).filter(|means| !means.is_empty());
    let held = held.map(|means| sentence("quiet", means));
    let one = one.clone();
    let means = drawn(move || chosen.with(|chosen| consequence(&one, chosen.as_deref())));
    let means = part("div", &[("class", "consequence"), ("aria-live", "polite")], vec![means]);
    let fields = vec![
        choices(w.choose, radios),
        perhaps(sender),
        means,
        outcome(doing),
        part("p", &[("class", "buttons")], vec![send(doing, w.save)]),
    ];
    all(vec![now, perhaps(held), form(save, fields)])
}

/// The address that mail is sent from, or would be.
fn address_of(one: &DefaultOfKind, connection: Option<&str>) -> String {
    if connection.is_some() && connection == one.chosen.as_deref() {
        return one.address.clone().unwrap_or_default();
    }
    let choice = one.choices.iter().find(|choice| Some(choice.connection.as_str()) == connection);
    choice.and_then(|choice| choice.address.clone()).unwrap_or_default()
}

/// How it is.
fn says(one: &DefaultOfKind) -> String {
    let w = words().defaults;
    match (one.chosen(), &one.address) {
        (Some(chosen), Some(address)) => (w.is)(one.kind, &format!("{address} ({})", name(chosen))),
        (Some(chosen), None) => (w.is)(one.kind, &name(chosen)),
        (None, _) if one.chosen.is_some() => w.not_known.to_owned(),
        (None, _) => (w.is_none)(one.kind).to_owned(),
    }
}

/// What another choice means, before it is made.
fn consequence(one: &DefaultOfKind, wanted: Option<&str>) -> AnyView {
    let w = words().defaults;
    if one.chosen.as_deref() == wanted {
        return nothing();
    }
    let choice = one.choices.iter().find(|choice| Some(choice.connection.as_str()) == wanted);
    let will = match choice {
        Some(choice) => (w.will_be)(one.kind, &name(choice)),
        None => (w.will_be_none)(one.kind).to_owned(),
    };
    let stays = one.chosen().map(|before| format!(" {}", (w.stays)(&name(before))));
    sentence("", format!("{will}{}", stays.unwrap_or_default()))
}
