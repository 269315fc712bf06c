//! Each request by a name of its own, in the log and in the answer; counted, and let go
//! when it takes too long.

use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::{Instant, timeout};
use tracing::Instrument;

use super::figures::Answer;
use crate::house::House;
use crate::problem::{Code, Problem};

/// The name of a request, from whoever asks or made here.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How long a request may take: longer than a pickup waits, shorter than proxies do.
const LONGEST: Duration = Duration::from_secs(50);

/// Watches over one request.
pub(crate) async fn watched(State(house): State<House>, request: Request, next: Next) -> Response {
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
    let route = route.to_owned();
    let id = request.headers().get(REQUEST_ID).filter(|id| is_name(id)).cloned();
    let id = id.unwrap_or_else(new_name);
    let span = tracing::info_span!("request", id = id.to_str().unwrap_or_default());
    let since = Instant::now();
    house.figures.open.inc();
    let answered = timeout(LONGEST, next.run(request)).instrument(span.clone()).await;
    let mut response = answered.unwrap_or_else(|_| {
        Problem::new(Code::TooSlow, "Send it again, whole and without pauses.").into_response()
    });
    house.figures.open.dec();
    let status = response.status().as_u16();
    let took = since.elapsed();
    span.in_scope(|| tracing::debug!(method, route, status, ?took, "answered"));
    house.figures.seconds.observe(took.as_secs_f64());
    house.figures.answers.get_or_create(&Answer { method, route, status }).inc();
    response.headers_mut().insert(REQUEST_ID, id);
    response
}

/// A method's name. There is no end of those that somebody may make up.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        _ => "other",
    }
}

/// Whether this can stand in a log as the name of a request.
fn is_name(id: &HeaderValue) -> bool {
    let bytes = id.as_bytes();
    (8..=64).contains(&bytes.len()) && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
}

fn new_name() -> HeaderValue {
    let name = format!("{:032x}", u128::from_be_bytes(crate::random::bytes()));
    HeaderValue::try_from(name).unwrap_or(HeaderValue::from_static("unnamed"))
}
