//! Signing in to a connection again with something else typed in: a new secret in the place of
//! the one that is sealed. What is left empty stays as it was. Only where the firm is its own
//! client: elsewhere a key is replaced, or the firm's app has the secret.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use patchbay_contract::command::BeginAttempt;
use patchbay_contract::{
    Connection, FieldView, NewAttempt, Part, ProviderPage, SignInKind, SignInView,
};

use super::switch::sign_in_to;
use crate::Bridge;
use crate::components::act::{outcome, send};
use crate::components::card::address;
use crate::components::plain::{all, drawn, form, nothing, part, sentence, step, text};
use crate::components::{Typed, TypedField};
use crate::focus::focus_on;
use crate::state::{Doing, Security};
use crate::words::words;

/// What the address says of the connection that is meant.
const QUERY: &str = "again";

/// Where it is typed, for a connection that has something to type.
pub(super) fn link(connection: &Connection, way: &SignInView) -> AnyView {
    if !takes(way) {
        return nothing();
    }
    let w = words().sign_in;
    let there =
        format!("{}?{QUERY}={}#connect", address(&connection.provider, None), connection.id);
    let label = format!("{}: {}", w.new_secret, connection.title());
    view! { <a class="button small" href=there aria-label=label>{w.new_secret}</a> }.into_any()
}

/// Whether something is typed in that way, and sealed with the connection.
fn takes(way: &SignInView) -> bool {
    way.kind == SignInKind::ClientCredentials && !way.fields.is_empty()
}

/// The connection that the page’s address means, with its way to sign in.
pub(super) fn meant(page: &ProviderPage) -> Memo<Option<(Connection, SignInView)>> {
    let query = use_query_map();
    let known = match &page.connections {
        Part::Working(connections) => connections.clone(),
        Part::Failed(_) => Vec::new(),
    };
    let ways = page.sign_ins.clone();
    Memo::new(move |_| {
        let id = query.with(|query| query.get(QUERY))?;
        let connection = known.iter().find(|one| one.id == id)?;
        let is_its = |way: &&SignInView| connection.sign_in.as_ref() == Some(&way.id);
        let way = ways.iter().find(is_its).filter(|way| takes(way))?;
        Some((connection.clone(), way.clone()))
    })
}

/// The form. Where it began, the rest goes on in the window of the sign-in.
pub(super) fn section(connection: &Connection, way: &SignInView) -> AnyView {
    let w = words().sign_in;
    let doing = Doing::new(expect_context::<Bridge>(), expect_context::<Security>());
    let began = RwSignal::new(false);
    let typed: Vec<(String, RwSignal<String>)> =
        way.fields.iter().map(|field| (field.id.clone(), RwSignal::default())).collect();
    let fields =
        way.fields.iter().zip(&typed).map(|(field, (_, value))| drawn_field(field, *value));
    let fields = all(fields.collect());
    let (new, back) =
        (sign_in_to(connection, &way.id), address(&connection.provider, Some("accounts")));
    let begin = move || {
        let fields = typed.iter().map(|(id, value)| (id.clone(), value.get_untracked())).collect();
        doing.ask::<BeginAttempt>(NewAttempt { fields, ..new.clone() }, move |_| began.set(true));
    };
    let said = drawn(move || if began.get() { text(w.began) } else { nothing() });
    let cancel = view! { <a class="button" href=back>{w.cancel}</a> }.into_any();
    // Who pressed the link elsewhere begins here.
    focus_on("#connect h2");
    all(vec![
        step("h2", (w.new_secret_for)(connection.title())),
        sentence("quiet", w.new_secret_lead),
        form(
            begin,
            vec![
                fields,
                outcome(doing),
                part("p", &[("class", "buttons")], vec![send(doing, w.reconnect), cancel]),
                part("div", &[("role", "status"), ("class", "quiet")], vec![said]),
            ],
        ),
    ])
}

fn drawn_field(field: &FieldView, value: RwSignal<String>) -> AnyView {
    let kind = if field.secret { Typed::Secret } else { Typed::Name };
    let id = format!("again-{}", field.id);
    let help = sentence("field-help", field.help.clone());
    all(vec![TypedField::new(id, field.label.clone(), "", value, kind, || None).draw(), help])
}
