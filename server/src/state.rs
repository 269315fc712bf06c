//! What a server says about itself: that it lives, which one it is, and whether it should
//! be sent requests.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use patchbay_contract::Health;
use patchbay_contract::custody::{OwnKeyState, WellKnown};
use serde::Serialize;

use crate::VERSION;
use crate::house::House;
use crate::problem::Problem;

/// Whether requests should be sent here.
#[derive(Serialize)]
pub(crate) struct Readiness {
    ready: bool,
    /// `ready`, `unavailable`, or `none` where there is to be none.
    database: &'static str,
    /// The same of its own key. Without it all else works, so requests may be sent here.
    own_key: OwnKeyState,
}

/// `GET /healthz`: it lives, whatever else is broken.
pub(crate) async fn health() -> Json<Health> {
    Json(Health::of_version(VERSION))
}

/// `GET /version`: which program this is.
pub(crate) async fn version() -> Json<Health> {
    health().await
}

/// `GET /readyz`: whether requests should be sent here. Not once it is told to end, and not
/// while its database does not answer or is not brought up to date.
pub(crate) async fn readiness(State(house): State<House>) -> (StatusCode, Json<Readiness>) {
    let database = match house.keeps_something() {
        false => "none",
        true if is_there(&house).await => "ready",
        true => "unavailable",
    };
    let ready = database != "unavailable" && !house.closing.is_cancelled();
    let readiness = Readiness { ready, database, own_key: house.keys.state() };
    let status = if readiness.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness))
}

/// `GET /.well-known/patchbay`: which server this is, and to which key connections are handed
/// over to it, for everybody.
pub(crate) async fn well_known(State(house): State<House>) -> Result<Json<WellKnown>, Problem> {
    let server = house.store().await?.read().await?.identity().await?.id;
    Ok(Json(WellKnown { server, keys: house.server_key().await.into_iter().collect() }))
}

async fn is_there(house: &House) -> bool {
    match house.store().await {
        Ok(store) => store.ready().await.is_ok(),
        Err(_) => false,
    }
}
