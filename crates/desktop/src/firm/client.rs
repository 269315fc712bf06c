//! Speaks to the firm's server. An answer is bounded, and is what is expected or a refusal with
//! a code; anything else comes from somebody who is no firm server.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use patchbay_gateway::NoAnswer;
use patchbay_vault::Secret;
use reqwest::header::{CONTENT_TYPE, DATE};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::address::is_this_computer;
use crate::relay::below;

/// How long a question may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// More than any answer has.
const MOST: usize = 4 * 1024 * 1024;
/// Longer than any code of a refusal.
const LONGEST_CODE: usize = 64;

/// Why there is no answer to go by.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unsaid {
    /// None came.
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
    /// A refusal, with its code.
    #[error("the firm server answered {status}, {code}")]
    Refused { status: u16, code: String, its_time: Option<Timestamp> },
    /// Something that no firm server says.
    #[error("what answered is no firm server: {status}, {why}")]
    Nonsense { status: u16, why: &'static str },
}

/// A client for one firm server.
#[derive(Debug, Clone)]
pub(crate) struct FirmClient {
    http: reqwest::Client,
    base: Url,
}

/// A refusal, as far as it is read.
#[derive(Deserialize)]
struct Refusal {
    code: String,
}

impl FirmClient {
    /// A client for the server at this address.
    pub(crate) fn of(base: &Url) -> Result<Self, reqwest::Error> {
        let builder = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none());
        let own = base.host().is_some_and(|host| is_this_computer(&host));
        let http = if own { builder.no_proxy() } else { builder }.build()?;
        Ok(Self { http, base: base.clone() })
    }

    /// The host, as people read it.
    pub(crate) fn host(&self) -> &str {
        self.base.host_str().unwrap_or_default()
    }

    /// A question, to be filled in. What stands behind a “?” of the path is asked for with it.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let (path, query) =
            path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        let mut address = below(&self.base, path);
        address.set_query(query);
        self.http.request(method, address)
    }

    /// The same by somebody who is in.
    pub(crate) fn request_by(
        &self,
        token: &Secret<String>,
        method: Method,
        path: &str,
    ) -> RequestBuilder {
        self.request(method, path).bearer_auth(token.expose_secret())
    }

    /// Asks, and reads the answer.
    pub(crate) async fn ask<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
    ) -> Result<T, Unsaid> {
        let (status, body) = self.answer(request).await?;
        serde_json::from_slice(&body).map_err(|_| Unsaid::Nonsense {
            status: status.as_u16(),
            why: "an answer of another shape",
        })
    }

    /// Asks for something that has no answer but that it is done.
    pub(crate) async fn tell(&self, request: RequestBuilder) -> Result<(), Unsaid> {
        self.answer(request).await.map(drop)
    }

    async fn answer(&self, request: RequestBuilder) -> Result<(StatusCode, Vec<u8>), Unsaid> {
        let mut answer = request.send().await.map_err(|error| NoAnswer::of(self.host(), error))?;
        let (status, its_time) = (answer.status(), time_of(&answer));
        let is_json = is_json(&answer);
        let mut body = Vec::new();
        while let Some(piece) =
            answer.chunk().await.map_err(|error| NoAnswer::of(self.host(), error))?
        {
            if body.len() + piece.len() > MOST {
                return Err(NoAnswer::TooLarge { host: self.host().to_owned() }.into());
            }
            body.extend_from_slice(&piece);
        }
        let nonsense = |why| Unsaid::Nonsense { status: status.as_u16(), why };
        if status == StatusCode::NO_CONTENT {
            return Ok((status, body));
        }
        if !is_json {
            return Err(nonsense("an answer that is not JSON"));
        }
        if status.is_success() {
            return Ok((status, body));
        }
        let refusal: Refusal =
            serde_json::from_slice(&body).map_err(|_| nonsense("a refusal without a code"))?;
        let is_code = (1..=LONGEST_CODE).contains(&refusal.code.len())
            && refusal.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        if !is_code {
            return Err(nonsense("a refusal without a code"));
        }
        Err(Unsaid::Refused { status: status.as_u16(), code: refusal.code, its_time })
    }
}

fn is_json(answer: &Response) -> bool {
    let kind = answer.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    matches!(kind, "application/json" | "application/problem+json")
}

/// What its clock showed.
fn time_of(answer: &Response) -> Option<Timestamp> {
    let date = answer.headers().get(DATE)?.to_str().ok()?;
    rfc2822::parse(date).ok().map(|zoned| zoned.timestamp())
}
