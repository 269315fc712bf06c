//! The proof while it is made, and what came of it.

use leptos::prelude::*;
use patchbay_contract::SavedKey;

use crate::components::act::button;
use crate::components::plain::{all, drawn, nothing, part, pill, say, sentence};
use crate::pages::sign_in::ticks;
use crate::state::{KeyForm, Proofs};
use crate::words::words;

/// The checks, ticking one by one.
pub(super) fn proving(state: KeyForm) -> AnyView {
    let proofs = expect_context::<Proofs>();
    let subject = state.subject();
    let shown = drawn(move || {
        let checks = proofs.of(&subject);
        if !state.doing.is_busy() || checks.is_empty() {
            return nothing();
        }
        all(vec![say("h3", "", words().sign_in.proving), ticks(checks)])
    });
    part("div", &[("role", "status"), ("class", "proving")], vec![shown])
}

/// It is saved.
pub(super) fn done(
    state: KeyForm,
    provider: &str,
    saved: SavedKey,
    back: Option<&str>,
    replaced: &str,
) -> AnyView {
    let w = words();
    let said = match (&saved.account, back) {
        (_, Some(_)) => replaced.to_owned(),
        (Some(account), None) => (w.key_form.done_text)(provider, account),
        (None, None) => (w.key_form.done_plain)(provider),
    };
    let proven = saved.checks.iter().any(|check| check.holds == Some(true));
    let unproven = if proven { nothing() } else { sentence("quiet", w.key_form.not_proven) };
    let next = match back {
        Some(there) => {
            let there = there.to_owned();
            view! { <a class="button" href=there>{w.accounts}</a> }.into_any()
        }
        None => button("", w.key_form.another, move || state.again()),
    };
    let said = vec![pill("check", "good", w.sign_in.done.to_owned()), sentence("", said), unproven];
    all(vec![
        part("div", &[("role", "status"), ("class", "key-done")], said),
        ticks(saved.checks),
        part("p", &[("class", "buttons")], vec![next]),
    ])
}
