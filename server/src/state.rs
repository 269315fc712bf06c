//! What a server says about itself: that it lives, which one it is, and whether it should
//! be sent requests.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use patchbay_contract::Health;
use serde::Serialize;

use crate::VERSION;
use crate::house::House;

/// Whether requests should be sent here.
#[derive(Serialize)]
pub(crate) struct Readiness {
    ready: bool,
}

/// `GET /healthz`: it lives, whatever else is broken.
pub(crate) async fn health() -> Json<Health> {
    Json(Health::of_version(VERSION))
}

/// `GET /version`: which program this is.
pub(crate) async fn version() -> Json<Health> {
    health().await
}

/// `GET /readyz`: whether requests should be sent here. Not once it is told to end.
pub(crate) async fn readiness(State(house): State<House>) -> (StatusCode, Json<Readiness>) {
    let readiness = Readiness { ready: !house.closing.is_cancelled() };
    let status = if readiness.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness))
}
