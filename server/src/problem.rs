//! A refusal as programs read it: problem+json (RFC 9457) with a code that stays.
//!
//! Nothing that came with the request is repeated in one, but the mistakes of a provider file: they
//! are of no use without what they name, and are told once it was looked through for secrets.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use patchbay_firm_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

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
    /// The body is not JSON.
    MalformedJson = "malformed_json", BAD_REQUEST, "The body is not JSON";
    /// The body or the question has other fields than it should.
    WrongShape = "wrong_shape", UNPROCESSABLE_ENTITY, "Something in it does not fit";
    /// The body is called something else than JSON.
    WrongContentType = "wrong_content_type", UNSUPPORTED_MEDIA_TYPE, "The body is of another kind";
    /// The body is too large.
    BodyTooLarge = "body_too_large", PAYLOAD_TOO_LARGE, "The body is too large";
    /// No token.
    NotSignedIn = "not_signed_in", UNAUTHORIZED, "A token is needed";
    /// A token that is none of ours.
    TokenUnknown = "token_unknown", UNAUTHORIZED, "The token is not known";
    /// A token whose time is over.
    TokenExpired = "token_expired", UNAUTHORIZED, "The token’s time is over";
    /// A token that was taken back.
    TokenRevoked = "token_revoked", UNAUTHORIZED, "The token was taken back";
    /// A route that nobody may use.
    NotAllowed = "not_allowed", FORBIDDEN, "This is not allowed";
    /// For other roles.
    RoleNotAllowed = "role_not_allowed", FORBIDDEN, "Your role does not allow this";
    /// For keys with another scope, or for none.
    ScopeMissing = "scope_missing", FORBIDDEN, "The key does not allow this";
    /// The code of a link opens nothing.
    LinkRefused = "code_refused", FORBIDDEN, "The code opens nothing";
    /// A proof that is none.
    SignatureWrong = "signature_wrong", FORBIDDEN, "The signature proves nothing";
    /// A device key that is enrolled already.
    KeyEnrolled = "key_enrolled", CONFLICT, "That key is enrolled already";
    /// Nobody would be left who may do everything.
    LastOwner = "last_owner", CONFLICT, "There has to be an owner";
    /// A service that cannot be connected.
    NotConnectable = "not_connectable", CONFLICT, "This service cannot be connected";
    /// An idempotency key of another request.
    IdempotencyKeyUsed = "idempotency_key_used", UNPROCESSABLE_ENTITY, "The key belongs to another request";
    /// Another version by now.
    VersionDiffers = "version_differs", PRECONDITION_FAILED, "It was changed in between";
    /// No version was named.
    VersionNeeded = "version_needed", PRECONDITION_REQUIRED, "Say which version you mean";
    /// Another hand-over counts.
    CustodyOther = "custody_other", CONFLICT, "Another hand-over counts";
    /// It was not found to work from here.
    CustodyNotProven = "custody_not_proven", CONFLICT, "It is not proven yet";
    /// It was called back.
    CustodyWithdrawn = "custody_withdrawn", CONFLICT, "It was called back";
    /// What was sent does not open.
    CustodyNotOpened = "custody_not_opened", UNPROCESSABLE_ENTITY, "What was sent does not open";
    /// The server cannot hold such a connection.
    CustodyNotHeldHere = "custody_not_held_here", UNPROCESSABLE_ENTITY, "This is not held here";
    /// It is not held here, so nothing is done with it here.
    CustodyNotHeld = "custody_not_held", CONFLICT, "The server does not hold it";
    /// The server has no own key.
    CustodyNoKey = "custody_no_key", SERVICE_UNAVAILABLE, "The server keeps no credentials";
    /// The server's own key cannot be had now.
    CustodyKeyAway = "custody_key_away", SERVICE_UNAVAILABLE, "The server’s own key is away";
    /// The server's own key opens nothing here.
    CustodyWrongKey = "custody_wrong_key", SERVICE_UNAVAILABLE, "The server’s own key does not fit";
    /// The database does not answer.
    DatabaseUnavailable = "database_unavailable", SERVICE_UNAVAILABLE, "The database does not answer";
    /// The server failed in a way of its own.
    Internal = "internal", INTERNAL_SERVER_ERROR, "The server failed";
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

/// A refusal, as RFC 9457 has it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Written<'a> {
    /// The code, as an address.
    r#type: String,
    /// What happened.
    title: &'a str,
    status: u16,
    /// Programs branch on this: it stays.
    code: &'a str,
    /// What to do.
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

impl From<StoreError> for Problem {
    /// What the database said goes to the log: it is not for whoever asked.
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the database did not do what was asked");
        match error {
            StoreError::Unavailable(_)
            | StoreError::File(_)
            | StoreError::NotMigrated
            | StoreError::Newer { .. }
            | StoreError::Moved(_)
            | StoreError::Arriving(_) => {
                let detail = "Try again later. The server\u{2019}s log and its /readyz say more.";
                Self::new(Code::DatabaseUnavailable, detail)
            }
            _ => Self::new(Code::Internal, "The server\u{2019}s log says more."),
        }
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
