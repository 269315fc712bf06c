//! Calling a hand-over back, or taking a connection back from the server: nothing of it is kept.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use patchbay_firm_store::Action;
use serde::Deserialize;
use utoipa::IntoParams;

use super::super::change::{Asker, Begun};
use super::super::input::{Asked, InPath, nothing};
use super::{CustodyShown, is_number, show};
use crate::house::House;
use crate::problem::Problem;

/// Which hand-over.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct Which {
    /// Its number.
    handover: String,
}

/// End a hand-over, or the server's custody: it keeps nothing of it, and a late word under the same
/// number is refused. Of one that was held, the computer is the custodian again.
#[utoipa::path(delete, operation_id = "custody_withdraw", path = "/api/connections/{id}/custody", tag = "custody",
    security(("token" = [])), params(("id" = String, Path), Which),
    responses((status = 200, body = CustodyShown), (status = 404), (status = 422)))]
pub(in crate::api) async fn withdraw(
    State(house): State<House>,
    InPath(id): InPath,
    Asked(which): Asked<Which>,
    asker: Asker,
) -> Result<Response, Problem> {
    is_number(&which.handover)?;
    let what = format!("DELETE /api/connections/{id}/custody?handover={}", which.handover);
    let mut change = match asker.begin(&house, &what, &()).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let connection = change.session.connection(&id).await?.ok_or_else(nothing)?;
    let now = change.now;
    let before = change.session.custody(&id).await?;
    let before = before.filter(|row| row.handover == which.handover);
    let was_there = before.is_some_and(|row| row.sealed.is_some());
    let was_held = change.session.withdraw_custody(&id, &which.handover, now).await?;
    if was_there {
        let entry = change.entry(Action::CustodyWithdrawn).subject(&id);
        let entry = entry.provider(&connection.provider).with("handover", &which.handover);
        change.session.enter(&entry.with("held", if was_held { "yes" } else { "no" })).await?;
    }
    let row = change.session.custody(&id).await?;
    let row = row.filter(|row| row.handover == which.handover);
    let shown: CustodyShown =
        row.map_or_else(|| CustodyShown::withdrawn(&id, &which.handover), show);
    change.done(StatusCode::OK, &shown).await
}

impl CustodyShown {
    /// Of a number that never came, or that another one took over from.
    fn withdrawn(id: &str, handover: &str) -> Self {
        Self {
            connection: id.to_owned(),
            handover: handover.to_owned(),
            state: patchbay_contract::custody::CustodyState::Withdrawn,
            checks: serde_json::Value::Array(Vec::new()),
            problem: serde_json::Value::Null,
            revoked: None,
        }
    }
}
