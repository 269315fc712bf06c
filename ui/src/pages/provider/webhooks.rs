//! The events of a provider's connections: the address to paste there, and what proves
//! them, apart from the key. That events arrive is not known here.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::{
    GetWebhook, JudgeWebhookSecret, RemoveWebhookSecret, RetireWebhookSecret, SaveWebhookSecret,
};
use patchbay_contract::{
    Connection, NewWebhookSecret, Part, ProviderPage, Slip, Webhook, WebhookSecretAt,
    WebhookSecretFrom, WebhookSlot,
};

use crate::Bridge;
use crate::components::act::{act, outcome, send};
use crate::components::plain::{
    all, drawn, failed, form, nothing, part, perhaps, say, sentence, text, wrong as odd,
};
use crate::components::{CopyButton, Typed, TypedField, time};
use crate::focus::focus_on;
use crate::pages::settings::relay;
use crate::state::{Doing, Look, Security};
use crate::words::words;

/// The section, where the provider sends events.
pub(super) fn section(page: &ProviderPage) -> Option<AnyView> {
    let w = words();
    let where_to_paste = page.webhooks.clone()?;
    let connections: &[Connection] = match &page.connections {
        Part::Working(connections) => connections,
        Part::Failed(_) => &[],
    };
    let mut parts = vec![say("h2", "", w.events), sentence("", where_to_paste)];
    if connections.is_empty() {
        parts.push(sentence("quiet", w.webhooks.no_accounts));
    }
    parts.extend(connections.iter().map(of_connection));
    parts.push(sentence("quiet", w.webhooks.arrival));
    Some(part("section", &[("class", "section"), ("id", "events")], parts))
}

/// What is known of one connection's events.
#[derive(Clone, Copy)]
struct Known {
    look: RwSignal<Look<Webhook>>,
    doing: Doing,
    /// What was done last.
    done: RwSignal<Option<&'static str>>,
}

impl Known {
    /// It is so from now on.
    fn is(self, webhook: Webhook, done: &'static str) {
        let again = format!("[data-events='{}'] h3", webhook.connection);
        self.look.set(Look::Full(webhook));
        self.done.set(Some(done));
        // What was pressed is drawn anew.
        focus_on(again);
    }
}

fn of_connection(connection: &Connection) -> AnyView {
    let bridge = expect_context::<Bridge>();
    let known = Known {
        look: RwSignal::new(Look::Loading),
        doing: Doing::new(bridge, expect_context::<Security>()),
        done: RwSignal::new(None),
    };
    let answer = bridge.call::<GetWebhook>(connection.id.clone());
    spawn_local(async move {
        let look = match answer.await {
            Ok(webhook) => Look::Full(webhook),
            Err(problem) => Look::Failed(problem),
        };
        known.look.try_set(look);
    });
    let title = (words().webhooks.of)(connection.title());
    let head = part("h3", &[("tabindex", "-1"), ("class", "step")], vec![text(title)]);
    let shown = drawn(move || match known.look.get() {
        Look::Loading => sentence("quiet", words().loading),
        Look::Failed(problem) => failed(problem),
        Look::Full(webhook) => full(known, &webhook),
    });
    let done = drawn(move || known.done.get().map_or_else(nothing, |done| sentence("", done)));
    let done = part("div", &[("role", "status")], vec![done]);
    let problem = outcome(known.doing);
    part("div", &[("data-events", &connection.id)], vec![head, shown, problem, done])
}

fn full(known: Known, webhook: &Webhook) -> AnyView {
    let w = words().webhooks;
    let secrets = match webhook.secret_from {
        WebhookSecretFrom::Nobody => sentence("quiet", w.nobody),
        WebhookSecretFrom::Provider => secrets(known, webhook),
        WebhookSecretFrom::Firm => {
            all(vec![sentence("quiet", w.from_the_firm), secrets(known, webhook)])
        }
    };
    all(vec![address(webhook), secrets])
}

/// The address, or what is missing for it.
fn address(webhook: &Webhook) -> AnyView {
    let w = words().webhooks;
    let Some(address) = webhook.address.clone() else {
        let link = view! { <a href=relay::ADDRESS>{words().relay.to_settings}</a> }.into_any();
        return all(vec![sentence("", w.no_address), part("p", &[], vec![link])]);
    };
    let copy = view! { <CopyButton text=address.clone() what=w.address /> }.into_any();
    all(vec![
        say("h4", "", w.address),
        part("p", &[("class", "copied-value")], vec![say("code", "", address), text(" "), copy]),
    ])
}

/// The two slots, and what can be done with them.
fn secrets(known: Known, webhook: &Webhook) -> AnyView {
    let w = words().webhooks;
    let label = webhook.secret_label.clone().unwrap_or_else(|| w.secret.to_owned());
    let (current, next) = (webhook.secret(WebhookSlot::Current), webhook.secret(WebhookSlot::Next));
    let lines: Vec<AnyView> = [current, next]
        .into_iter()
        .flatten()
        .map(|secret| {
            let when = time::relative(secret.set_at);
            let slot = (w.slot)(secret.slot);
            let said = format!("{slot}: {}", (w.set)(&when, secret.hint.as_deref()));
            part("li", &[("title", &time::exact(secret.set_at))], vec![text(said)])
        })
        .collect();
    let lines =
        if lines.is_empty() { sentence("quiet", w.not_set) } else { part("ul", &[], lines) };
    let id = &webhook.connection;
    let paste = match (current, next) {
        (None, _) => paste(known, id, WebhookSlot::Current, (w.paste)(&label), w.paste_help),
        (Some(_), None) => paste(known, id, WebhookSlot::Next, (w.paste_next)(&label), w.next_help),
        (Some(_), Some(_)) => sentence("", w.both),
    };
    let retire = (current.is_some() && next.is_some()).then(|| retire(known, id));
    let removes = [next, current].into_iter().flatten().next().map(|last| {
        let means = if last.slot == WebhookSlot::Current { w.remove_means } else { "" };
        remove(known, id, last.slot, means)
    });
    all(vec![say("h4", "", label), lines, paste, perhaps(retire), perhaps(removes)])
}

/// The field for a slot.
fn paste(
    known: Known,
    connection: &str,
    slot: WebhookSlot,
    label: String,
    help: &'static str,
) -> AnyView {
    let w = words().webhooks;
    let bridge = expect_context::<Bridge>();
    let (typed, slip) = (RwSignal::new(String::new()), RwSignal::new(None::<Slip>));
    let lacks = RwSignal::new(false);
    let connection = connection.to_owned();
    let new = move || NewWebhookSecret {
        connection: connection.clone(),
        slot,
        secret: typed.get_untracked(),
    };
    // Judged while it is typed: nothing is kept, and nobody else is asked.
    let judged = new.clone();
    // An answer to what was typed before is late, and not shown.
    let newest = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let question = newest.get_value() + 1;
        newest.set_value(question);
        if typed.with(|typed| typed.trim().is_empty()) {
            slip.set(None);
            return;
        }
        lacks.set(false);
        let answer = bridge.call::<JudgeWebhookSecret>(judged());
        spawn_local(async move {
            // What cannot be judged is not wrong.
            if let Ok(found) = answer.await
                && newest.try_get_value() == Some(question)
            {
                slip.try_set(found);
            }
        });
    });
    let wrong = move || {
        let blocks = slip.get().filter(|slip| slip.blocks).map(|slip| slip.says);
        blocks.or_else(|| lacks.get().then(|| w.empty.to_owned()))
    };
    let id = format!("webhook-secret-{}", slot.as_str());
    let field = TypedField::new(id, label, help, typed, Typed::Secret, wrong);
    let doubt = drawn(move || match slip.get() {
        Some(slip) if !slip.blocks => {
            part("p", &[("class", "field-error warn")], vec![odd(slip.says)])
        }
        _ => nothing(),
    });
    let save = move || {
        if typed.with_untracked(|typed| typed.trim().is_empty()) {
            lacks.set(true);
            return;
        }
        known.doing.ask::<SaveWebhookSecret>(new(), move |webhook| known.is(webhook, w.saved));
    };
    let buttons = part("p", &[("class", "buttons")], vec![send(known.doing, w.save)]);
    let doubt = part("div", &[("role", "status")], vec![doubt]);
    form(save, vec![field.draw(), doubt, buttons])
}

/// Ending the old one: what that means stands beside the button.
fn retire(known: Known, connection: &str) -> AnyView {
    let w = words().webhooks;
    let connection = connection.to_owned();
    let press = move || {
        let done = move |webhook| known.is(webhook, w.retired);
        known.doing.ask::<RetireWebhookSecret>(connection.clone(), done);
    };
    let button = act(known.doing, "primary", w.retire, press);
    part("p", &[("class", "buttons")], vec![button, say("span", "quiet", w.retire_means)])
}

fn remove(known: Known, connection: &str, slot: WebhookSlot, means: &'static str) -> AnyView {
    let w = words().webhooks;
    let which = WebhookSecretAt { connection: connection.to_owned(), slot };
    let press = move || {
        let done = move |webhook| known.is(webhook, w.removed);
        known.doing.ask::<RemoveWebhookSecret>(which.clone(), done);
    };
    let button = act(known.doing, "small", (w.remove)(slot), press);
    part("p", &[("class", "buttons")], vec![button, say("span", "quiet", means)])
}
