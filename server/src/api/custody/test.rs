//! Testing one that is held, because somebody asks.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use patchbay_firm_store::{Action, Custody};

use super::super::change::{Asker, Begun};
use super::super::input::{InPath, nothing};
use super::{CustodyShown, shown};
use crate::custody::{Why, look_after};
use crate::house::House;
use crate::problem::{Code, Problem};

/// Test a connection that the server holds: renewed first where what it calls with has ended.
#[utoipa::path(post, operation_id = "custody_test", path = "/api/connections/{id}/custody/test", tag = "custody",
    security(("token" = [])), params(("id" = String, Path)),
    responses((status = 200, body = CustodyShown), (status = 404), (status = 409)))]
pub(in crate::api) async fn test(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
) -> Result<Response, Problem> {
    let row = {
        let mut view = house.store().await?.read().await?;
        view.connection(&id).await?.ok_or_else(nothing)?;
        view.custody(&id).await?.ok_or_else(nothing)?
    };
    if !row.is_held() {
        let detail = "The computer that holds it tests it.";
        return Err(Problem::new(Code::CustodyNotHeld, detail));
    }
    house.opened().await?;
    let (us, of) = (house.clone(), id.clone());
    // Ended and saved, whether or not somebody waits for the answer: it may renew.
    let testing = tokio::spawn(async move { look_after(&us, &of, &Why::Asked).await });
    testing.await.map_err(|error| {
        tracing::error!(%error, "a test was cut off");
        Problem::new(Code::Internal, "The server\u{2019}s log says more.")
    })??;
    let what = format!("POST /api/connections/{id}/custody/test");
    let mut change = match asker.begin(&house, &what, &()).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let tested = change.session.custody(&id).await?.filter(Custody::is_held);
    let condition = tested.map(|row| row.condition).ok_or_else(nothing)?;
    let entry = change.entry(Action::CustodyTested).subject(&id).with("condition", &condition);
    change.session.enter(&entry).await?;
    let shown: CustodyShown = shown(&mut change.session, &id).await?;
    change.done(StatusCode::OK, &shown).await
}
