//! The computer has let go: from this answer on the server holds the connection, and renews.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use patchbay_firm_store::{Action, Taking};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::change::{Asker, Begun};
use super::super::input::{Body, InPath, nothing};
use super::{CustodyShown, called_back, is_number, other, shown};
use crate::custody::next_check;
use crate::house::House;
use crate::problem::{Code, Problem};

/// Which hand-over.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct LetGo {
    /// Its number.
    handover: String,
}

/// Say that the computer has let go of a connection that is proven: the server holds it from now on.
/// Said again, it is held already.
#[utoipa::path(post, operation_id = "custody_take", path = "/api/connections/{id}/custody/take", tag = "custody",
    security(("token" = [])), params(("id" = String, Path)), request_body = LetGo,
    responses((status = 200, body = CustodyShown), (status = 404), (status = 409), (status = 422)))]
pub(in crate::api) async fn take(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
    Body(asked): Body<LetGo>,
) -> Result<Response, Problem> {
    is_number(&asked.handover)?;
    // One whose key was taken away could be held, and not renewed.
    house.opened().await?;
    let what = format!("POST /api/connections/{id}/custody/take");
    let mut change = match asker.begin(&house, &what, &asked).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let connection = change.session.connection(&id).await?.ok_or_else(nothing)?;
    let now = change.now;
    match change.session.take_custody(&id, &asked.handover, now).await? {
        Taking::Taken => {
            change.session.plan_custody_check(&id, next_check(now)).await?;
            let entry = change.entry(Action::CustodyTaken).subject(&id);
            let entry = entry.provider(&connection.provider).with("handover", &asked.handover);
            change.session.enter(&entry).await?;
        }
        Taking::HeldAlready => {}
        Taking::NotProven => {
            let detail = "Hand it over again: its answer says what is wrong with it from here.";
            return Err(Problem::new(Code::CustodyNotProven, detail));
        }
        Taking::Other => return Err(other()),
        Taking::Withdrawn => return Err(called_back()),
        Taking::Nothing => return Err(nothing()),
    }
    let held: CustodyShown = shown(&mut change.session, &id).await?;
    change.done(StatusCode::OK, &held).await
}
