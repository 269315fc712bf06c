//! What opens a connection comes in: opened with the server's pair, kept under its ring, and proven
//! from here.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_contract::custody::purpose;
use patchbay_custody::to_bytes;
use patchbay_firm_store::{Action, Clocks, Delivery, Proving};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::change::{Asker, Begun};
use super::super::input::{Body, InPath, line, nothing, wrong};
use super::{CustodyShown, called_back, is_number, other, shown};
use crate::custody::Handed;
use crate::house::House;
use crate::problem::{Code, Problem};

/// What a computer hands over.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::api) struct HandOver {
    /// Its number, which the computer chooses anew for each: 32 hexadecimal digits.
    handover: String,
    /// Of the server's key that it is sealed to.
    fingerprint: String,
    /// What opens the connection, sealed to that key by HPKE for this server, this connection and
    /// this number; in base64url without padding.
    sealed: String,
}

/// Hand what opens a connection over. It is kept and tried from here; who renews it is the computer
/// still, until it says that it has let go.
#[utoipa::path(put, operation_id = "custody_deliver", path = "/api/connections/{id}/custody", tag = "custody",
    security(("token" = [])), params(("id" = String, Path)), request_body = HandOver,
    responses((status = 200, body = CustodyShown), (status = 404), (status = 409), (status = 422),
        (status = 503, description = "The server has no key of its own")))]
pub(in crate::api) async fn deliver(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
    Body(asked): Body<HandOver>,
) -> Result<Response, Problem> {
    is_number(&asked.handover)?;
    line("fingerprint", &asked.fingerprint)?;
    let sealed = BASE64_URL_SAFE_NO_PAD.decode(&asked.sealed);
    let sealed = sealed.map_err(|_| wrong("sealed", "it is base64url without padding"))?;
    let handed = opened(&house, &id, &asked, &sealed).await?;

    let what = format!("PUT /api/connections/{id}/custody");
    let mut change = match asker.begin(&house, &what, &asked).await? {
        Begun::Now(change) => change,
        // As it is by now: it was proven behind that answer.
        Begun::Before(_) => return now(&house, &id).await,
    };
    let connection = change.session.connection(&id).await?.ok_or_else(nothing)?;
    if !handed.fits(&connection) {
        let detail = "It opens a connection of another service, or of another environment.";
        return Err(Problem::new(Code::CustodyNotHeldHere, detail));
    }
    let generation = match change.session.delivery(&id, &asked.handover).await? {
        Delivery::Wanted { generation } => generation,
        Delivery::HeldAlready => return now(&house, &id).await,
        Delivery::Other => return Err(other()),
        Delivery::Withdrawn => return Err(called_back()),
    };
    let bytes = to_bytes(handed.held.expose_secret()).map_err(|_| {
        Problem::new(Code::CustodyNotOpened, "What is in it is nothing that is handed over.")
    })?;
    let keys = house.keys.open(&mut change.session).await?;
    let sealed = keys.seal(&id, generation, &bytes)?;
    change.session.deliver(&id, &asked.handover, generation, &sealed, change.now).await?;
    let entry = change.entry(Action::CustodyDelivered).subject(&id).provider(&connection.provider);
    change.session.enter(&entry.with("handover", &asked.handover)).await?;
    let kept = shown(&mut change.session, &id).await?;
    change.done(StatusCode::OK, &kept).await?;

    let clocks = handed.clocks(&connection);
    let proving = prove(house.clone(), id.clone(), asked.handover, generation, handed, clocks);
    // Whoever goes away meanwhile finds it proven when they come again.
    match tokio::spawn(proving).await {
        Ok(proven) => proven?,
        Err(error) => {
            tracing::error!(%error, "what was handed over was not proven");
            return Err(Problem::new(Code::Internal, "The server\u{2019}s log says more."));
        }
    }
    now(&house, &id).await
}

/// Opens what was sealed to the server for just this.
async fn opened(
    house: &House,
    id: &str,
    asked: &HandOver,
    sealed: &[u8],
) -> Result<Handed, Problem> {
    let keys = house.opened().await?;
    let not_opened = |detail| Problem::new(Code::CustodyNotOpened, detail);
    if keys.server_key().fingerprint != asked.fingerprint.trim() {
        return Err(not_opened("It is sealed to another key than this server\u{2019}s."));
    }
    let server = house.store().await?.read().await?.identity().await?.id;
    let purpose = purpose(&server, id, &asked.handover);
    let bytes = keys.open_handed(&purpose, sealed).map_err(|_| {
        not_opened("It is damaged, or sealed for another server, connection or number.")
    })?;
    Handed::read(&bytes)
}

/// Proves it outside any transaction, and writes down what was found.
async fn prove(
    house: House,
    id: String,
    handover: String,
    generation: u64,
    handed: Handed,
    clocks: Clocks,
) -> Result<(), Problem> {
    let proven = handed.prove(&house, &id).await?;
    let checks = serde_json::to_string(&proven.checks).unwrap_or_else(|_| "[]".to_owned());
    let problem = proven.problem.as_ref().and_then(|one| serde_json::to_string(one).ok());
    let (problem, checks, handover) = (problem.as_deref(), &*checks, &*handover);
    let proving = Proving { handover, generation, problem, checks, clocks };
    let mut change = house.store().await?.write().await?;
    change.proved(&id, &proving, (house.config.now)()).await?;
    Ok(change.commit().await?)
}

async fn now(house: &House, id: &str) -> Result<Response, Problem> {
    let mut view = house.store().await?.read().await?;
    let shown: CustodyShown = shown(&mut view, id).await?;
    Ok(Json(shown).into_response())
}
