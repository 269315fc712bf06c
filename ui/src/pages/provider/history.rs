//! The tests of an account so far: when, what came of each, how long it took and who wanted
//! to know.

use leptos::prelude::*;
use patchbay_contract::{Connection, PastProbe, PastTrouble, ProbeStep, Problem};

use crate::Bridge;
use crate::components::act::button;
use crate::components::plain::{
    all, drawn, failed, icon, nothing, part, perhaps, pill, say, sentence, text,
};
use crate::components::time;
use crate::state::{Look, Probes};
use crate::words::{problem_sentences, words};

/// How many are shown before somebody wants more.
const AT_FIRST: usize = 8;

/// The section of an account.
pub(super) fn history(connection: &Connection) -> AnyView {
    let title = (words().health.tests_of)(connection.title());
    let probes = Probes::of(expect_context::<Bridge>(), connection.id.clone());
    let older_too = RwSignal::new(false);
    let heading = title.clone();
    let shown = drawn(move || match probes.look() {
        Look::Loading => nothing(),
        Look::Failed(problem) => failed(problem),
        Look::Full(all) if all.is_empty() => sentence("quiet", words().health.no_tests),
        Look::Full(all) => table(&heading, &all, older_too),
    });
    part("section", &[("class", "section tests")], vec![say("h2", "", title), shown])
}

fn table(title: &str, probes: &[PastProbe], older_too: RwSignal<bool>) -> AnyView {
    let w = words().health;
    let many = if older_too.get() { probes.len() } else { AT_FIRST.min(probes.len()) };
    let heads = [(words().when, ""), (w.result, ""), (w.took, "amount"), (w.asked_by, "")];
    let heads = heads
        .iter()
        .map(|(head, class)| part("th", &[("scope", "col"), ("class", class)], vec![text(*head)]));
    let head = part("thead", &[], vec![part("tr", &[], heads.collect())]);
    let body = part("tbody", &[], probes[..many].iter().map(row).collect());
    let more = (probes.len() > many).then(|| button("small", w.older, move || older_too.set(true)));
    let holder =
        [("class", "table-holder"), ("tabindex", "0"), ("role", "region"), ("aria-label", title)];
    all(vec![
        part("div", &holder, vec![part("table", &[("class", "table")], vec![head, body])]),
        perhaps(more),
    ])
}

fn row(probe: &PastProbe) -> AnyView {
    let w = words().health;
    let exact = time::exact(probe.at);
    let when = [("class", "when"), ("title", &*exact)];
    let trouble = probe.trouble.as_ref().map(|trouble| sentence("why", said(trouble)));
    let result = match &probe.trouble {
        None => pill("check", "good", words().key_form.works.to_owned()),
        Some(trouble) if trouble.passes => pill("clock", "neutral", w.not_found_out.to_owned()),
        Some(_) => pill("warning", "bad", words().ways_home.trouble.to_owned()),
    };
    let steps = (!probe.steps.is_empty()).then(|| steps(&probe.steps));
    part(
        "tr",
        &[],
        vec![
            part("td", &when, vec![text(time::stamp(probe.at))]),
            part("td", &[], vec![result, perhaps(trouble), perhaps(steps)]),
            part("td", &[("class", "amount")], vec![text((w.time)(probe.took_ms))]),
            part("td", &[], vec![text((w.asker)(probe.asked_by))]),
        ],
    )
}

/// What it failed in, in the page's language.
pub(super) fn said(trouble: &PastTrouble) -> String {
    let [what, ..] = problem_sentences(&Problem::new(trouble.code, &*trouble.what, "", ""));
    what
}

fn steps(steps: &[ProbeStep]) -> AnyView {
    let w = words().health;
    let lines = steps.iter().map(|step| {
        let (name, class, heard) = match step.holds {
            Some(true) => ("check", "good", words().sign_in.holds),
            Some(false) => ("warning", "bad", words().sign_in.fails),
            None => ("circle", "neutral", words().sign_in.not_yet),
        };
        let took = step.holds.map(|_| say("span", "quiet", format!(" {}", (w.time)(step.took_ms))));
        let heard = say("span", "visually-hidden", format!(": {heard}"));
        let line = vec![icon(name), text(step.name.clone()), heard, perhaps(took)];
        part("li", &[("class", class)], line)
    });
    let lines = part("ul", &[("class", "quality")], lines.collect());
    part("details", &[], vec![say("summary", "", (w.steps)(steps.len())), lines])
}
