//! Clocks: when the permission of each connection ends, as a timeline and as a calendar, and
//! the way to have it in another one.

mod calendar;
mod marks;
mod save;
mod timeline;

use jiff::civil::Date;
use leptos::prelude::*;
use patchbay_contract::Clocks as Answer;

use crate::components::plain::{all, drawn, failed, part, say, text};
use crate::components::{Empty, PageHead};
use crate::state::{Clocks, Hub, Look};
use crate::words::words;

use calendar::Calendar;

/// The page.
#[component]
pub fn ClocksPage() -> impl IntoView {
    let w = words().clocks;
    let clocks = expect_context::<Clocks>();
    let hub = expect_context::<Hub>();
    // Asked again whenever the hub changed, and not before it was asked for.
    Effect::new(move |_| {
        if !matches!(hub.look(), Look::Loading) {
            clocks.ask();
        }
    });
    let look = Memo::new(move |_| clocks.look());
    let (button, saved) = save::save();
    let chosen = RwSignal::new(None);
    view! {
        <PageHead title=w.title lead=w.lead>{button}</PageHead>
        {saved}
        {drawn(move || match look.get() {
            Look::Loading => loading(),
            Look::Failed(problem) => failed(problem),
            Look::Full(answer) => full(answer, chosen),
        })}
    }
}

fn loading() -> AnyView {
    let bones = (0..6).map(|_| say("span", "bone", "")).collect();
    all(vec![
        part("p", &[("class", "visually-hidden"), ("role", "status")], vec![text(words().loading)]),
        part("div", &[("class", "card skeleton clocks"), ("aria-hidden", "true")], bones),
    ])
}

fn full(answer: Answer, chosen: RwSignal<Option<Date>>) -> AnyView {
    let w = words().clocks;
    let runs = |clock: &patchbay_contract::RunningClock| clock.concerns_a_person();
    if !answer.connections.iter().any(|one| one.clocks.iter().any(runs)) {
        return view! { <Empty sentence=w.none.to_owned() /> }.into_any();
    }
    let section = |title: &'static str, shown: AnyView| {
        part("section", &[("class", "section")], vec![say("h2", "", title), shown])
    };
    let calendar = view! { <Calendar answer=answer.clone() by_hand=chosen /> }.into_any();
    all(vec![section(w.timeline, timeline::timeline(&answer)), section(w.calendar, calendar)])
}
