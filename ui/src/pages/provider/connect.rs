//! Connecting, by the browser or with a client id and its secret: the wish, and what it
//! needs. The sign-in itself goes on in a window of its own.

use std::collections::BTreeMap;

use leptos::prelude::*;
use patchbay_contract::command::BeginAttempt;
use patchbay_contract::{
    MailboxKind, NewAttempt, ProviderPage, SignInAt, SignInKind, SignInView, Support,
};

use super::firm_app::environments;
use super::key_form::mailbox;
use super::retyped;
use super::set_up;
use super::switch;
use crate::Bridge;
use crate::components::act::{outcome, send};
use crate::components::card::address;
use crate::components::plain::{
    Radio, all, choices, drawn, form, nothing, part, perhaps, say, sentence, text,
};
use crate::components::{Typed, TypedField, sign_in_again};
use crate::pages::settings::relay;
use crate::state::{Doing, FirmApps, Look, Security};
use crate::words::words;

/// The section that connects, where the provider has a sign-in for it. `beside_a_form` is
/// whether another section connects too: by a key.
pub(super) fn connect(page: &ProviderPage, beside_a_form: bool) -> Option<AnyView> {
    if page.card.support != Support::Connect {
        return None;
    }
    let ways: Vec<SignInView> = page.sign_ins.iter().filter(|way| connects(way)).cloned().collect();
    if ways.is_empty() {
        return None;
    }
    let (page, typed_anew) = (page.clone(), retyped::meant(page));
    let shown = drawn(move || match typed_anew.get() {
        Some((connection, way)) => retyped::section(&connection, &way),
        None => new_one(&page, beside_a_form, ways.clone()),
    });
    Some(part("section", &[("class", "section connect"), ("id", "connect")], vec![shown]))
}

/// The wish for a new connection.
fn new_one(page: &ProviderPage, beside_a_form: bool, ways: Vec<SignInView>) -> AnyView {
    let w = words().sign_in;
    let apps = FirmApps::of(expect_context::<Bridge>(), page.card.id.clone());
    let (provider, name) = (page.card.id.clone(), page.card.name.clone());
    let environments = environments(page);
    let chosen = RwSignal::new(0_usize);
    let several = ways.len() > 1;
    let by_browser = ways.iter().any(|way| way.app.is_some());
    let lead = if by_browser { w.connect_lead } else { w.connect_lead_keys };
    let lead = lead(&name);
    let heading = match (beside_a_form, by_browser) {
        (false, _) => w.connect,
        (true, true) => w.connect_by_browser,
        (true, false) => w.connect_as_client,
    };
    let wishes = drawn(move || {
        if apps.look() != Look::Full(()) {
            return nothing();
        }
        let places = ways.iter().flat_map(|way| {
            environments.iter().map(move |(environment, label)| (way, *environment, label))
        });
        let ready: Vec<(SignInView, SignInAt, String)> = places
            .filter_map(|(way, environment, label)| {
                let at =
                    SignInAt { provider: provider.clone(), sign_in: way.id.clone(), environment };
                if way.app.is_some() {
                    apps.at(&at)?;
                }
                Some((way.clone(), at, title(way, several, label.as_deref())))
            })
            .collect();
        let lacks_app = ways
            .iter()
            .any(|way| way.app.is_some() && !ready.iter().any(|(_, at, _)| at.sign_in == way.id));
        if ready.is_empty() {
            let there = format!("{}#firm-app", address(&provider, Some("settings")));
            let link = view! { <a class="button primary" href=there>{w.to_the_app}</a> }.into_any();
            return all(vec![
                sentence("", w.app_first),
                part("p", &[("class", "buttons")], vec![link]),
            ]);
        }
        let app_first = lacks_app.then(|| {
            let there = format!("{}#firm-app", address(&provider, Some("settings")));
            let link = view! { <a href=there>{w.to_the_app}</a> }.into_any();
            part("p", &[("class", "quiet")], vec![text(w.or_browser), text(" "), link])
        });
        let which = (ready.len() > 1).then(|| which(&ready, chosen));
        let name = name.clone();
        let form = drawn(move || match ready.get(chosen.get()).or_else(|| ready.first()) {
            Some((way, at, _)) if never_comes_home(way, at) => relay_first(&name),
            Some((way, at, _)) => wish(way, at.clone()),
            None => nothing(),
        });
        all(vec![perhaps(which), form, perhaps(app_first)])
    });
    all(vec![say("h2", "", heading), sentence("quiet", lead), wishes])
}

/// Whether Patchbay can sign in this way: by the browser, or as the firm's own client.
pub(super) fn connects(way: &SignInView) -> bool {
    way.app.is_some() || way.kind == SignInKind::ClientCredentials
}

/// What the person reads on the choice, where there is one.
fn title(way: &SignInView, several: bool, environment: Option<&str>) -> String {
    match (several, environment) {
        (true, Some(environment)) => format!("{} · {environment}", way.label),
        (false, Some(environment)) => environment.to_owned(),
        (_, None) => way.label.clone(),
    }
}

/// The choice between the ways that the firm has an app for.
fn which(ready: &[(SignInView, SignInAt, String)], chosen: RwSignal<usize>) -> AnyView {
    let radios = ready
        .iter()
        .enumerate()
        .map(|(n, (way, at, title))| {
            Radio {
                name: "sign-in-way",
                value: format!("{}-{}", at.sign_in, at.environment.as_str()),
                title: text(title.clone()),
                help: way.note.clone().map_or_else(nothing, text),
                disabled: Signal::stored(false),
                chosen: Signal::derive(move || chosen.get() == n),
                choose: Box::new(move || chosen.set(n)),
            }
            .draw()
        })
        .collect();
    choices(words().ways_to_sign_in, radios)
}

/// Whether every way home is by the firm server, and nobody said where that is.
fn never_comes_home(way: &SignInView, at: &SignInAt) -> bool {
    let mut homes =
        way.homes.iter().filter(|home| home.only.is_none_or(|only| only == at.environment));
    !way.homes.is_empty() && homes.all(set_up::needs_relay)
}

/// What has to be done before anything else.
fn relay_first(provider: &str) -> AnyView {
    let w = words().relay;
    let link =
        view! { <a class="button primary" href=relay::ADDRESS>{w.to_settings}</a> }.into_any();
    all(vec![sentence("", (w.needed)(provider)), part("p", &[("class", "buttons")], vec![link])])
}

fn wish(way: &SignInView, at: SignInAt) -> AnyView {
    let w = words().sign_in;
    let doing = Doing::new(expect_context::<Bridge>(), expect_context::<Security>());
    let began = RwSignal::new(false);
    let named = RwSignal::new(String::new());
    let (opens_mailbox, mine) = (way.reads_mail, RwSignal::new(false));
    let id = format!("{}-{}", at.sign_in, at.environment.as_str());
    let fields: Vec<(String, RwSignal<String>)> =
        way.fields.iter().map(|field| (field.id.clone(), RwSignal::new(String::new()))).collect();
    let drawn_fields: Vec<AnyView> = way
        .fields
        .iter()
        .zip(&fields)
        .map(|(field, (_, value))| {
            let kind = if field.secret { Typed::Secret } else { Typed::Name };
            let label = field.label.clone();
            let field_id = format!("{id}-{}", field.id);
            let help = sentence("field-help", field.help.clone());
            all(vec![TypedField::new(field_id, label, "", *value, kind, || None).draw(), help])
        })
        .collect();
    let wanted: Vec<(String, RwSignal<bool>)> = way
        .scopes
        .iter()
        .filter(|scope| scope.optional)
        .map(|scope| (scope.value.clone(), RwSignal::new(false)))
        .collect();
    let optional = optional_scopes(way, &wanted);
    let whose = opens_mailbox.then(|| mailbox::whose(mine, &id));
    let label_field =
        TypedField::new(format!("label-{id}"), w.label, w.label_help, named, Typed::Name, || None);
    let begin = move || {
        let label = named.get_untracked();
        let new = NewAttempt {
            at: at.clone(),
            connection: None,
            switch_company: false,
            label: (!label.trim().is_empty()).then_some(label),
            wanted: wanted
                .iter()
                .filter(|(_, wanted)| wanted.get_untracked())
                .map(|(scope, _)| scope.clone())
                .collect(),
            fields: fields
                .iter()
                .map(|(field, value)| (field.clone(), value.get_untracked()))
                .collect::<BTreeMap<_, _>>(),
            way: None,
            mailbox: opens_mailbox.then(|| {
                if mine.get_untracked() { MailboxKind::Personal } else { MailboxKind::Firm }
            }),
        };
        doing.ask::<BeginAttempt>(new, move |_| began.set(true));
    };
    let said = drawn(move || if began.get() { text(w.began) } else { nothing() });
    form(
        begin,
        vec![
            all(drawn_fields),
            optional,
            perhaps(whose),
            label_field.draw(),
            outcome(doing),
            part("p", &[("class", "buttons")], vec![send(doing, w.connect)]),
            part("div", &[("role", "status"), ("class", "quiet")], vec![said]),
        ],
    )
}

fn optional_scopes(way: &SignInView, wanted: &[(String, RwSignal<bool>)]) -> AnyView {
    if wanted.is_empty() {
        return nothing();
    }
    let mut lines = vec![say("legend", "", words().sign_in.optional_scopes)];
    for (scope, (_, chosen)) in way.scopes.iter().filter(|scope| scope.optional).zip(wanted) {
        let (chosen, reason) = (*chosen, scope.reason.clone());
        lines.push(
            view! {
                <label class="choice switch">
                    <input type="checkbox" bind:checked=chosen />
                    <span class="switch-label">{reason}</span>
                </label>
            }
            .into_any(),
        );
    }
    part("fieldset", &[("class", "choices places")], lines)
}

/// The button that signs in to a connection again.
pub(super) fn again(connection: &patchbay_contract::Connection, sign_in: &str) -> AnyView {
    let w = words().sign_in;
    let label = (words().disconnecting.again_what)(connection.title());
    sign_in_again("small", w.reconnect, label, switch::sign_in_to(connection, sign_in))
}
