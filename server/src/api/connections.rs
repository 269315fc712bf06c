//! Connections: what is known of them. Who holds one says how it is: a computer, or this server;
//! what opens it has no field here.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use patchbay_firm_store::Connection;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::change::{Asker, Begun};
use super::enrol::shown;
use super::facts::{ConnectionFacts, Known};
use super::input::{Asked, Body, InPath, is_name, nothing, wrong};
use super::integrations::{EntityView, show_entity};
use super::known::{let_go, take};
use super::page::{Page, after};
use super::version::{maybe_wanted, tagged, wanted};
use crate::house::House;
use crate::problem::Problem;

/// Which connections.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Of this provider alone.
    provider: Option<String>,
    /// What the page before said as its `next`.
    cursor: Option<String>,
}

/// A connection.
#[derive(Serialize, ToSchema)]
pub(super) struct ConnectionView {
    id: String,
    provider: String,
    environment: String,
    label: Option<String>,
    account_id: Option<String>,
    account_name: Option<String>,
    owner: Option<String>,
    /// Who holds what opens it.
    custodian: String,
    status: String,
    last_success: Option<String>,
    /// When it dies unless it is used.
    idle_ends_at: Option<String>,
    /// When it dies in any case.
    absolute_ends_at: Option<String>,
    made_at: String,
    changed_at: String,
    version: i64,
    /// How far its syncing is; in the answer for one connection only.
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<EntityView>>,
}

/// The connections of the firm.
#[utoipa::path(get, operation_id = "connections_list", path = "/api/connections", tag = "connections", params(Which),
    security(("token" = [])), responses((status = 200, body = Page<ConnectionView>)))]
pub(super) async fn list(
    State(house): State<House>,
    Asked(which): Asked<Which>,
) -> Result<Json<Page<ConnectionView>>, Problem> {
    let of = which.provider.as_deref();
    if of.is_some_and(|id| !is_name(id)) {
        return Err(wrong("provider", "it is no id of a service"));
    }
    let after = after(which.cursor.as_deref())?;
    let found = house.store().await?.read().await?.connections(of, after).await?;
    Ok(Json(Page::of(found, |connection| connection.id.clone(), |one| show(one, None))))
}

/// One connection, with how far its syncing is.
#[utoipa::path(get, operation_id = "connections_one", path = "/api/connections/{id}", tag = "connections",
    security(("token" = [])), params(("id" = String, Path)),
    responses((status = 200, body = ConnectionView), (status = 404)))]
pub(super) async fn one(
    State(house): State<House>,
    InPath(id): InPath,
) -> Result<Response, Problem> {
    let mut view = house.store().await?.read().await?;
    let found = view.connection(&id).await?.ok_or_else(nothing)?;
    let entities = view.entities(&id).await?.into_iter().map(show_entity).collect();
    Ok(tagged(found.version, Json(show(found, Some(entities)))))
}

/// Say what is known of a connection: anew, or with `If-Match` in place of what was known.
#[utoipa::path(put, operation_id = "connections_put", path = "/api/connections/{id}", tag = "connections",
    security(("token" = [])), params(("id" = String, Path)), request_body = ConnectionFacts,
    responses((status = 200, body = ConnectionView), (status = 201, body = ConnectionView),
        (status = 412), (status = 422)))]
pub(super) async fn put(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
    Body(facts): Body<ConnectionFacts>,
) -> Result<Response, Problem> {
    let version = maybe_wanted(&asker.headers)?;
    let new = Known::read(&id, &facts, version)?;
    let mut change =
        match asker.begin(&house, &format!("PUT /api/connections/{id}"), &facts).await? {
            Begun::Now(change) => change,
            Begun::Before(response) => return Ok(response),
        };
    let (status, now, entities) = take(&mut change, &new).await?;
    let shown: Vec<_> = entities.into_iter().map(show_entity).collect();
    let version = now.version;
    Ok(tagged(version, change.done(status, &show(now, Some(shown))).await?))
}

/// Remove a connection, with what the server held of it. It is ended at its provider by whoever
/// holds it, before.
#[utoipa::path(delete, operation_id = "connections_remove", path = "/api/connections/{id}", tag = "connections",
    security(("token" = [])), params(("id" = String, Path)),
    responses((status = 204), (status = 404), (status = 412), (status = 428)))]
pub(super) async fn remove(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
) -> Result<Response, Problem> {
    let version = wanted(&asker.headers)?;
    let what = format!("DELETE /api/connections/{id}");
    let mut change = match asker.begin(&house, &what, &version).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let_go(&mut change, &id, version).await?;
    change.done(StatusCode::NO_CONTENT, &()).await
}

pub(super) fn show(of: Connection, entities: Option<Vec<EntityView>>) -> ConnectionView {
    ConnectionView {
        id: of.id,
        provider: of.provider,
        environment: of.environment,
        label: of.label,
        account_id: of.account_id,
        account_name: of.account_name,
        owner: of.owner,
        custodian: of.custodian,
        status: of.status,
        last_success: of.last_success.map(shown),
        idle_ends_at: of.idle_ends_at.map(shown),
        absolute_ends_at: of.absolute_ends_at.map(shown),
        made_at: shown(of.made_at),
        changed_at: shown(of.changed_at),
        version: of.version,
        entities,
    }
}
