//! What the form of a mailbox has beside its fields: whose it is, the servers that were
//! found for its address, and a fold for those that have to be typed.

use leptos::prelude::*;
use patchbay_contract::{ErrorCode, FieldView, MailServerFound, MailServers};

use super::field;
use crate::components::card::address;
use crate::components::plain::{Radio, all, choices, drawn, nothing, part, say, sentence, text};
use crate::state::{Found, KeyForm};
use crate::words::words;

/// Whether a field says where a server is.
pub(super) fn is_of_a_server(field: &FieldView) -> bool {
    ["imap_", "smtp_"].iter().any(|of| field.id.starts_with(of))
}

/// The choice whose it is.
pub(in crate::pages::provider) fn whose(mine: RwSignal<bool>, form: &str) -> AnyView {
    let w = words().mail;
    let radio = |personal: bool, title: &'static str, help: &'static str| {
        Radio {
            name: "mailbox-kind",
            value: format!("{form}-{}", if personal { "personal" } else { "firm" }),
            title: text(title),
            help: text(help),
            disabled: Signal::stored(false),
            chosen: Signal::derive(move || mine.get() == personal),
            choose: Box::new(move || mine.set(personal)),
        }
        .draw()
    };
    let radios = vec![radio(false, w.firm, w.firm_help), radio(true, w.personal, w.personal_help)];
    choices(w.whose, radios)
}

/// The servers: what was found, and the fields for what was not.
pub(super) fn servers(
    state: KeyForm,
    form: &str,
    fields: Vec<(FieldView, RwSignal<String>)>,
) -> AnyView {
    let w = words().mail;
    let said = drawn(move || match state.servers.get() {
        Found::NotAsked => nothing(),
        Found::Asked => sentence("quiet", w.looking),
        Found::These(found) => told(&found),
    });
    let said = part("div", &[("role", "status"), ("class", "found-servers")], vec![said]);
    if fields.is_empty() {
        return said;
    }
    let unknown = move || {
        let failed = state.doing.failed();
        failed.is_some_and(|problem| problem.code == ErrorCode::MailServersUnknown)
            || state.servers.with(|found| matches!(found, Found::These(these) if lacks(these)))
    };
    let drawn_fields: Vec<AnyView> =
        fields.into_iter().map(|(of, value)| field::draw(state, form, &of, value)).collect();
    let help = sentence("field-help", w.servers_help);
    let fold = view! {
        <details class="servers" prop:open=unknown>
            <summary>{w.servers}</summary>
            {help}
            {drawn_fields}
        </details>
    }
    .into_any();
    all(vec![said, fold])
}

fn lacks(found: &MailServers) -> bool {
    found.incoming.is_none() && found.outgoing.is_none()
}

fn told(found: &MailServers) -> AnyView {
    let w = words().mail;
    let mut parts = Vec::new();
    if lacks(found) {
        parts.push(sentence("warn", w.not_found));
    }
    let halves = [(w.reading, &found.incoming), (w.sending, &found.outgoing)];
    let lines = halves.into_iter().filter_map(|(what, half)| {
        half.as_ref().map(|one| say("li", "", format!("{what}: {}", server(one))))
    });
    let lines: Vec<AnyView> = lines.collect();
    if !lines.is_empty() {
        parts.push(part("ul", &[("class", "quiet")], lines));
    }
    if let Some((id, name)) = &found.own_card {
        let there = address(id, None);
        let said = (w.own_card)(name);
        let link = view! { <a href=there>{name.clone()}</a> }.into_any();
        parts.push(part("p", &[], vec![text(said), text(" "), link]));
    }
    all(parts)
}

fn server(one: &MailServerFound) -> String {
    let security = if one.security == "start_tls" { "STARTTLS" } else { "SSL/TLS" };
    format!("{}:{} · {security} · {}", one.host, one.port, (words().mail.origin)(one.from))
}
