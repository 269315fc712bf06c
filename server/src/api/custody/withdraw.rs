//! Calling a hand-over back, or taking a connection back from the server: nothing of it is kept.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use patchbay_contract::EndProof;
use patchbay_custody::problems::from_the_server;
use patchbay_firm_store::Action;
use serde::Deserialize;
use utoipa::IntoParams;

use super::super::change::{Asker, Begun};
use super::super::enrol::shown as at;
use super::super::input::{Asked, InPath, nothing, wrong};
use super::{CustodyShown, RevokedShown, is_number, show};
use crate::custody::revoke;
use crate::house::House;
use crate::problem::{Code, Problem};

/// Which hand-over.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct Which {
    /// Its number.
    handover: String,
    /// Whether the provider is asked first to take back what opens it. Where it says no, nothing
    /// is withdrawn, and the answer says why.
    #[serde(default)]
    revoke: bool,
    /// Whether one that the server holds by now stays as it is, and the answer says so: for who
    /// calls back what they do not know to be taken. Not together with `revoke`.
    #[serde(default)]
    unless_held: bool,
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
    if which.revoke && which.unless_held {
        return Err(wrong("unless_held", "it does not go together with revoke"));
    }
    let revoked = match which.revoke {
        true => match revoked(&house, &id, &which.handover).await? {
            Told::Stands(shown) => return Ok(Json(*shown).into_response()),
            Told::Over(revoked) => Some(revoked),
            Told::Nobody => None,
        },
        false => None,
    };
    let what = format!(
        "DELETE /api/connections/{id}/custody?handover={}&revoke={}&unless_held={}",
        which.handover, which.revoke, which.unless_held
    );
    let mut change = match asker.begin(&house, &what, &()).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let connection = change.session.connection(&id).await?.ok_or_else(nothing)?;
    let now = change.now;
    let before = change.session.custody(&id).await?;
    let before = before.filter(|row| row.handover == which.handover);
    if let Some(row) = before.clone().filter(|row| which.unless_held && row.is_held()) {
        return Ok(Json(show(row)).into_response());
    }
    let was_there = before.is_some_and(|row| row.sealed.is_some());
    let was_held = change.session.withdraw_custody(&id, &which.handover, now).await?;
    if was_there {
        let entry = change.entry(Action::CustodyWithdrawn).subject(&id);
        let entry = entry.provider(&connection.provider).with("handover", &which.handover);
        change.session.enter(&entry.with("held", if was_held { "yes" } else { "no" })).await?;
    }
    let row = change.session.custody(&id).await?;
    let row = row.filter(|row| row.handover == which.handover);
    let shown = row.map_or_else(|| CustodyShown::withdrawn(&id, &which.handover), show);
    let shown = CustodyShown { revoked, ..shown };
    change.done(StatusCode::OK, &shown).await
}

/// What came of telling the provider.
enum Told {
    /// Its permission stands.
    Stands(Box<CustodyShown>),
    /// It is over, as far as the provider takes that.
    Over(RevokedShown),
    /// There is nothing to tell it.
    Nobody,
}

/// Has the provider take it back. What is only delivered, the computer ends.
async fn revoked(house: &House, id: &str, handover: &str) -> Result<Told, Problem> {
    let row = house.store().await?.read().await?.custody(id).await?;
    let Some(row) = row.filter(|row| row.is_held() && row.handover == handover) else {
        return Ok(Told::Nobody);
    };
    let (us, of) = (house.clone(), row.clone());
    // Ended, whether or not somebody waits for the answer.
    let telling = tokio::spawn(async move { revoke(&us, &of).await });
    let told = telling.await.map_err(|error| {
        tracing::error!(%error, "taking a permission back was cut off");
        Problem::new(Code::Internal, "The server\u{2019}s log says more.")
    })??;
    Ok(match told {
        None => Told::Nobody,
        Some(Ok(ended)) => Told::Over(RevokedShown {
            taken: ended.taken,
            proof: ended.proof,
            works_until: ended.works_until.map(at),
            said: ended.said,
        }),
        Some(Err(stands)) => Told::Stands(Box::new(CustodyShown {
            problem: serde_json::to_value(from_the_server(stands.problem)).unwrap_or_default(),
            revoked: Some(RevokedShown {
                taken: stands.taken,
                proof: EndProof::NotProvable,
                works_until: None,
                said: Some(stands.said),
            }),
            ..show(row)
        })),
    })
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
