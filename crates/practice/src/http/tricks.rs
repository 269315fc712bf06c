//! Misbehaviour as it happens to one call.

use std::time::Duration;

use axum::http::header;
use axum::response::Response;
use jiff::fmt::rfc2822::DateTimePrinter;
use serde_json::{Value, json};

use super::{Call, failure, respond};
use crate::misbehaviour::{Endpoint, ExpiresIn, Failure, Issuer, Trick};

/// What is done wrong with one call.
pub(super) struct Tricks {
    at: Endpoint,
    all: Vec<Trick>,
}

impl Tricks {
    /// Of a call of this kind.
    pub(super) fn of(call: &Call<'_>, at: Endpoint) -> Self {
        Self::only(call, at, |_| true)
    }

    /// Those of a call of this kind that are wanted.
    pub(super) fn only(call: &Call<'_>, at: Endpoint, wanted: impl Fn(&Trick) -> bool) -> Self {
        Self { at, all: call.role.desk().tricks(at, wanted) }
    }

    /// Everything that happens before anything is done; perhaps an answer in its place.
    pub(super) async fn before(&self, call: &Call<'_>) -> Option<Response> {
        for trick in &self.all {
            match trick {
                Trick::Wait(time) => self.wait(call, tokio::time::sleep(*time)).await,
                Trick::Hold(gate) => self.wait(call, gate.pass()).await,
                _ => {}
            }
        }
        self.all.iter().find_map(|trick| match trick {
            Trick::Fails(failure) => Some(failure::answer(call.role, self.at, failure)),
            trick => instead(trick),
        })
    }

    /// Waits, but not longer than the server lives.
    async fn wait(&self, call: &Call<'_>, what: impl Future<Output = ()>) {
        let mut closing = call.practice.closing();
        tokio::select! {
            () = what => {}
            _ = closing.wait_for(|closing| *closing) => {}
        }
    }

    /// What becomes of the answer on its way.
    pub(super) async fn after(&self, call: &Call<'_>, response: Response) -> Response {
        let now = call.practice.outside().now();
        for trick in &self.all {
            if let Trick::HoldAnswer(gate) = trick {
                self.wait(call, gate.pass()).await;
            }
        }
        if self.all.iter().any(|trick| matches!(trick, Trick::LostAnswer)) {
            return respond::reset();
        }
        let skew = self.all.iter().find_map(|trick| match trick {
            Trick::ClockSkew(skew) => Some(*skew),
            _ => None,
        });
        let Some(date) = skew
            .and_then(|skew| now.checked_add(skew).ok())
            .and_then(|time| DateTimePrinter::new().timestamp_to_rfc9110_string(&time).ok())
        else {
            return response;
        };
        respond::with(response, header::DATE, &date)
    }

    /// What becomes of a token answer.
    pub(super) fn bend(&self, answer: &mut Value) {
        let Some(members) = answer.as_object_mut() else { return };
        for trick in &self.all {
            match trick {
                Trick::NoRefreshToken => {
                    members.remove("refresh_token");
                }
                Trick::ExpiresIn(ExpiresIn::Absent) => {
                    members.remove("expires_in");
                }
                Trick::ExpiresIn(ExpiresIn::Zero) => {
                    members.insert("expires_in".into(), 0.into());
                }
                Trick::ExpiresIn(ExpiresIn::Seconds(seconds)) => {
                    members.insert("expires_in".into(), (*seconds).into());
                }
                Trick::ExpiresIn(ExpiresIn::Text) => {
                    let said = members.get("expires_in").and_then(Value::as_u64).unwrap_or(3_600);
                    members.insert("expires_in".into(), said.to_string().into());
                }
                Trick::TokenType(named) => {
                    members.insert("token_type".into(), named.clone().into());
                }
                Trick::FewerScopes => {
                    let all = members.get("scope").and_then(Value::as_str).unwrap_or_default();
                    let last = all.rfind([' ', ',']).unwrap_or(0);
                    let fewer = all[..last].to_owned();
                    members.insert("scope".into(), fewer.into());
                }
                Trick::ClockSkew(skew) => {
                    if let Some(said) = members.get("expires_in").and_then(Value::as_i64) {
                        let skewed = said.saturating_add(skew.as_secs()).max(0);
                        members.insert("expires_in".into(), skewed.into());
                    }
                }
                _ => {}
            }
        }
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Trick] {
        &self.all
    }

    pub(super) fn issuer(&self) -> Option<Issuer> {
        self.all.iter().find_map(|trick| match trick {
            Trick::Issuer(how) => Some(*how),
            _ => None,
        })
    }

    /// The failure to come home with.
    pub(super) fn sent_home(&self) -> Option<&Failure> {
        self.all.iter().find_map(|trick| match trick {
            Trick::SentHome(failure) => Some(failure),
            _ => None,
        })
    }

    pub(super) fn has(&self, wanted: impl Fn(&Trick) -> bool) -> bool {
        self.all.iter().any(wanted)
    }
}

fn instead(trick: &Trick) -> Option<Response> {
    const PAGE: &str = "<!doctype html><title>Scheduled maintenance</title>\
                        <h1>We will be right back</h1><p>Practice: this is no answer.</p>";
    let html = |status| respond::of(status, "text/html; charset=utf-8", PAGE);
    match trick {
        Trick::TooMany(seconds) => {
            let body = json!({"error": "rate_limited", "error_description": "too many requests"});
            let seconds = seconds.to_string();
            Some(respond::with(respond::json(429, &body), header::RETRY_AFTER, &seconds))
        }
        Trick::Status(status) => Some(html(*status)),
        Trick::Html => Some(html(200)),
        Trick::Reset => Some(respond::reset()),
        Trick::ErrorWith200(error) => {
            let body = json!({"error": error, "error_description": "and yet it says 200"});
            Some(respond::json(200, &body))
        }
        _ => None,
    }
}

/// The longest that somebody is kept waiting by a switch of the page.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
