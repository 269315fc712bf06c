//! The diagnosis of an account: what it needs, looked at one after the other, with what to do
//! about each that is not well, and all of it to copy for support.

use leptos::prelude::*;
use patchbay_contract::{Connection, Diagnosed, Verdict};

use super::asked::Asked;
use crate::Bridge;
use crate::components::act::{act, outcome};
use crate::components::plain::{
    all, dialog as over, drawn, foot, nothing, part, perhaps, pill, say, sentence,
};
use crate::components::{CopyButton, ProblemView};
use crate::state::{Diagnoses, Looking};
use crate::words::words;

/// The dialog. It begins to look as it opens.
pub(super) fn dialog(asked: Asked, connection: &Connection) -> AnyView {
    let w = words().health;
    let looking = Looking::new(expect_context::<Bridge>(), expect_context::<Diagnoses>());
    looking.look(connection.id.clone());
    let (id, again) = (connection.id.clone(), connection.id.clone());
    let copy = drawn(move || match looking.found() {
        Some(found) => {
            view! { <CopyButton text=found.to_string() what=w.for_support /> }.into_any()
        }
        None => nothing(),
    });
    let inside = vec![
        sentence("quiet", w.diagnosis_lead),
        part("div", &[("role", "status")], vec![drawn(move || summary(looking))]),
        drawn(move || checks(looking.checks(&id))),
        outcome(looking.doing),
        foot(vec![act(looking.doing, "", w.look_again, move || looking.look(again.clone())), copy]),
    ];
    let title = (w.diagnosis_of)(connection.title());
    over(title, "diagnosis", move || asked.close(), inside)
}

fn summary(looking: Looking) -> AnyView {
    let w = words().health;
    match looking.found() {
        None if looking.doing.is_busy() => sentence("step", w.looking),
        None => nothing(),
        Some(found) => match found.problems().count() {
            0 => sentence("step", w.all_well),
            count => sentence("step", (w.not_well)(count)),
        },
    }
}

fn checks(checks: Vec<Diagnosed>) -> AnyView {
    let lines = checks.into_iter().map(line).collect();
    part("ul", &[("class", "findings")], lines)
}

fn line(Diagnosed { check, verdict }: Diagnosed) -> AnyView {
    let (w, ways) = (words().health, words().ways_home);
    let name = (w.check)(check);
    let (look, said) = match verdict {
        Verdict::Fine(fact) => (
            pill("check", "good", ways.fine.to_owned()),
            perhaps(fact.map(|fact| say("span", "quiet", fact))),
        ),
        Verdict::NotChecked(why) => (
            pill("circle", "neutral", ways.untried.to_owned()),
            say("span", "quiet", (w.why_not_checked)(why)),
        ),
        Verdict::Trouble(problem) => (
            pill("warning", "bad", ways.trouble.to_owned()),
            view! { <ProblemView problem /> }.into_any(),
        ),
    };
    let head = part("p", &[("class", "finding-head")], vec![look, say("strong", "", name)]);
    part("li", &[("data-check", check.as_str())], vec![all(vec![head, said])])
}
