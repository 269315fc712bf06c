//! Responses.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

use crate::refusal::Refusal;

/// A response of this type.
pub(super) fn of(status: u16, media_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    with(response, header::CONTENT_TYPE, media_type)
}

pub(super) fn json(status: u16, value: &Value) -> Response {
    of(status, "application/json", value.to_string())
}

/// The words of OAuth for a refusal.
pub(super) fn refused(refusal: &Refusal) -> Response {
    let body = json!({"error": refusal.error, "error_description": refusal.description});
    let response = json(refusal.status, &body);
    if refusal.status == 401 {
        let challenge = format!("Bearer error=\"{}\"", refusal.error);
        return with(response, header::WWW_AUTHENTICATE, &challenge);
    }
    response
}

/// Something that is wrong with the request itself, before any provider was asked.
pub(super) fn problem(status: u16, code: &str, description: impl Into<String>) -> Response {
    json(status, &json!({"error": code, "error_description": description.into()}))
}

/// A page. Its forms may lead back here, and on to where the answer goes.
pub(super) fn page(status: u16, html: String, leads_to: Option<&str>) -> Response {
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'self' {}; base-uri 'none'; \
         frame-ancestors 'none'",
        leads_to.unwrap_or_default()
    );
    let response = of(status, "text/html; charset=utf-8", html);
    with(response, header::CONTENT_SECURITY_POLICY, &policy)
}

/// The browser is sent on.
pub(super) fn sent_on(address: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    with(response, header::LOCATION, address)
}

/// With this header, unless its value cannot be one.
pub(super) fn with(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}

/// A connection that ends before a byte of the answer is written.
pub(super) fn reset() -> Response {
    Response::new(Body::new(Cut))
}

/// A body that fails at once. Its head is still waiting to be written then, so that
/// nothing at all arrives.
struct Cut;

impl http_body::Body for Cut {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into())))
    }
}
