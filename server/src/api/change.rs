//! A change under way: one transaction with its audit entries, done once however often the
//! request for it comes.

use axum::Json;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use patchbay_firm_store::{Action, Answer, Claim, NewEntry, Session};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::input;
use crate::auth::Caller;
use crate::frame::Client;
use crate::house::House;
use crate::problem::{Code, Problem};

/// By which a request that comes again is known.
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Who asks for a change, and from where.
pub(super) struct Asker {
    pub(super) caller: Caller,
    pub(super) headers: HeaderMap,
    origin: String,
}

/// A change under way. Dropped, it has changed nothing.
pub(super) struct Change {
    pub(super) session: Session,
    pub(super) now: Timestamp,
    pub(super) caller: Caller,
    origin: String,
    key: Option<String>,
}

/// Begun, or answered before.
pub(super) enum Begun {
    Now(Change),
    Before(Response),
}

impl FromRequestParts<House> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Caller>().cloned();
        let caller = caller.ok_or_else(|| Problem::new(Code::NotAllowed, "Nobody may do this."))?;
        let request = Request::from_parts(parts.clone(), axum::body::Body::empty());
        let client = Client::of(&request, &house.config.trusted_proxies);
        let origin = client.address.to_string();
        Ok(Self { caller, headers: parts.headers.clone(), origin })
    }
}

impl Asker {
    /// Begins. `what` names the request apart from its body: method, route and its names.
    pub(super) async fn begin(
        self,
        house: &House,
        what: &str,
        body: &impl Serialize,
    ) -> Result<Begun, Problem> {
        let now = (house.config.now)();
        let key = input::header(&self.headers, &IDEMPOTENCY_KEY)?;
        let mut session = house.store().await?.write().await?;
        if let Some(key) = &key {
            let body = serde_json::to_vec(body).unwrap_or_default();
            let request = [what.as_bytes(), &[0], &body].concat();
            let fingerprint = Sha256::digest(request).into();
            match session.claim(&self.caller.id(), key, &fingerprint, now).await? {
                Claim::New => {}
                Claim::Before(answer) => return Ok(Begun::Before(again(answer))),
                Claim::Other => {
                    let detail = "Another request had this key. Make a new one for each request.";
                    return Err(Problem::new(Code::IdempotencyKeyUsed, detail));
                }
            }
        }
        let Self { caller, origin, .. } = self;
        Ok(Begun::Now(Change { session, now, caller, origin, key }))
    }
}

/// What was answered before. A secret is told once, and is not in it.
fn again(answer: Answer) -> Response {
    let status = u16::try_from(answer.status).ok().and_then(|s| StatusCode::from_u16(s).ok());
    let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    let mut response = answered(status.unwrap_or(StatusCode::OK), &body);
    let name = HeaderName::from_static("idempotent-replayed");
    response.headers_mut().insert(name, HeaderValue::from_static("true"));
    response
}

/// An answer; nothing has no body.
fn answered(status: StatusCode, body: &Value) -> Response {
    match body {
        Value::Null => status.into_response(),
        body => (status, Json(body)).into_response(),
    }
}

impl Change {
    /// An entry by whoever asks, to be filled in.
    pub(super) fn entry(&self, action: Action) -> NewEntry {
        NewEntry::new(self.now, Some(&self.caller.id()), &self.origin, action)
    }

    /// Makes it last, and answers.
    pub(super) async fn done(
        self,
        status: StatusCode,
        answer: &impl Serialize,
    ) -> Result<Response, Problem> {
        self.done_with_secrets(status, answer, []).await
    }

    /// Makes it last, and answers with secrets beside: a name and what each is. They are told now,
    /// and never kept.
    pub(super) async fn done_with_secrets(
        mut self,
        status: StatusCode,
        answer: &impl Serialize,
        secrets: impl IntoIterator<Item = (&str, String)>,
    ) -> Result<Response, Problem> {
        let mut body = serde_json::to_value(answer).unwrap_or_default();
        if let Some(key) = &self.key {
            let kept = Answer { status: status.as_u16().into(), body: body.to_string() };
            self.session.keep_answer(&self.caller.id(), key, &kept).await?;
        }
        self.session.commit().await?;
        if let Value::Object(fields) = &mut body {
            let told = secrets.into_iter();
            fields.extend(told.map(|(name, secret)| (name.to_owned(), secret.into())));
        }
        Ok(answered(status, &body))
    }
}
