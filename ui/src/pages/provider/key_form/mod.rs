//! Connecting by a form: drawn from the provider's file, proven before it is saved. Also
//! another key in the place of one, which has an address of its own.

mod encrypted;
mod field;
mod folder;
pub(super) mod mailbox;
mod outcome;
mod testing;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use patchbay_contract::{
    Connection, EnvironmentId, FieldView, Part, ProviderPage, SignInAt, SignInKind, SignInView,
    Support,
};

use super::connect::connects;
use super::firm_app::environments;
use crate::components::act::{outcome as failure, send};
use crate::components::card::address;
use crate::components::plain::{
    Radio, all, choices, drawn, form, nothing, part, perhaps, say, sentence, step, text,
};
use crate::components::{Typed, TypedField};
use crate::focus::focus_on;
use crate::state::{KeyForm, KeyForms};
use crate::words::words;

pub(super) use testing::{KnownPage, acts, tested};

/// Where the key of a connection is replaced and by which form, if it was connected by one.
fn replacing(connection: &Connection, ways: &[SignInView]) -> Option<(String, KeyForm)> {
    let way = ways.iter().find(|way| connection.sign_in.as_ref() == Some(&way.id))?;
    if !way.kind.is_form() {
        return None;
    }
    let there = format!("{}?replace={}", address(&connection.provider, None), connection.id);
    let at = place(connection, way);
    let form = expect_context::<KeyForms>().of(&at, Some(&connection.id), way);
    Some((there, form))
}

fn place(connection: &Connection, way: &SignInView) -> SignInAt {
    SignInAt {
        provider: connection.provider.clone(),
        sign_in: way.id.clone(),
        environment: connection.environment,
    }
}

/// The section with the form, where the provider has one.
pub(super) fn section(page: &ProviderPage) -> Option<AnyView> {
    let ways: Vec<SignInView> =
        page.sign_ins.iter().filter(|way| way.kind.is_form()).cloned().collect();
    if page.card.support != Support::Connect || ways.is_empty() {
        return None;
    }
    let query = use_query_map();
    let replaced = Memo::new(move |_| query.with(|query| query.get("replace")));
    let known = match &page.connections {
        Part::Working(connections) => connections.clone(),
        Part::Failed(_) => Vec::new(),
    };
    let beside = page.sign_ins.iter().any(connects);
    let (name, environments) = (page.card.name.clone(), environments(page));
    let provider = page.card.id.clone();
    let shown = drawn(move || {
        let id = replaced.get();
        let connection = known.iter().find(|one| Some(&one.id) == id.as_ref());
        let way = connection.and_then(|one| {
            ways.iter().find(|way| one.sign_in.as_ref() == Some(&way.id)).map(|way| (one, way))
        });
        match way {
            Some((connection, way)) => another_key(&name, connection, way),
            None => {
                let title = title(beside, &ways);
                new_one(&name, title, &provider, &ways, &environments)
            }
        }
    });
    Some(part("section", &[("class", "section connect"), ("id", "key-form")], vec![shown]))
}

/// What the section is called. Beside another one it says what is typed here.
fn title(beside: bool, ways: &[SignInView]) -> &'static str {
    let w = words();
    match beside {
        false => w.sign_in.connect,
        true if ways.iter().all(|way| way.kind == SignInKind::Mailbox) => {
            w.key_form.connect_by_password
        }
        true => w.key_form.connect_by_key,
    }
}

fn new_one(
    name: &str,
    heading: &'static str,
    provider: &str,
    ways: &[SignInView],
    environments: &[(EnvironmentId, Option<String>)],
) -> AnyView {
    let places: Vec<(SignInView, SignInAt, String)> = ways
        .iter()
        .flat_map(|way| {
            environments.iter().map(move |(environment, label)| {
                let at = SignInAt {
                    provider: provider.to_owned(),
                    sign_in: way.id.clone(),
                    environment: *environment,
                };
                let title = match (ways.len() > 1, label) {
                    (true, Some(label)) => format!("{} · {label}", way.label),
                    (false, Some(label)) => label.clone(),
                    (_, None) => way.label.clone(),
                };
                (way.clone(), at, title)
            })
        })
        .collect();
    let chosen = RwSignal::new(0_usize);
    let choice = (places.len() > 1).then(|| which(&places, chosen));
    let owned = name.to_owned();
    let drawn_form = drawn(move || match places.get(chosen.get()).or_else(|| places.first()) {
        Some((way, at, _)) => typed(&owned, way, at, None),
        None => nothing(),
    });
    all(vec![
        say("h2", "", heading),
        sentence("quiet", folder::lead(name, ways)),
        perhaps(choice),
        drawn_form,
    ])
}

/// The choice between forms, and between live and sandbox.
fn which(places: &[(SignInView, SignInAt, String)], chosen: RwSignal<usize>) -> AnyView {
    let radios = places.iter().enumerate().map(|(n, (way, at, title))| {
        Radio {
            name: "form",
            value: format!("{}-{}", at.sign_in, at.environment.as_str()),
            title: text(title.clone()),
            help: way.note.clone().map_or_else(nothing, text),
            disabled: Signal::stored(false),
            chosen: Signal::derive(move || chosen.get() == n),
            choose: Box::new(move || chosen.set(n)),
        }
        .draw()
    });
    choices(words().ways_to_sign_in, radios.collect())
}

fn another_key(name: &str, connection: &Connection, way: &SignInView) -> AnyView {
    let at = place(connection, way);
    let (title, lead) = folder::replacing(connection.title(), way);
    // Who pressed “Replace key” elsewhere begins here.
    focus_on("#key-form h2");
    all(vec![
        step("h2", title),
        sentence("quiet", lead),
        typed(name, way, &at, Some(&connection.id)),
    ])
}

/// The form itself, or what came of it.
fn typed(name: &str, way: &SignInView, at: &SignInAt, connection: Option<&str>) -> AnyView {
    let state = expect_context::<KeyForms>().of(at, connection, way);
    let (name, way) = (name.to_owned(), way.clone());
    let back = connection.is_some().then(|| address(&at.provider, Some("accounts")));
    let id = format!("{}-{}", at.sign_in, at.environment.as_str());
    drawn(move || match state.saved.get() {
        Some(saved) => {
            let replaced = folder::replaced(&way);
            outcome::done(state, &name, saved, back.as_deref(), replaced)
        }
        None => fields(state, &way, &id, back.as_deref()),
    })
}

/// `back` is where somebody goes who replaces a key and thinks better of it.
fn fields(state: KeyForm, way: &SignInView, id: &str, back: Option<&str>) -> AnyView {
    let (w, replaces) = (words(), back.is_some());
    let is_mailbox = way.kind == SignInKind::Mailbox;
    let (of_servers, others): (Vec<_>, Vec<_>) = state
        .fields()
        .into_iter()
        .partition(|(field, _)| is_mailbox && mailbox::is_of_a_server(field));
    let draw = |(field, value): (FieldView, _)| field::draw(state, id, &field, value);
    let mut parts: Vec<AnyView> = others.into_iter().map(draw).collect();
    if is_mailbox {
        parts.push(mailbox::servers(state, id, of_servers));
        if !replaces {
            parts.push(mailbox::whose(state.personal, id));
        }
    }
    for check in &way.seen_proofs {
        parts.push(tick(state.in_sight, (w.key_form.in_sight)(check), w.key_form.in_sight_help));
    }
    let is_folder = folder::is(way);
    if replaces && !is_folder {
        let (label, help) = (w.key_form.switch_account, w.key_form.switch_account_help);
        parts.push(tick(state.switch_account, label.to_owned(), help));
    } else if !replaces {
        let (label, help) = (w.sign_in.label, w.sign_in.label_help);
        let named = format!("label-{id}");
        parts.push(TypedField::new(named, label, help, state.label, Typed::Name, || None).draw());
    }
    let cancel = back.map(|there| {
        let there = there.to_owned();
        view! { <a class="button" href=there>{w.sign_in.cancel}</a> }.into_any()
    });
    let save = if replaces { w.key_form.replace_save } else { w.key_form.save };
    parts.extend([
        if is_folder { folder::files(way) } else { encrypted::draw() },
        outcome::proving(state),
        failure(state.doing),
        part("p", &[("class", "buttons")], vec![send(state.doing, save), perhaps(cancel)]),
    ]);
    form(move || state.save(), parts)
}

fn tick(on: RwSignal<bool>, label: String, help: &'static str) -> AnyView {
    view! {
        <label class="choice switch">
            <input type="checkbox" bind:checked=on />
            <span>
                <span class="switch-label">{label}</span>
                <span class="field-help">{help}</span>
            </span>
        </label>
    }
    .into_any()
}
