//! Times as this computer's person writes them. The browser knows how.

use jiff::Timestamp;
use js_sys::Date;
use wasm_bindgen::JsValue;

/// Date and time, in full.
#[must_use]
pub fn exact(at: Timestamp) -> String {
    date(at).to_locale_string("default", &JsValue::UNDEFINED).into()
}

/// The time of day.
#[must_use]
pub fn exact_time(at: Timestamp) -> String {
    date(at).to_locale_time_string("default").into()
}

/// The day.
#[must_use]
pub fn exact_date(at: Timestamp) -> String {
    date(at).to_locale_date_string("default", &JsValue::UNDEFINED).into()
}

fn date(at: Timestamp) -> Date {
    #[allow(clippy::cast_precision_loss, reason = "exact until the year 287,396")]
    let milliseconds = at.as_millisecond() as f64;
    Date::new(&JsValue::from_f64(milliseconds))
}
