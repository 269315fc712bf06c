//! The whole API on one screen.

use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router, extract::Request};
use patchbay_contract::Health;
use tokio_util::sync::CancellationToken;

use crate::relay::{self, Relay};

/// Every route of the server. Who waits for something waits no longer than until it closes.
pub(crate) fn all(closing: CancellationToken) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/connect/relay.js", get(relay::script))
        .route("/connect/relay.css", get(relay::style))
        .route("/connect/{provider}/return", get(relay::arrive))
        .route("/connect/{provider}/pickup", post(relay::pick_up))
        .layer(from_fn(security_headers))
        .with_state(Relay::new(closing))
}

async fn healthz() -> Json<Health> {
    Json(Health::of_version(crate::VERSION))
}

/// Nothing this server says may be framed, sniffed into another type, or kept.
async fn security_headers(request: Request, next: Next) -> Response {
    const HEADERS: [(HeaderName, &str); 4] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // A page that a person sees says itself what it may load.
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    response
}
