//! Who may ask: this computer, by its own name, and no page from elsewhere.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use url::Url;

use super::respond;

/// Refuses whoever calls this computer by another name, as a page would whose name was
/// bent to the loopback, and what a page from elsewhere posts as a browser's form.
pub(super) async fn loopback_only(request: Request, next: Next) -> Response {
    let host = text(request.headers(), header::HOST);
    if !host.is_some_and(is_loopback) {
        return respond::problem(421, "wrong_host", "this is practice, on the loopback alone");
    }
    let origin = text(request.headers(), header::ORIGIN);
    if request.method() == Method::POST && origin.is_some_and(|origin| !is_ours(origin, host)) {
        return respond::problem(403, "wrong_origin", "a page from elsewhere cannot post here");
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    const HEADERS: [(HeaderName, &str); 4] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        // With no referrer at all, a browser would not say its origin either.
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    response
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn is_loopback(host: &str) -> bool {
    let Ok(url) = Url::parse(&format!("http://{host}/")) else { return false };
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn is_ours(origin: &str, host: Option<&str>) -> bool {
    origin.strip_prefix("http://") == host
}
