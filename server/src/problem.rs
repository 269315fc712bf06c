//! A refusal as programs read it: problem+json (RFC 9457) with a code that stays.
//!
//! Nothing that came with the request is repeated in one.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Declares the codes with their names, statuses and titles.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $name:literal, $status:ident, $title:literal;)*) => {
        /// What was wrong. Names are for ever: programs branch on them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Code { $($(#[$doc])* $code,)* }

        impl Code {
            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Self::$code => $name),* }
            }

            pub(crate) const fn status(self) -> StatusCode {
                match self { $(Self::$code => StatusCode::$status),* }
            }

            const fn title(self) -> &'static str {
                match self { $(Self::$code => $title),* }
            }
        }
    };
}

codes! {
    /// No route.
    NotFound = "not_found", NOT_FOUND, "There is nothing here";
    /// A route, and not by this method.
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED, "Not by this method";
    /// The client asked more often than it may.
    TooManyRequests = "too_many_requests", TOO_MANY_REQUESTS, "Too many requests";
    /// The request did not arrive whole in its time, or was not answered in it.
    TooSlow = "too_slow", REQUEST_TIMEOUT, "The request took too long";
    /// The figures are for somebody else.
    MetricsNotAllowed = "metrics_not_allowed", FORBIDDEN, "The figures are not for everybody";
}

/// A refusal.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    detail: String,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// As it is written.
#[derive(Serialize)]
struct Written<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    code: &'a str,
    detail: &'a str,
}

impl Problem {
    /// With what to do about it.
    pub(crate) fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), headers: Vec::new() }
    }

    /// With a header beside it.
    pub(crate) fn with(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let code = self.code;
        let written = Written {
            r#type: format!("urn:patchbay:problem:{}", code.as_str()),
            title: code.title(),
            status: code.status().as_u16(),
            code: code.as_str(),
            detail: &self.detail,
        };
        let mut response = (code.status(), Json(written)).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        headers.extend(self.headers);
        response
    }
}
