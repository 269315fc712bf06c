//! All that can be asked, on one screen.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::Uri;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use patchbay_contract::INVITATION_PATH;
use patchbay_contract::custody::WELL_KNOWN;

use crate::frame::{figures, paced, security_headers, watched};
use crate::house::House;
use crate::problem::{Code, Problem};
use crate::{api, entrance, relay, sign_in, state};

/// Every route of the server, with what stands around them.
pub(crate) fn all(house: House) -> Router {
    // Whoever looks after the server asks these as often as they like.
    let about_itself = Router::new()
        .route("/healthz", get(state::health))
        .route("/readyz", get(state::readiness))
        .route("/version", get(state::version))
        .route("/metrics", get(figures));
    let mut for_everybody = Router::new()
        .route("/connect/relay.js", get(relay::script))
        .route("/connect/relay.css", get(relay::style))
        .route("/connect/{provider}/return", get(relay::arrive))
        .route("/connect/{provider}/pickup", post(relay::pick_up))
        .fallback(nothing_here);
    if house.keeps_something() {
        for_everybody = for_everybody
            .route("/connect/{provider}/open/{code}", get(api::open_link).post(api::take_link))
            .route(INVITATION_PATH, get(entrance::page))
            .route("/enrol/entrance.js", get(entrance::script))
            .route(WELL_KNOWN, get(state::well_known))
            .merge(api::routes(&house));
    }
    if house.directory.is_some() {
        for_everybody = for_everybody.merge(sign_in::routes());
    }
    let for_everybody = for_everybody.layer(from_fn_with_state(house.clone(), paced));
    about_itself
        .merge(for_everybody)
        .method_not_allowed_fallback(not_by_this_method)
        .layer(DefaultBodyLimit::max(house.config.body_limit))
        .layer(from_fn(security_headers))
        .layer(from_fn_with_state(house.clone(), watched))
        .with_state(house)
}

async fn nothing_here(_: Uri) -> Problem {
    Problem::new(Code::NotFound, "The address leads to nothing. Look at its spelling.")
}

async fn not_by_this_method() -> Problem {
    Problem::new(Code::MethodNotAllowed, "The header Allow says by which methods.")
}
