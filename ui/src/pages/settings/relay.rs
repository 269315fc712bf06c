//! The firm server's public address: typed, tried out, and what is registered with it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::{CheckRelay, GetRelay, SetRelay};
use patchbay_contract::{RelayFound, RelaySetting, return_path};

use crate::Bridge;
use crate::components::act::{act, outcome, send};
use crate::components::plain::{
    all, drawn, failed, form, nothing, part, perhaps, pill, say, sentence, step, text,
};
use crate::components::{CopyButton, Typed, TypedField};
use crate::focus::{come_to, focus_on};
use crate::state::{Doing, Look, Syncing};
use crate::words::words;

/// Where it is, for links from elsewhere.
pub(in crate::pages) const ADDRESS: &str = "/settings#relay";

/// The section's id.
const ID: &str = "relay";

/// The section.
pub(super) fn relay() -> AnyView {
    let bridge = expect_context::<Bridge>();
    let look = RwSignal::new(Look::Loading);
    let done = RwSignal::new(None);
    let ask = move |came: bool| {
        let answer = bridge.call::<GetRelay>(());
        spawn_local(async move {
            let looks = Look::from(answer.await);
            // Where it is as before, what is just being typed stays.
            let is_news = look.try_with_untracked(|known| *known != looks);
            if came && is_news == Some(false) {
                return;
            }
            if came {
                done.try_set(None);
            }
            look.try_set(looks);
        });
    };
    ask(false);
    come_to(ID);
    // What was set at another computer stands here too.
    let syncing = expect_context::<Syncing>();
    Effect::new(move |before: Option<()>| {
        let is_known = matches!(syncing.look(), Look::Full(_));
        if before.is_some() && is_known {
            ask(true);
        }
    });
    let w = words().relay;
    let saved = move |is_set: bool| {
        done.set(Some(if is_set { w.saved } else { w.taken_away }));
        ask(false);
    };
    let shown = drawn(move || match look.get() {
        Look::Loading => sentence("quiet", words().loading),
        Look::Failed(problem) => failed(problem),
        Look::Full(setting) => {
            if done.with_untracked(Option::is_some) {
                // What it was typed into is drawn anew.
                focus_on("#relay-address");
            }
            typed(bridge, &setting, saved)
        }
    });
    let said = drawn(move || match done.get() {
        Some(done) => pill("check", "good", done.to_owned()),
        None => nothing(),
    });
    let said = part("div", &[("role", "status"), ("class", "saved")], vec![said]);
    part(
        "section",
        &[("class", "section"), ("id", ID)],
        vec![step("h2", w.title), sentence("quiet", w.lead), shown, said],
    )
}

fn typed(
    bridge: Bridge,
    setting: &RelaySetting,
    saved: impl Fn(bool) + Copy + Send + Sync + 'static,
) -> AnyView {
    let w = words().relay;
    let (saving, checking) = (Doing::alone(bridge), Doing::alone(bridge));
    let address = RwSignal::new(setting.address.clone().unwrap_or_default());
    let found = RwSignal::new(None::<RelayFound>);
    let field = TypedField::new(
        "relay-address",
        w.address,
        w.address_help,
        address,
        Typed::Address,
        || None,
    );
    let save = move || {
        found.set(None);
        let typed = address.get_untracked();
        let typed = (!typed.trim().is_empty()).then_some(typed);
        let is_set = typed.is_some();
        saving.ask::<SetRelay>(typed, move |()| saved(is_set));
    };
    let used = setting.used.clone();
    let check = move || {
        found.set(None);
        let typed = address.get_untracked();
        // Where nothing is typed, the one that counts is meant.
        let typed = if typed.trim().is_empty() { used.clone() } else { Some(typed) };
        checking.ask::<CheckRelay>(typed.unwrap_or_default(), move |was| found.set(Some(was)));
    };
    let was_found = drawn(move || found.get().map_or_else(nothing, |found| self::found(&found)));
    let buttons = vec![send(saving, w.save), act(checking, "", w.check, check)];
    all(vec![
        form(
            save,
            vec![
                field.draw(),
                outcome(saving),
                outcome(checking),
                part("div", &[("role", "status")], vec![was_found]),
                part("p", &[("class", "buttons")], buttons),
            ],
        ),
        perhaps(setting.used.as_deref().map(|used| registered(setting, used))),
    ])
}

/// What came of a check.
fn found(found: &RelayFound) -> AnyView {
    let w = words().relay;
    let (icon, tone, word, means) = match found {
        RelayFound::Ours { version } => ("check", "good", w.ours, (w.ours_text)(version)),
        RelayFound::Other { status } => ("warning", "bad", w.other, (w.other_text)(*status)),
        RelayFound::Silent { .. } => ("warning", "bad", w.silent, w.silent_text.to_owned()),
    };
    let why = match found {
        RelayFound::Silent { why } => Some(say("code", "quiet", why.clone())),
        RelayFound::Ours { .. } | RelayFound::Other { .. } => None,
    };
    all(vec![pill(icon, tone, word.to_owned()), sentence("", means), perhaps(why)])
}

/// What vendors have to be told.
fn registered(setting: &RelaySetting, used: &str) -> AnyView {
    let w = words().relay;
    let pattern = format!("{used}{}", return_path("{provider}"));
    let copy = view! { <CopyButton text=pattern.clone() what=w.pattern /> }.into_any();
    let own = setting.address.is_none().then(|| sentence("quiet", w.own));
    all(vec![
        say("h3", "", w.to_register),
        perhaps(own),
        part("p", &[("class", "copied-value")], vec![say("code", "", pattern), text(" "), copy]),
        sentence("quiet", w.to_register_help),
    ])
}
