//! How near the end of a clock is, as an icon, a word and a colour: the same in the timeline
//! and in the calendar.

use leptos::prelude::*;
use patchbay_contract::{ClockStage, RunningClock};

use crate::components::plain::{icon, part, pill, say, text};
use crate::components::time;
use crate::words::words;

/// Every stage, the nearest end first.
pub(super) const STAGES: [ClockStage; 5] =
    [ClockStage::Ended, ClockStage::Urgent, ClockStage::Soon, ClockStage::Early, ClockStage::Calm];

/// The icon and the tone. The icons differ as much as the colours do.
pub(super) const fn look(stage: ClockStage) -> (&'static str, &'static str) {
    match stage {
        ClockStage::Ended => ("close", "bad"),
        ClockStage::Urgent => ("warning", "bad"),
        ClockStage::Soon => ("clock", "warn"),
        ClockStage::Early => ("calendar", "warn"),
        ClockStage::Calm => ("circle", "neutral"),
    }
}

/// The stage in a pill.
pub(super) fn stage_pill(stage: ClockStage) -> AnyView {
    let (icon, tone) = look(stage);
    pill(icon, tone, (words().clocks.stage)(stage).to_owned())
}

/// A mark on the day of an end: its icon and the day of the month. All of it in words for
/// people who hear the page.
pub(super) fn mark(clock: &RunningClock) -> AnyView {
    let w = words().clocks;
    let (name, tone) = look(clock.stage);
    let day = time::local_day(clock.at).day().to_string();
    let whole =
        format!("{}: {} · {}", time::exact(clock.at), (w.kind)(clock.kind), (w.stage)(clock.stage));
    part(
        "span",
        &[("class", &format!("clock-mark {tone}")), ("title", &whole)],
        vec![
            icon(name),
            part("span", &[("aria-hidden", "true")], vec![text(day)]),
            say("span", "visually-hidden", whole.clone()),
        ],
    )
}

/// What the marks say.
pub(super) fn legend() -> AnyView {
    let pills = STAGES.map(|stage| part("li", &[], vec![stage_pill(stage)]));
    part("ul", &[("class", "clock-legend"), ("aria-label", words().clocks.stages)], pills.into())
}
