//! `GET /connect/{provider}/return`: the browser is back.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::Response;
use tokio::time::Instant;

use super::answer::{Answer, Refused};
use super::sealed::Sealed;
use super::words::Words;
use super::{Relay, page};

/// Puts an answer on the shelf and shows the page that hands it to the app. A reload of
/// the bare address and a question for the head alone change nothing.
pub(crate) async fn arrive(
    State(relay): State<Relay>,
    Path(provider): Path<String>,
    RawQuery(query): RawQuery,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let words = Words::wanted(&headers);
    let Some(query) = query.filter(|query| !query.is_empty()) else {
        return page::response(StatusCode::OK, page::done(words));
    };
    let answer = match Answer::read(provider, query) {
        Ok(answer) => answer,
        Err(reason) => return refused(words, reason),
    };
    let page = page::arrived(words, &answer);
    if method == Method::GET {
        relay.keep(answer);
    }
    page::response(StatusCode::OK, page)
}

fn refused(words: &Words, reason: Refused) -> Response {
    tracing::info!(%reason, "a sign-in answer was refused");
    page::response(StatusCode::BAD_REQUEST, page::refused(words, reason))
}

impl Relay {
    fn keep(&self, answer: Answer) {
        let (provider, outcome) = (answer.provider.clone(), answer.outcome());
        let sealed = self.beside.as_ref().and_then(|_| Sealed::of(&answer));
        let kept = self.shelf.send_if_modified(|shelf| shelf.put(answer, Instant::now()));
        if let (Some(beside), Some(sealed), true) = (&self.beside, sealed, kept) {
            beside.tell(sealed);
        }
        tracing::info!(provider, ?outcome, kept, "a sign-in answer arrived");
    }
}
