//! The page's own script and style: the only things it loads.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// `GET /connect/relay.js`.
pub(crate) async fn script() -> Response {
    file("text/javascript; charset=utf-8", include_str!("relay.js"))
}

/// `GET /connect/relay.css`.
pub(crate) async fn style() -> Response {
    file("text/css; charset=utf-8", include_str!("relay.css"))
}

fn file(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], text).into_response()
}
