//! Times as this computer's person writes them. The browser knows how.

use jiff::{Timestamp, civil};
use js_sys::{Array, Date, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::words::{spoken, words};

/// Date and time, in full.
#[must_use]
pub fn exact(at: Timestamp) -> String {
    written(at, &[("dateStyle", "medium"), ("timeStyle", "medium")])
}

/// The day and the time, as short as a table wants them.
#[must_use]
pub fn stamp(at: Timestamp) -> String {
    written(at, &[("dateStyle", "medium"), ("timeStyle", "short")])
}

/// With these parts. The month is never a number, which would be a day elsewhere.
fn written(at: Timestamp, parts: &[(&str, &str)]) -> String {
    let options = js_sys::Object::new();
    for (name, value) in parts {
        // Setting a field of an object that was just made cannot fail.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    date(at).to_locale_string(spoken().tag(), &options).into()
}

/// The time of day.
#[must_use]
pub fn exact_time(at: Timestamp) -> String {
    date(at).to_locale_time_string(spoken().tag()).into()
}

/// The time of day, without seconds.
#[must_use]
pub fn short_time(at: Timestamp) -> String {
    let date = date(at);
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// The day.
#[must_use]
pub fn exact_date(at: Timestamp) -> String {
    written(at, &[("dateStyle", "medium")])
}

/// The day on this computer's calendar.
#[must_use]
pub fn local_day(at: Timestamp) -> civil::Date {
    let date = date(at);
    #[allow(
        clippy::cast_possible_wrap,
        clippy::cast_possible_truncation,
        reason = "parts of a date"
    )]
    let [year, month, day] =
        [date.get_full_year() as i16, date.get_month() as i16 + 1, date.get_date() as i16];
    #[allow(clippy::cast_possible_truncation, reason = "at most 31")]
    civil::Date::new(year, month as i8, day as i8).unwrap_or(civil::Date::ZERO)
}

/// A day in these parts of it: `[("month", "long")]`.
#[must_use]
pub fn day_in_words(day: civil::Date, parts: &[(&str, &str)]) -> String {
    let options = js_sys::Object::new();
    for (name, value) in parts {
        // Setting a field of an object that was just made cannot fail.
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    let year = u32::try_from(day.year()).unwrap_or_default();
    let (month, day) = (i32::from(day.month()) - 1, i32::from(day.day()));
    let date = Date::new_with_year_month_day(year, month, day);
    date.to_locale_date_string(spoken().tag(), &options).into()
}

/// How long ago or ahead, in the words of the page's language: “2 minutes ago”.
#[must_use]
pub fn relative(at: Timestamp) -> String {
    let ahead = at.duration_since(now()).as_secs();
    let (count, unit) = match ahead.abs() {
        _ if (-59..=0).contains(&ahead) => return words().just_now.to_owned(),
        0..3_600 => (ahead / 60, "minute"),
        3_600..86_400 => (ahead / 3_600, "hour"),
        _ => days_or_more(at),
    };
    format_relative(count, unit).unwrap_or_else(|| exact(at))
}

/// What is ahead in whole days, as everything that ends is counted here; what is past by the
/// calendar, since yesterday is a day and not a number of hours. Months are counted from the
/// second on: “next month” would be a month of the calendar.
fn days_or_more(at: Timestamp) -> (i64, &'static str) {
    let past = local_day(at).until(local_day(now()));
    let past = past.map_or(0, |span| i64::from(span.get_days()));
    let days = if past > 0 { past } else { days_until(at) };
    let sign = if past > 0 { -1 } else { 1 };
    match days {
        0..60 => (sign * days, "day"),
        60..730 => (sign * (days * 12 + 182) / 365, "month"),
        _ => (sign * days / 365, "year"),
    }
}

/// The days until then, at least none.
#[must_use]
pub fn days_until(at: Timestamp) -> i64 {
    (at.duration_since(now()).as_hours() / 24).max(0)
}

/// The time on this computer's clock.
#[must_use]
pub fn now() -> Timestamp {
    #[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole")]
    Timestamp::from_millisecond(Date::now() as i64).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn date(at: Timestamp) -> Date {
    #[allow(clippy::cast_precision_loss, reason = "exact until the year 287,396")]
    let milliseconds = at.as_millisecond() as f64;
    Date::new(&JsValue::from_f64(milliseconds))
}

/// `Intl.RelativeTimeFormat`, which js-sys does not cover.
fn format_relative(count: i64, unit: &str) -> Option<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: Function =
        Reflect::get(&intl, &"RelativeTimeFormat".into()).ok()?.dyn_into().ok()?;
    let options = js_sys::Object::new();
    // “Tomorrow” is a day of the calendar too, and what is ahead is counted otherwise.
    let numeric = if unit == "day" && count > 0 { "always" } else { "auto" };
    Reflect::set(&options, &"numeric".into(), &numeric.into()).ok()?;
    let made = Reflect::construct(&class, &Array::of2(&spoken().tag().into(), &options)).ok()?;
    let format: Function = Reflect::get(&made, &"format".into()).ok()?.dyn_into().ok()?;
    #[allow(clippy::cast_precision_loss, reason = "a count of days at most")]
    let count = JsValue::from_f64(count as f64);
    format.call2(&made, &count, &unit.into()).ok()?.as_string()
}
