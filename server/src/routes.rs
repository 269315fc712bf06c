//! The whole API on one screen.

use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router, extract::Request};
use patchbay_contract::Health;

/// Every route of the server.
pub(crate) fn all() -> Router {
    Router::new().route("/healthz", get(healthz)).layer(from_fn(security_headers))
}

async fn healthz() -> Json<Health> {
    Json(Health::of_version(crate::VERSION))
}

/// Nothing this server says may be framed, sniffed into another type, or kept.
async fn security_headers(request: Request, next: Next) -> Response {
    const HEADERS: [(HeaderName, &str); 5] = [
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
