//! Versions: what was read is changed only if nobody else changed it in between.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::input;
use crate::problem::{Code, Problem};

/// Its tag.
fn tag(version: i64) -> String {
    format!("\"{version}\"")
}

/// An answer with the tag of its version.
pub(super) fn tagged(version: i64, answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    if let Ok(tag) = HeaderValue::try_from(tag(version)) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// The version that whoever asks has read. They must say, so that nothing is lost in silence.
pub(super) fn wanted(headers: &HeaderMap) -> Result<i64, Problem> {
    match maybe_wanted(headers)? {
        Some(version) => Ok(version),
        None => Err(Problem::new(
            Code::VersionNeeded,
            "Say in If-Match which version you have read, as its ETag names it.",
        )),
    }
}

/// The version, where something is there; nothing where it is to be made.
pub(super) fn maybe_wanted(headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    let Some(text) = input::header(headers, &header::IF_MATCH)? else { return Ok(None) };
    let number = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let version = number.and_then(|number| number.parse::<i64>().ok()).filter(|n| *n > 0);
    version.map(Some).ok_or_else(changed)
}

/// That it is another version by now.
pub(super) fn changed() -> Problem {
    let detail =
        "Somebody else changed it, or it is not there any more. Read it again, and decide.";
    Problem::new(Code::VersionDiffers, detail)
}
