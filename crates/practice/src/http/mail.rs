//! The way to a mailbox: a request that is upgraded to the words of IMAP or SMTP.

use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper_util::rt::TokioIo;

use super::respond;
use crate::Practice;
use crate::mail::{Protocol, talk};
use crate::role::Role;

/// Becomes the mailbox that was asked for. Which host it was asked for at does not matter:
/// each provider has one mailbox.
pub(super) async fn upgrade(
    State(practice): State<Practice>,
    Path((provider, protocol, _host)): Path<(String, String, String)>,
    mut request: Request,
) -> Response {
    let plays = practice.role(&provider).is_some_and(Role::has_mailbox);
    let (true, Some(kind)) = (plays, Protocol::of(&protocol)) else {
        return respond::problem(404, "no_such_mailbox", "no such mailbox is played");
    };
    let Ok(upgraded) = HeaderValue::from_str(&protocol) else {
        return respond::problem(400, "no_such_protocol", "no such protocol is played");
    };
    if request.headers().get(header::UPGRADE) != Some(&upgraded) {
        return respond::problem(426, "no_upgrade", "a mailbox is asked for by an upgrade");
    }
    let turned = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let (Ok(stream), Some(role)) = (turned.await, practice.role(&provider)) else { return };
        talk(&practice, role, kind, TokioIo::new(stream)).await;
    });
    let headers =
        [(header::CONNECTION, HeaderValue::from_static("upgrade")), (header::UPGRADE, upgraded)];
    (StatusCode::SWITCHING_PROTOCOLS, headers).into_response()
}
