//! `POST /connect/{provider}/pickup`: the app asks for an answer that no link brought.
//!
//! Whoever shows the proof waits until the answer is there, or for a while. A proof that
//! opens nothing waits as long, so that nobody learns which sign-ins are on their way.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_contract::{PICKUP_SCHEME, Pickup};
use sha2::{Digest, Sha256};
use tokio::time::{Instant, timeout};

use super::Relay;
use super::sealed::{Parameters, Place};

/// How long a pickup waits: less than proxies let a request stay without a word.
const WAIT: Duration = Duration::from_secs(25);

/// The length of a proof, in bytes.
const PROOF: usize = 32;

/// The answer to the sign-in that the proof belongs to, as often as it is asked for; or
/// nothing yet.
pub(crate) async fn pick_up(
    State(relay): State<Relay>,
    Path(provider): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(state) = state_of_proof(&headers) else {
        let wanted = [(header::WWW_AUTHENTICATE, HeaderValue::from_static(PICKUP_SCHEME))];
        return (StatusCode::UNAUTHORIZED, wanted).into_response();
    };
    let answer = timeout(WAIT, relay.answer(&provider, &state));
    match relay.closing.run_until_cancelled(answer).await {
        Some(Ok(Some(parameters))) => {
            tracing::info!(provider, "a sign-in answer was picked up");
            Json(Pickup { parameters }).into_response()
        }
        _ => StatusCode::NO_CONTENT.into_response(),
    }
}

impl Relay {
    /// Waits for the answer, wherever it arrives. None when there will be none any more.
    async fn answer(&self, provider: &str, state: &str) -> Option<Parameters> {
        let elsewhere = async {
            let beside = self.beside.as_ref()?;
            beside.answer(&Place::of(provider, state)).await
        };
        tokio::select! {
            Some(answer) = self.arrived(provider, state) => Some(answer),
            Some(answer) = elsewhere => Some(answer),
            else => None,
        }
    }

    /// Waits until it is on the shelf of this server.
    async fn arrived(&self, provider: &str, state: &str) -> Option<Parameters> {
        self.shelf.send_if_modified(|shelf| shelf.clear(Instant::now()));
        let mut shelf = self.shelf.subscribe();
        let mut found = None;
        let seen = shelf.wait_for(|shelf| {
            found = shelf.find(provider, state, Instant::now()).map(|a| a.parameters.clone());
            found.is_some()
        });
        seen.await.ok()?;
        found
    }
}

/// The state that the proof in these headers belongs to.
fn state_of_proof(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, proof) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case(PICKUP_SCHEME) {
        return None;
    }
    let proof = BASE64_URL_SAFE_NO_PAD.decode(proof).ok()?;
    (proof.len() == PROOF).then(|| BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(&proof)))
}

#[cfg(test)]
mod tests {
    use tokio_util::sync::CancellationToken;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_is_let_go_when_the_server_closes() {
        let closing = CancellationToken::new();
        let relay = Relay::new(&crate::Config::embedded(), closing.clone());
        let proof = format!("{PICKUP_SCHEME} {}", BASE64_URL_SAFE_NO_PAD.encode([1; PROOF]));
        let headers = [(header::AUTHORIZATION, HeaderValue::try_from(proof).unwrap())];
        let headers = headers.into_iter().collect();
        let before = Instant::now();
        let waiting = pick_up(State(relay), Path("xero".to_owned()), headers);
        let (response, ()) = tokio::join!(waiting, async { closing.cancel() });
        assert_eq!(response.status(), StatusCode::NO_CONTENT);
        assert_eq!(before.elapsed(), Duration::ZERO);
    }
}
