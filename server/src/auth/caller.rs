//! Who asks: found by the token that came with the request.

use axum::http::{HeaderMap, header};
use jiff::{SignedDuration, Timestamp};
use patchbay_firm_store::{ApiKey, Device, Member, Role, Session};

use super::hash_of;
use crate::problem::{Code, Problem};

/// How old a note of when somebody was last seen may be.
const FRESH: SignedDuration = SignedDuration::from_secs(60);

/// Who asks.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) who: Who,
    /// When they were last seen.
    seen: Option<Timestamp>,
}

/// A person at a device of theirs, or software.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    Person(Box<Member>, Box<Device>),
    Software(Box<ApiKey>),
}

impl Caller {
    /// Finds them by the token of these headers.
    pub(crate) async fn find(
        headers: &HeaderMap,
        view: &mut Session,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = value.and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        });
        let Some(token) = token else {
            return Err(refused(Code::NotSignedIn, "Send a token in the header Authorization."));
        };
        if token.starts_with("pbk_") {
            software(token, view, now).await
        } else {
            person(token, view, now).await
        }
    }

    /// The id that is entered for them.
    pub(crate) fn id(&self) -> String {
        match &self.who {
            Who::Person(member, _) => format!("member:{}", member.id),
            Who::Software(key) => format!("key:{}", key.id),
        }
    }

    /// The member who asks, or who made the key.
    pub(crate) fn member(&self) -> &str {
        match &self.who {
            Who::Person(member, _) => &member.id,
            Who::Software(key) => &key.made_by,
        }
    }

    /// The role of the person who asks. Software has none.
    pub(crate) fn role(&self) -> Option<Role> {
        match &self.who {
            Who::Person(member, _) => Some(member.role),
            Who::Software(_) => None,
        }
    }

    /// Whether it should be noted that they were here.
    pub(crate) fn is_to_be_noted(&self, now: Timestamp) -> bool {
        self.seen.is_none_or(|seen| now.duration_since(seen) >= FRESH)
    }

    /// Notes it.
    pub(crate) async fn note(
        &self,
        note: &mut Session,
        now: Timestamp,
    ) -> Result<(), patchbay_firm_store::StoreError> {
        match &self.who {
            Who::Person(_, device) => note.saw_device(&device.id, now).await,
            Who::Software(key) => note.used_api_key(&key.id, now).await,
        }
    }
}

async fn person(token: &str, view: &mut Session, now: Timestamp) -> Result<Caller, Problem> {
    let unknown = || refused(Code::TokenUnknown, "The token is not one of this server.");
    let device = view.device_by_token(&hash_of(token)).await?.ok_or_else(unknown)?;
    if device.revoked_at.is_some() {
        return Err(refused(Code::TokenRevoked, "This device was shut out. Ask an administrator."));
    }
    if device.token_expires_at <= now {
        let detail = "Renew it: POST /api/devices/{id}/token, signed with the device's key.";
        return Err(refused(Code::TokenExpired, detail));
    }
    let member = view.member(&device.member).await?.ok_or_else(unknown)?;
    if member.ended_at.is_some() {
        return Err(refused(Code::TokenRevoked, "Its owner is not a member any more."));
    }
    let seen = device.last_seen_at;
    Ok(Caller { who: Who::Person(Box::new(member), Box::new(device)), seen })
}

async fn software(token: &str, view: &mut Session, now: Timestamp) -> Result<Caller, Problem> {
    let found = view.api_key_by_secret(&hash_of(token)).await?;
    let (key, secret) =
        found.ok_or_else(|| refused(Code::TokenUnknown, "The key is not one of this server's."))?;
    if key.revoked_at.is_some() {
        return Err(refused(Code::TokenRevoked, "The key was revoked."));
    }
    let is_over = |end: Option<Timestamp>| end.is_some_and(|end| end <= now);
    if is_over(key.expires_at) || is_over(secret.ends_at) {
        let detail = "Its time is over, or another secret took over from this one.";
        return Err(refused(Code::TokenExpired, detail));
    }
    let seen = key.last_used_at;
    Ok(Caller { who: Who::Software(Box::new(key)), seen })
}

fn refused(code: Code, detail: &str) -> Problem {
    let scheme = axum::http::HeaderValue::from_static("Bearer");
    Problem::new(code, detail).with(header::WWW_AUTHENTICATE, scheme)
}
