//! How an account is, in five parts, each with what it is and when it was last proven.

use leptos::prelude::*;
use patchbay_contract::{Connection, HealthState, PartHealth};

use super::history::said;
use crate::Bridge;
use crate::components::plain::{drawn, failed, icon, nothing, part, perhaps, say, sentence, text};
use crate::components::time;
use crate::state::{Health, Look};
use crate::words::words;

/// The section of an account.
pub(super) fn health(connection: &Connection) -> AnyView {
    let title = (words().health.health_of)(connection.title());
    let health = Health::of(expect_context::<Bridge>(), connection.id.clone());
    let shown = drawn(move || match health.look() {
        Look::Loading => nothing(),
        Look::Failed(problem) => failed(problem),
        Look::Full(found) => {
            part("ul", &[("class", "quality")], found.parts.iter().map(line).collect())
        }
    });
    part("section", &[("class", "section health")], vec![say("h2", "", title), shown])
}

fn line(one: &PartHealth) -> AnyView {
    let w = words().health;
    let (name, class) = match one.state {
        HealthState::Well => ("check", "good"),
        HealthState::Trouble => ("warning", "bad"),
        HealthState::Waiting | HealthState::Old => ("clock", "neutral"),
        HealthState::Paused => ("pause", "neutral"),
        HealthState::Unproven | HealthState::NotNeeded => ("circle", "neutral"),
    };
    let state = match (one.state, one.proven_at) {
        (HealthState::Unproven, Some(_)) => w.unknown_now,
        (state, _) => (w.state)(one.part, state),
    };
    let proven = one.proven_at.map(|at| {
        let exact = time::exact(at);
        let said = (w.proven)(&time::relative(at));
        part("span", &[("class", "quiet"), ("title", &*exact)], vec![text(format!(" {said}"))])
    });
    let why = one.trouble.as_ref().map(|trouble| sentence("why", said(trouble)));
    let part_name = format!("{}: {state}", (w.part)(one.part));
    let words = part("div", &[], vec![text(part_name), perhaps(proven), perhaps(why)]);
    let inside = vec![icon(name), words];
    part("li", &[("class", class), ("data-part", one.part.as_str())], inside)
}
