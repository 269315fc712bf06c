//! The button that has the days written to a file for another calendar, and what came of it:
//! where the file is, or that no day was to be written. What stands in it is the core's.

use leptos::prelude::*;
use patchbay_contract::CalendarFile;
use patchbay_contract::command::SaveCalendar;

use crate::Bridge;
use crate::components::CopyButton;
use crate::components::act::{act, outcome};
use crate::components::plain::{all, drawn, nothing, part, say, sentence};
use crate::state::Doing;
use crate::words::words;

/// The button, and what came of it.
pub(super) fn save() -> (AnyView, AnyView) {
    let doing = Doing::alone(expect_context::<Bridge>());
    let saved = RwSignal::new(None::<Option<CalendarFile>>);
    let press = move || {
        saved.set(None);
        doing.ask::<SaveCalendar>((), move |file| saved.set(Some(file)));
    };
    let button = act(doing, "save-calendar", words().clocks.save, press);
    let said = drawn(move || saved.get().map_or_else(nothing, what_came));
    let status = part("div", &[("role", "status"), ("class", "calendar-saved")], vec![said]);
    (button, all(vec![outcome(doing), status]))
}

fn what_came(file: Option<CalendarFile>) -> AnyView {
    let w = words().clocks;
    let Some(CalendarFile { path, dates }) = file else {
        return sentence("quiet", w.none_to_save);
    };
    let shown = say("code", "", path.clone());
    let copy = view! { <CopyButton text=path what=w.path /> }.into_any();
    all(vec![
        sentence("", (w.saved)(dates)),
        part("p", &[("class", "copied-value")], vec![shown, copy]),
    ])
}
