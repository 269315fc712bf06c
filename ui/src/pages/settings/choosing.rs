//! Where two changed one thing: both values side by side, and a person chooses.

use std::sync::Arc;

use leptos::prelude::*;
use patchbay_contract::{Money, SigningFlow, SyncChoice, SyncConflict, SyncedThing};

use super::syncing::{called, name};
use crate::components::act::{act_labelled, outcome};
use crate::components::plain::{all, nothing, part, perhaps, say, sentence};
use crate::components::time;
use crate::state::Doing;
use crate::words::words;

/// What follows a person's choice.
pub(super) type Choose = Arc<dyn Fn(SyncChoice) + Send + Sync>;

/// Everything that is to be chosen, where there is anything.
pub(super) fn conflicts(conflicts: &[SyncConflict], choosing: Doing, choose: &Choose) -> AnyView {
    if conflicts.is_empty() {
        return nothing();
    }
    let w = words().going_along;
    let mut parts = vec![say("h3", "", w.conflicts), sentence("", w.conflicts_text)];
    parts.extend(conflicts.iter().map(|one| conflict(one, choosing, choose)));
    parts.push(outcome(choosing));
    all(parts)
}

/// Both values side by side, each with the button that keeps it.
fn conflict(conflict: &SyncConflict, choosing: Doing, choose: &Choose) -> AnyView {
    let w = words().going_along;
    let what = name(&conflict.thing, conflict.title.as_ref());
    let side = |heading, value: &Option<String>, when: Option<String>, word, ours| {
        let value = value
            .as_ref()
            .map_or_else(|| w.not_set.to_owned(), |value| said(&conflict.thing, value));
        let (choose, thing) = (Arc::clone(choose), conflict.thing.clone());
        let press = move || choose(SyncChoice { thing: thing.clone(), ours });
        part(
            "div",
            &[("class", "side")],
            vec![
                say("p", "quiet", heading),
                all(value.lines().map(|line| say("p", "value", line.to_owned())).collect()),
                perhaps(when.map(|when| say("p", "quiet", when))),
                part(
                    "p",
                    &[("class", "buttons")],
                    vec![act_labelled(choosing, "", word, (w.of)(word, &what), press)],
                ),
            ],
        )
    };
    let when = conflict.changed_at.map(time::relative).map(|when| (w.changed)(&when));
    part(
        "div",
        &[("class", "card conflict")],
        vec![
            say("h4", "", what.clone()),
            part(
                "div",
                &[("class", "sides")],
                vec![
                    side(w.here, &conflict.ours, None, w.keep_ours, true),
                    side(w.there, &conflict.theirs, when, w.take_theirs, false),
                ],
            ),
        ],
    )
}

/// A value as people read it: what providers are called, and not their ids.
fn said(thing: &SyncedThing, value: &str) -> String {
    let mut pieces = value.split(", ");
    if thing.id == "ai_order" {
        return pieces.map(called).collect::<Vec<_>>().join(", ");
    }
    if thing.id.starts_with("signing.") {
        let flow = pieces.next().and_then(SigningFlow::from_name);
        let flow = flow.map(|flow| (words().defaults.flow)(flow).to_owned());
        let rest = pieces.map(str::to_owned);
        return flow.into_iter().chain(rest).collect::<Vec<_>>().join(", ");
    }
    let w = words().defaults;
    let money =
        |name: &str| Money::from_name(name).map_or_else(String::new, |one| (w.money)(one).into());
    // Several things that it says, a line each.
    let line = |line: &str| match (thing.id.split_once('.'), line.split_once('\t')) {
        (Some(("client_segment", _)), Some(("name", name))) => name.to_owned(),
        (Some(("client_segment", _)), Some((of, account))) => format!("{}: {account}", money(of)),
        (Some(("account_money", _)), Some(("", of))) => money(of),
        (Some(("account_money", _)), Some((account, of))) => format!("{account}: {}", money(of)),
        _ => line.to_owned(),
    };
    value.lines().map(line).collect::<Vec<_>>().join("\n")
}
