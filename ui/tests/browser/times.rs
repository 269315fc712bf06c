//! Times as the page tells them.

use jiff::SignedDuration;
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

fn told(hours: i64) -> String {
    // A little more, so that what passes while this runs changes no number.
    let little = SignedDuration::from_mins(if hours < 0 { -1 } else { 1 });
    time::relative(time::now() + SignedDuration::from_hours(hours) + little)
}

#[wasm_bindgen_test]
fn what_ends_is_told_in_whole_days_and_then_in_months_that_are_counted() {
    assert_eq!(told(5), "in 5 hours");
    assert_eq!(told(47), "in 1 day");
    assert_eq!(told(50 * 24), "in 50 days");
    assert_eq!(told(100 * 24), "in 3 months");
    assert_eq!(told(800 * 24), "in 2 years");
}

#[wasm_bindgen_test]
fn what_is_past_is_told_by_the_calendar() {
    assert_eq!(told(-5), "5 hours ago");
    assert_eq!(told(-400 * 24), "13 months ago");
    let then = time::now() - SignedDuration::from_hours(47);
    let days = time::local_day(then).until(time::local_day(time::now())).unwrap().get_days();
    let said = if days == 1 { "yesterday" } else { "2 days ago" };
    assert_eq!(time::relative(then), said);
}
