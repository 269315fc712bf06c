//! The window of one attempt to sign in: what will be asked, waiting for the browser,
//! which company, the proof, done. It stands beside the browser, has no rail, and asks
//! the core for nothing but its attempt.

mod steps;
mod waiting;

use leptos::prelude::*;
use patchbay_contract::command::CancelAttempt;
use patchbay_contract::{Attempt as Facts, AttemptStep, Event};

use crate::Bridge;
use crate::components::act::{act, button, outcome};
use crate::components::plain::{all, drawn, failed, part, perhaps, say, sentence, text};
use crate::state::{Attempt, Doing, Look};
use crate::words::words;

pub(crate) use steps::ticks;

/// Where the page of a sign-in is, before its attempt's id.
pub(crate) const ADDRESS: &str = "/sign-in/";

/// The window's page.
#[component]
pub fn SignInPage(
    /// Where commands go.
    bridge: Bridge,
    /// The attempt's id.
    id: String,
) -> impl IntoView {
    let attempt = Attempt::new(bridge, id);
    bridge.subscribe(
        |_| (),
        move |event| match event {
            Event::AttemptChanged(changed) if changed == attempt.id() => attempt.ask(),
            // Something was missed.
            Event::InstallationChanged => attempt.ask(),
            _ => (),
        },
    );
    attempt.ask();
    once_drawn(bridge, attempt);
    // Leaving waits for nothing that is under way.
    let (doing, leaving) = (Doing::alone(bridge), Doing::alone(bridge));
    drawn(move || match attempt.look() {
        Look::Loading => part("main", &[("class", "sign-in")], vec![sentence("", words().loading)]),
        Look::Failed(problem) => part(
            "main",
            &[("class", "sign-in")],
            vec![say("h1", "", words().needs_attention), failed(problem)],
        ),
        Look::Full(facts) => page(doing, leaving, attempt, facts),
    })
}

/// Says that the window is usable, so that it is shown with something in it.
fn once_drawn(bridge: Bridge, attempt: Attempt) {
    let said = StoredValue::new(false);
    Effect::new(move |_| {
        if !matches!(attempt.look(), Look::Loading) && !said.get_value() {
            said.set_value(true);
            bridge.page_is_ready();
        }
    });
}

fn page(doing: Doing, leaving: Doing, attempt: Attempt, facts: Facts) -> AnyView {
    let w = words().sign_in;
    let again = facts.connection.as_deref().map(|again| sentence("lead", (w.again)(again)));
    let practice = facts.practice.then(|| {
        let attributes = [("class", "practice"), ("title", words().practice_means)];
        part("p", &attributes, vec![text(words().practice)])
    });
    let at = step_number(&facts.step, facts.opened);
    let cancel = move || {
        leaving.ask::<CancelAttempt>(attempt.id(), |()| ());
    };
    let (body, foot) = match facts.step.clone() {
        AttemptStep::Waiting { .. } if !facts.opened => {
            (steps::reading(&facts), vec![steps::open_browser(doing, attempt)])
        }
        AttemptStep::Waiting { address } => {
            (waiting::waiting(doing, attempt, &facts, address), Vec::new())
        }
        AttemptStep::Checking => (steps::checking(&facts.provider_name), Vec::new()),
        AttemptStep::Choosing(companies) => {
            (steps::choosing(doing, attempt, &facts, companies), Vec::new())
        }
        AttemptStep::Proving(checks) => (steps::proving(checks), Vec::new()),
        AttemptStep::Done { account, checks, .. } => {
            (steps::done(&facts, account, checks), Vec::new())
        }
        AttemptStep::Stuck(problem) => (failed(problem), vec![steps::go_on(doing, attempt)]),
        AttemptStep::Ended(problem) => (failed(problem), Vec::new()),
    };
    let is_over = matches!(facts.step, AttemptStep::Done { .. } | AttemptStep::Ended(_));
    let leave = if is_over {
        act(leaving, "primary", w.close, cancel)
    } else {
        button("", w.cancel, cancel)
    };
    let mut feet = vec![leave];
    feet.extend(foot);
    part(
        "main",
        &[("class", "sign-in"), ("id", "content")],
        vec![
            perhaps(practice),
            say("h1", "", (w.title)(&facts.provider_name)),
            perhaps(again),
            progress(at),
            part("div", &[("class", "sign-in-step")], vec![body]),
            outcome(doing),
            outcome(leaving),
            part("p", &[("class", "dialog-foot")], feet),
        ],
    )
}

/// Which of the steps it is, from 0.
fn step_number(step: &AttemptStep, opened: bool) -> usize {
    match step {
        AttemptStep::Waiting { .. } if !opened => 0,
        AttemptStep::Waiting { .. } | AttemptStep::Checking => 1,
        AttemptStep::Choosing(_) => 2,
        AttemptStep::Proving(_)
        | AttemptStep::Stuck(_)
        | AttemptStep::Done { .. }
        | AttemptStep::Ended(_) => 3,
    }
}

/// The thin line of progress, with the step's name for people who hear it.
fn progress(at: usize) -> AnyView {
    let w = words().sign_in;
    let steps: Vec<AnyView> = w
        .steps
        .iter()
        .enumerate()
        .map(|(n, step)| {
            let class = if n <= at { "reached" } else { "" };
            let current = if n == at { "step" } else { "false" };
            part("li", &[("class", class), ("aria-current", current)], vec![text(*step)])
        })
        .collect();
    let heard = say("span", "visually-hidden", (w.step_of)(at + 1, w.steps.len()));
    all(vec![heard, part("ol", &[("class", "sign-in-steps")], steps)])
}
