//! Times as this computer's person writes them. The browser knows how.

use jiff::{Timestamp, civil};
use js_sys::{Array, Date, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::words::spoken;

/// Date and time, in full.
#[must_use]
pub fn exact(at: Timestamp) -> String {
    date(at).to_locale_string(spoken().tag(), &JsValue::UNDEFINED).into()
}

/// The day and the time, as short as a table wants them.
#[must_use]
pub fn stamp(at: Timestamp) -> String {
    let options = js_sys::Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // Setting a field of an object that was just made cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
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
    date(at).to_locale_date_string(spoken().tag(), &JsValue::UNDEFINED).into()
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
    let seconds = at.duration_since(now()).as_secs();
    let (length, unit) = [
        (86_400 * 365, "year"),
        (86_400 * 30, "month"),
        (86_400, "day"),
        (3_600, "hour"),
        (60, "minute"),
    ]
    .into_iter()
    .find(|(length, _)| seconds.abs() >= *length)
    .unwrap_or((60, "minute"));
    format_relative(seconds / length, unit).unwrap_or_else(|| exact(at))
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
    Reflect::set(&options, &"numeric".into(), &"auto".into()).ok()?;
    let made = Reflect::construct(&class, &Array::of2(&spoken().tag().into(), &options)).ok()?;
    let format: Function = Reflect::get(&made, &"format".into()).ok()?.dyn_into().ok()?;
    #[allow(clippy::cast_precision_loss, reason = "a count of days at most")]
    let count = JsValue::from_f64(count as f64);
    format.call2(&made, &count, &unit.into()).ok()?.as_string()
}
