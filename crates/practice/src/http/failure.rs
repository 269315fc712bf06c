//! A failure as the provider's file names it, as an answer.

use axum::response::Response;
use serde_json::json;

use super::respond;
use crate::misbehaviour::{Endpoint, Failure};
use crate::page;
use crate::role::Role;

/// What stands in an answer where the file says nothing of it.
const UNSAID: &str = "as the file of this provider names it";

/// The failure where it shows: people read a page, programs JSON.
pub(super) fn answer(role: &Role, at: Endpoint, failure: &Failure) -> Response {
    let status = failure.status.unwrap_or(400);
    let (code, text) = said(failure, "failed");
    match at {
        Endpoint::Authorize => {
            respond::page(status, page::mistake(role, &format!("{code}: {text}")), None)
        }
        _ => respond::json(status, &json!({"error": code, "error_description": text})),
    }
}

/// Code and words of a failure.
pub(crate) fn said<'a>(failure: &'a Failure, usual: &'a str) -> (&'a str, &'a str) {
    (failure.code.as_deref().unwrap_or(usual), failure.text.as_deref().unwrap_or(UNSAID))
}
