//! What can be done with a connection where it is shown: test it now, replace its key. And what
//! came of the test.

use leptos::prelude::*;
use patchbay_contract::{Connection, SignInView};

use super::{folder, replacing};
use crate::components::act::labelled;
use crate::components::plain::{all, drawn, failed, nothing, part, pill, sentence};
use crate::pages::sign_in::ticks;
use crate::state::{Proofs, Test, Tests};
use crate::words::words;

/// What of the page is needed for that.
pub(crate) struct KnownPage {
    /// The provider's ways to sign in.
    pub(crate) ways: Vec<SignInView>,
    /// The last characters of keys, by the connection.
    pub(crate) hints: Vec<(String, String)>,
}

impl KnownPage {
    /// Whether it is a mailbox that mail is read from.
    pub(crate) fn reads(&self, connection: &Connection) -> bool {
        let mut ways = self.ways.iter();
        ways.any(|way| way.reads_mail && connection.sign_in.as_ref() == Some(&way.id))
    }
}

/// Testing it, and replacing its key.
pub(crate) fn acts(connection: &Connection, page: &KnownPage) -> AnyView {
    let w = words().key_form;
    let (tests, id) = (expect_context::<Tests>(), connection.id.clone());
    // Without a way that it signed in by, nothing is known to test it with.
    if connection.sign_in.is_none() {
        return nothing();
    }
    let heard = Some((w.test_of)(connection.title()));
    let test = labelled("small", w.test, heard, move || tests.test(id.clone()));
    let hint = page.hints.iter().find(|(id, _)| *id == connection.id);
    let hint = hint.map_or_else(nothing, |(_, end)| sentence("quiet", (w.ends_in)(end)));
    let replace = replacing(connection, &page.ways).map_or_else(nothing, |(there, form)| {
        let way = page.ways.iter().find(|way| connection.sign_in.as_ref() == Some(&way.id));
        let replace = folder::replace(way);
        let label = format!("{replace}: {}", connection.title());
        // A form that was used before is ready for another key.
        let again = move |_| form.again();
        view! { <a class="button small" href=there aria-label=label on:click=again>{replace}</a> }
            .into_any()
    });
    all(vec![hint, part("p", &[("class", "buttons")], vec![test, replace])])
}

/// What came of the test, once one was asked for.
pub(crate) fn tested(connection: &Connection) -> AnyView {
    let (tests, proofs) = (expect_context::<Tests>(), expect_context::<Proofs>());
    let id = connection.id.clone();
    let shown = drawn(move || {
        let w = words().key_form;
        match tests.of(&id) {
            None => nothing(),
            Some(Test::Running) => all(vec![sentence("quiet", w.testing), ticks(proofs.of(&id))]),
            Some(Test::Failed(problem)) => failed(problem),
            Some(Test::Done(tested)) => match tested.problem {
                Some(problem) => all(vec![ticks(tested.checks), failed(problem)]),
                None => all(vec![pill("check", "good", w.works.to_owned()), ticks(tested.checks)]),
            },
        }
    });
    part("div", &[("role", "status"), ("class", "tested")], vec![shown])
}
