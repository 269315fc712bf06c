//! Testing all connections, from the page that shows all of them.

use leptos::prelude::*;

use crate::components::act::button;
use crate::components::plain::{all, drawn, failed, nothing, part, sentence};
use crate::state::{Known, Tests};
use crate::words::words;

/// The button, and what came of it; nothing where nothing is connected.
pub(super) fn test_all(known: &Known) -> Option<AnyView> {
    let testable = |entry: &std::sync::Arc<crate::state::Entry>| {
        entry.connections.iter().any(|connection| connection.sign_in.is_some())
    };
    known.entries.iter().any(testable).then(|| {
        let tests = expect_context::<Tests>();
        let press = button("small", words().key_form.test_all, move || tests.test_all());
        let said = drawn(move || said(tests));
        let said = part("div", &[("role", "status")], vec![said]);
        part("div", &[("class", "test-all")], vec![press, said])
    })
}

fn said(tests: Tests) -> AnyView {
    let w = words().key_form;
    if tests.all_running() {
        return sentence("quiet", w.testing);
    }
    match tests.of_all() {
        None => nothing(),
        Some(Err(problem)) => failed(problem),
        Some(Ok(tested)) => {
            let bad = tested.iter().filter(|one| one.problem.is_some()).count();
            let said = match (tested.len(), bad) {
                (0, _) => w.nothing_to_test.to_owned(),
                (count, 0) => (w.all_work)(count),
                (count, bad) => (w.some_do_not)(bad, count),
            };
            all(vec![sentence(if bad == 0 { "good" } else { "bad" }, said)])
        }
    }
}
