//! The server: whose a request is, and what is done with it.

mod api;
mod asked;
mod authorize;
mod exchange;
mod failure;
mod guard;
mod home;
mod index;
mod introspect;
mod mail;
mod own;
mod params;
mod proof;
mod renewal;
mod respond;
mod revoke;
mod sent;
mod token;
mod tricks;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::from_fn;
use axum::response::Response;
use axum::routing::{get, post};

use crate::Practice;
use crate::find::{Kind, Meant, Nobody, Target, meant};
use crate::role::Role;
pub(crate) use failure::said;
use params::Params;

/// More than any request of the catalogue has.
const MOST: usize = 1024 * 1024;

/// Every address of the server. The providers' begin with their id, which has no dot
/// and no dash, so none of ours can be taken for one.
pub(crate) fn router(practice: Practice) -> Router {
    Router::new()
        .route("/", get(index::show))
        .route("/-/switches", post(index::switch))
        .route("/-/mail/{provider}/{protocol}/{host}", get(mail::upgrade))
        .route("/-/style.css", get(index::style))
        .fallback(play)
        .layer(from_fn(guard::loopback_only))
        .with_state(practice)
}

/// A request to a provider, taken apart.
struct Call<'a> {
    practice: &'a Practice,
    role: &'a Role,
    meant: Vec<Meant<'a>>,
    method: Method,
    /// Host and path.
    address: &'a str,
    /// The query as it came.
    raw_query: &'a str,
    query: Params,
    headers: HeaderMap,
    body: String,
}

async fn play(State(practice): State<Practice>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MOST).await else {
        return respond::problem(
            413,
            "too_large",
            "the request is larger than any a provider takes",
        );
    };
    let path = head.uri.path().trim_start_matches('/');
    let (id, address) = path.split_once('/').unwrap_or((path, ""));
    let address = if address.contains('/') { address.to_owned() } else { format!("{address}/") };
    let Some(role) = practice.role(id) else {
        return respond::problem(404, "no_such_provider", format!("no provider “{id}” is played"));
    };
    let raw_query = head.uri.query().unwrap_or_default();
    let query = Params::of_query(raw_query);
    let target = Target { method: head.method.as_str(), address: &address, query: query.all() };
    let meant = match meant(&role.parts, &target) {
        Ok(meant) => meant,
        Err(nobody) => return not_played(id, &address, &nobody),
    };
    let Some(kind) = meant.first().map(|meant| meant.part.work.kind()) else {
        return not_played(id, &address, &Nobody::NoSuchAddress);
    };
    let call = Call {
        practice: &practice,
        role,
        meant,
        method: head.method,
        address: &address,
        raw_query,
        query,
        headers: head.headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    match kind {
        Kind::Authorize => authorize::authorize(&call).await,
        Kind::Token => token::token(&call).await,
        Kind::Revoke => revoke::revoke(&call).await,
        Kind::Introspect => introspect::introspect(&call).await,
        Kind::Api => api::api(&call).await,
        Kind::Post => api::posted(&call).await,
    }
}

fn not_played(id: &str, address: &str, why: &Nobody) -> Response {
    let (status, why) = match why {
        Nobody::NoSuchAddress => (404, "the file of this provider does not name this address"),
        Nobody::OtherMethod => (405, "the file names this address with another method"),
        Nobody::QueryLacks(name) => {
            let why = format!("{id}: https://{address} needs the file's parameter “{name}”");
            return respond::problem(400, "not_as_in_the_file", why);
        }
    };
    respond::problem(status, "not_played", format!("{id}: https://{address}: {why}"))
}
