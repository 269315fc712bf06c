//! Connections: what is known of them. Who holds one says how it is: a computer, or this server;
//! what opens it has no field here.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use patchbay_contract::{
    Custodian, Entity, EnvironmentId, StatusKind, is_provider_id, redact_text,
};
use patchbay_firm_store::{Action, Connection, EntityState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::change::{Asker, Begun, Change};
use super::enrol::shown;
use super::input::{Asked, Body, InPath, is_name, maybe_line, nothing, wrong};
use super::integrations::{EntityView, show_entity};
use super::page::{Page, after};
use super::provider_files::may_be_known;
use super::version::{changed, maybe_wanted, tagged, wanted};
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

/// What is known of a connection. Whatever else is sent is refused.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
// In the order of the alphabet: with some features of its library JSON keeps the order in which it
// was written, and with others it has this one.
#[schema(example = json!({
    "account_name": "Miller & Co", "custodian": "this_computer",
    "entities": [{ "entity": "invoices", "errors": 0, "pending": 0, "synced": 10 }],
    "environment": "live", "label": "Books", "made_at": "2026-11-22T09:00:00Z",
    "provider": "xero", "status": "connected",
}))]
pub(super) struct ConnectionFacts {
    provider: String,
    #[schema(value_type = String)]
    environment: EnvironmentId,
    label: Option<String>,
    account_id: Option<String>,
    account_name: Option<String>,
    owner: Option<String>,
    #[schema(value_type = String)]
    custodian: Custodian,
    /// One of the names that `status` of a service has.
    status: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_success: Option<Timestamp>,
    /// When it dies unless it is used.
    #[schema(value_type = Option<String>, format = DateTime)]
    idle_ends_at: Option<Timestamp>,
    /// When it dies in any case.
    #[schema(value_type = Option<String>, format = DateTime)]
    absolute_ends_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    #[serde(default)]
    entities: Vec<EntityFacts>,
}

/// How far one kind of record is.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EntityFacts {
    #[schema(value_type = String)]
    entity: Entity,
    synced: u32,
    pending: u32,
    errors: u32,
    #[schema(value_type = Option<String>, format = DateTime)]
    last_sync: Option<Timestamp>,
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

/// What is known of a connection, read: its row, and how far its syncing is.
pub(super) struct Known {
    to: Connection,
    entities: Vec<EntityState>,
    version: Option<i64>,
}

impl Known {
    /// Reads what was told of it. It follows this version, if there was one.
    pub(super) fn read(
        id: &str,
        facts: &ConnectionFacts,
        version: Option<i64>,
    ) -> Result<Self, Problem> {
        let to = read(id, facts, version.unwrap_or(1))?;
        Ok(Self { to, entities: entities(facts)?, version })
    }
}

/// Takes it in, or changes nothing and refuses.
pub(super) async fn take(
    change: &mut Change,
    new: &Known,
) -> Result<(StatusCode, Connection, Vec<EntityState>), Problem> {
    let mut to = Connection { changed_at: change.now, ..new.to.clone() };
    if !may_be_known(&mut change.session, &to.provider).await? {
        return Err(wrong("provider", "there is none"));
    }
    let is_held = change.session.custody(&to.id).await?.is_some_and(|custody| custody.is_held());
    if is_held {
        let known = change.session.connection(&to.id).await?;
        as_its_custodian_says(&mut to, known);
    }
    let (done, action, status) = match new.version {
        None => (
            change.session.add_connection(&to).await?,
            Action::ConnectionAdded,
            StatusCode::CREATED,
        ),
        Some(_) => {
            let done = change.session.change_connection(&to).await?;
            (done, Action::ConnectionChanged, StatusCode::OK)
        }
    };
    if !done {
        return Err(changed());
    }
    let entities = match is_held {
        // Who holds it says how far its syncing is.
        true => change.session.entities(&to.id).await?,
        false => new.entities.clone(),
    };
    change.session.set_entities(&to.id, &entities).await?;
    let entry = change.entry(action).subject(&to.id).provider(&to.provider);
    change.session.enter(&entry.with("status", &to.status)).await?;
    let now = change.session.connection(&to.id).await?.ok_or_else(nothing)?;
    Ok((status, now, entities))
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

/// Removes it, or changes nothing and refuses.
pub(super) async fn let_go(change: &mut Change, id: &str, version: i64) -> Result<(), Problem> {
    let found = change.session.connection(id).await?.ok_or_else(nothing)?;
    let now = change.now;
    if !change.session.remove_connection(id, version, now).await? {
        return Err(changed());
    }
    // Nothing is held of what is not there any more.
    if let Some(custody) = change.session.custody(id).await? {
        change.session.withdraw_custody(id, &custody.handover, now).await?;
    }
    let entry = change.entry(Action::ConnectionRemoved).subject(id).provider(&found.provider);
    change.session.enter(&entry).await?;
    Ok(())
}

/// Who holds a connection says how it is. The server holds this one: what a computer says of that
/// is old, and the rest of what it says is taken.
fn as_its_custodian_says(to: &mut Connection, known: Option<Connection>) {
    let Some(known) = known else { return };
    to.custodian = known.custodian;
    to.status = known.status;
    to.last_success = known.last_success;
    to.idle_ends_at = known.idle_ends_at;
    to.absolute_ends_at = known.absolute_ends_at;
}

fn read(id: &str, facts: &ConnectionFacts, version: i64) -> Result<Connection, Problem> {
    if !is_provider_id(&facts.provider) {
        return Err(wrong("provider", "there is none"));
    }
    let status = StatusKind::from_name(&facts.status);
    let status = status.ok_or_else(|| wrong("status", "it is none of the names of a status"))?;
    let text = |field, text: &Option<String>| {
        let text = maybe_line(field, text.as_deref())?;
        match text {
            Some(text) if redact_text(&text) != text => {
                Err(wrong(field, "it looks like a secret, and none belongs here"))
            }
            text => Ok(text),
        }
    };
    Ok(Connection {
        id: id.to_owned(),
        provider: facts.provider.clone(),
        environment: facts.environment.as_str().to_owned(),
        label: text("label", &facts.label)?,
        account_id: maybe_line("account_id", facts.account_id.as_deref())?,
        account_name: text("account_name", &facts.account_name)?,
        owner: text("owner", &facts.owner)?,
        custodian: match facts.custodian {
            Custodian::ThisComputer => "this_computer".to_owned(),
            Custodian::FirmServer => "firm_server".to_owned(),
        },
        status: status.as_str().to_owned(),
        last_success: facts.last_success,
        idle_ends_at: facts.idle_ends_at,
        absolute_ends_at: facts.absolute_ends_at,
        made_at: facts.made_at,
        changed_at: facts.made_at,
        version,
    })
}

fn entities(facts: &ConnectionFacts) -> Result<Vec<EntityState>, Problem> {
    let mut seen: Vec<EntityState> = Vec::new();
    for one in &facts.entities {
        let entity = one.entity.as_str().to_owned();
        if seen.iter().any(|other| other.entity == entity) {
            return Err(wrong("entities", "one of them stands there twice"));
        }
        seen.push(EntityState {
            entity,
            synced: one.synced.into(),
            pending: one.pending.into(),
            errors: one.errors.into(),
            last_sync: one.last_sync,
        });
    }
    Ok(seen)
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
