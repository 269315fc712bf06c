//! What comes in: each part is read, or refused with a problem that repeats nothing of it.

use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderName, StatusCode};
use serde::de::DeserializeOwned;

use crate::problem::{Code, Problem};

/// A body in JSON.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let read = axum::Json::<T>::from_request(request, state).await;
        read.map(|json| Self(json.0)).map_err(|rejection| match &rejection {
            JsonRejection::JsonSyntaxError(_) => {
                Problem::new(Code::MalformedJson, "The body is not JSON, or not whole.")
            }
            JsonRejection::JsonDataError(_) => Problem::new(
                Code::WrongShape,
                "The body lacks a field, has one too many, or one of another kind. \
                 /api/openapi.json says what is taken.",
            ),
            JsonRejection::MissingJsonContentType(_) => {
                Problem::new(Code::WrongContentType, "Send it as application/json.")
            }
            _ if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Problem::new(Code::BodyTooLarge, "The body is larger than this server reads.")
            }
            _ => Problem::new(Code::MalformedJson, "The body did not arrive whole."),
        })
    }
}

/// What stands behind the question mark.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let wrong = "What stands behind the question mark is not taken here.";
        let read = Query::<T>::from_request_parts(parts, state).await;
        read.map(|query| Self(query.0)).map_err(|_| Problem::new(Code::WrongShape, wrong))
    }
}

/// A name in the path.
pub(super) struct InPath(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for InPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = Path::<String>::from_request_parts(parts, state).await;
        let name = read.map(|path| path.0).unwrap_or_default();
        if is_name(&name) { Ok(Self(name)) } else { Err(nothing()) }
    }
}

/// That there is no such thing.
pub(super) fn nothing() -> Problem {
    Problem::new(Code::NotFound, "There is none of that name. It may have been removed.")
}

/// Whether this can be an id or the name of a setting.
pub(super) fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// That a field does not fit.
pub(super) fn wrong(field: &str, what: &str) -> Problem {
    Problem::new(Code::WrongShape, format!("{field}: {what}."))
}

/// A line that people wrote: trimmed, not empty, not too long, without control characters.
pub(super) fn line(field: &str, text: &str) -> Result<String, Problem> {
    const LONGEST: usize = 200;
    let text = text.trim();
    if text.is_empty() {
        return Err(wrong(field, "it is empty"));
    }
    if text.chars().count() > LONGEST {
        return Err(wrong(field, "it is longer than 200 characters"));
    }
    if text.chars().any(char::is_control) {
        return Err(wrong(field, "it has characters that are none of a line"));
    }
    Ok(text.to_owned())
}

/// The same, where it may be missing.
pub(super) fn maybe_line(field: &str, text: Option<&str>) -> Result<Option<String>, Problem> {
    text.map(|text| line(field, text)).transpose()
}

/// The text of a header, or nothing where it is missing; refused where it is no plain text.
pub(super) fn header(
    headers: &axum::http::HeaderMap,
    name: &HeaderName,
) -> Result<Option<String>, Problem> {
    const LONGEST: usize = 200;
    let Some(value) = headers.get(name) else { return Ok(None) };
    let text = value.to_str().ok().filter(|text| (1..=LONGEST).contains(&text.len()));
    match text {
        Some(text) => Ok(Some(text.to_owned())),
        None => Err(wrong(name.as_str(), "it has 1 to 200 plain characters")),
    }
}
