//! The button that signs in to a connection again, in a window of its own.

use leptos::prelude::*;
use patchbay_contract::NewAttempt;
use patchbay_contract::command::BeginAttempt;

use crate::Bridge;
use crate::components::act::{act_labelled, outcome};
use crate::components::plain::{all, drawn, nothing, part, text};
use crate::state::{Doing, Security, Tests};
use crate::words::words;

/// The button with this word, which says to whom cannot see what stands around it that it
/// is for this account, and what came of it.
pub fn sign_in_again(
    class: &'static str,
    word: &'static str,
    label: String,
    new: NewAttempt,
) -> AnyView {
    let doing = Doing::new(expect_context::<Bridge>(), expect_context::<Security>());
    let has_begun = RwSignal::new(false);
    let (tests, connection) = (expect_context::<Tests>(), new.connection.clone());
    let press = move || {
        let connection = connection.clone();
        doing.ask::<BeginAttempt>(new.clone(), move |_| {
            has_begun.set(true);
            // What a test found was about the permission before.
            if let Some(connection) = connection {
                tests.forget(&connection);
            }
        });
    };
    let said = drawn(move || if has_begun.get() { text(words().sign_in.began) } else { nothing() });
    all(vec![
        act_labelled(doing, class, word, label, press),
        outcome(doing),
        part("div", &[("role", "status"), ("class", "quiet")], vec![said]),
    ])
}
