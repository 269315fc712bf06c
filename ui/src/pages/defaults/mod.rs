//! Defaults: what Patchbay uses where nobody chose otherwise. A card a kind, each with what
//! a choice means before it is made.

mod accounts;
mod kind;
mod segment;
mod segments;
mod signing;

use leptos::prelude::*;
use patchbay_contract::{Called, DefaultKind, Held, MoneyAccount, Status};

use crate::Bridge;
use crate::components::plain::{all, drawn, failed, part, pill, say, sentence, text};
use crate::components::{PageHead, StatusPill};
use crate::state::{Defaults, Look};
use crate::words::words;

/// Where it is.
pub(in crate::pages) const ADDRESS: &str = "/defaults";

/// The page.
#[component]
pub fn DefaultsPage() -> impl IntoView {
    let w = words().defaults;
    let defaults = Defaults::asked(expect_context::<Bridge>());
    // Whether it is known at all, and not what: a card is drawn anew for itself alone.
    let known = Memo::new(move |_| match defaults.look() {
        Look::Loading => Look::Loading,
        Look::Failed(problem) => Look::Failed(problem),
        Look::Full(_) => Look::Full(()),
    });
    let shown = drawn(move || match known.get() {
        Look::Loading => sentence("quiet", words().loading),
        Look::Failed(problem) => failed(problem),
        Look::Full(()) => cards(defaults),
    });
    view! {
        <PageHead title=w.title lead=w.lead />
        {shown}
    }
}

fn cards(defaults: Defaults) -> AnyView {
    let mut cards: Vec<AnyView> =
        DefaultKind::ALL.iter().map(|kind| kind::card(defaults, *kind)).collect();
    cards.insert(2, signing::cards(defaults));
    cards.push(sentence("quiet", words().defaults.only_live));
    cards.push(payments(defaults));
    all(cards)
}

fn payments(defaults: Defaults) -> AnyView {
    let w = words().defaults;
    part(
        "section",
        &[("class", "section"), ("id", "default-payments")],
        vec![
            say("h2", "", w.payments),
            sentence("quiet", w.payments_lead),
            accounts::accounts(defaults),
            segments::segments(defaults),
        ],
    )
}

/// A connection, where it is if not here, and how it is where that needs a word.
fn named(name: String, held: &Held, status: &Status) -> AnyView {
    let mut parts = vec![text(name)];
    if let Some(held) = (words().defaults.held)(held) {
        parts.extend([text(" "), say("span", "quiet held", format!("({held})"))]);
    }
    if !status.kind().is_usable() {
        parts.extend([text(" "), view! { <StatusPill status=status.clone() /> }.into_any()]);
    }
    all(parts)
}

/// The same, and where the account is if not here.
fn account_name_and_place(account: &MoneyAccount) -> String {
    let name = account_name(account);
    match (words().defaults.held)(&account.held) {
        Some(held) => format!("{name} ({held})"),
        None => name,
    }
}

/// What a person calls an account that takes payments.
fn account_name(account: &MoneyAccount) -> String {
    let MoneyAccount { at, provider_name, title, .. } = account;
    let called = Called::of(provider_name, title);
    match at.account.as_str() {
        "" => called.to_string(),
        id => format!("{called}, {id}"),
    }
}

/// That a change was made, for whoever hears the page as well.
fn saved(is_saved: RwSignal<bool>) -> AnyView {
    let shown = drawn(move || {
        if is_saved.get() {
            pill("check", "good", words().defaults.saved.to_owned())
        } else {
            text("")
        }
    });
    part("div", &[("role", "status"), ("class", "saved")], vec![shown])
}
