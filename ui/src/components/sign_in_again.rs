//! The button that signs in to a connection again, in a window of its own.

use std::collections::BTreeMap;

use leptos::prelude::*;
use patchbay_contract::command::BeginAttempt;
use patchbay_contract::{NewAttempt, SignInAt};

use crate::Bridge;
use crate::components::act::{act, outcome};
use crate::components::plain::{all, drawn, nothing, part, text};
use crate::state::{Doing, Security};

/// The button with this word, and what came of it.
pub fn sign_in_again(
    class: &'static str,
    word: &'static str,
    began: &'static str,
    at: SignInAt,
    connection: String,
) -> AnyView {
    let doing = Doing::new(expect_context::<Bridge>(), expect_context::<Security>());
    let has_begun = RwSignal::new(false);
    let new = NewAttempt {
        at,
        connection: Some(connection),
        switch_company: false,
        label: None,
        // What was wanted when it was connected is wanted still.
        wanted: Vec::new(),
        fields: BTreeMap::new(),
        way: None,
    };
    let press = move || doing.ask::<BeginAttempt>(new.clone(), move |_| has_begun.set(true));
    let said = drawn(move || if has_begun.get() { text(began) } else { nothing() });
    all(vec![
        act(doing, class, word, press),
        outcome(doing),
        part("div", &[("role", "status"), ("class", "quiet")], vec![said]),
    ])
}
