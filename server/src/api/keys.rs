//! Keys of the firm's own software.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use patchbay_firm_store::{Action, ApiKey, NewApiKey};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::change::{Asker, Begun};
use super::enrol::shown;
use super::input::{Asked, Body, InPath, line, nothing, wrong};
use super::page::{From, Page};
use super::version::{changed, tagged, wanted};
use crate::auth::{Scope, Secret};
use crate::house::House;
use crate::problem::Problem;

/// How long the secret before is still taken, unless something else is said.
const OVERLAP: u32 = 24;

/// The longest that it may be, in hours.
const LONGEST_OVERLAP: u32 = 24 * 30;

/// A key.
#[derive(Serialize, ToSchema)]
pub(super) struct KeyView {
    id: String,
    name: String,
    scopes: Vec<String>,
    /// The member who made it.
    made_by: String,
    made_at: String,
    expires_at: Option<String>,
    /// When it was last used, to the minute.
    last_used_at: Option<String>,
    version: i64,
    /// The key itself, told once.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
}

/// A key to be made.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewKey {
    /// What it is for.
    name: String,
    /// What it may do.
    scopes: Vec<Scope>,
    /// Until when it is taken, if it is to end.
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
}

/// How it is to rotate.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rotation {
    /// How many hours the key before is still taken: 24 unless said, 720 at the most.
    overlap_hours: Option<u32>,
}

/// The keys that were not revoked.
#[utoipa::path(get, operation_id = "keys_list", path = "/api/keys", tag = "keys", params(From), security(("token" = [])),
    responses((status = 200, body = Page<KeyView>)))]
pub(super) async fn list(
    State(house): State<House>,
    Asked(from): Asked<From>,
) -> Result<Json<Page<KeyView>>, Problem> {
    let found = house.store().await?.read().await?.api_keys(from.after()?).await?;
    Ok(Json(Page::of(found, |key| key.id.clone(), show)))
}

/// One key.
#[utoipa::path(get, operation_id = "keys_one", path = "/api/keys/{id}", tag = "keys", security(("token" = [])),
    params(("id" = String, Path)), responses((status = 200, body = KeyView), (status = 404)))]
pub(super) async fn one(
    State(house): State<House>,
    InPath(id): InPath,
) -> Result<Response, Problem> {
    let found = house.store().await?.read().await?.api_key(&id).await?;
    let found = found.filter(|key| key.revoked_at.is_none()).ok_or_else(nothing)?;
    Ok(tagged(found.version, Json(show(found))))
}

/// Make a key.
#[utoipa::path(post, operation_id = "keys_make", path = "/api/keys", tag = "keys", security(("token" = [])),
    request_body = NewKey, responses((status = 201, body = KeyView), (status = 422)))]
pub(super) async fn make(
    State(house): State<House>,
    asker: Asker,
    Body(asked): Body<NewKey>,
) -> Result<Response, Problem> {
    let name = line("name", &asked.name)?;
    let mut scopes: Vec<_> = asked.scopes.iter().map(|scope| scope.as_str().to_owned()).collect();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return Err(wrong("scopes", "a key that may do nothing is no use"));
    }
    if asked.expires_at.is_some_and(|end| end <= (house.config.now)()) {
        return Err(wrong("expires_at", "that is over already"));
    }
    let mut change = match asker.begin(&house, "POST /api/keys", &asked).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let made_by = change.caller.member().to_owned();
    let new = NewApiKey { name, scopes, made_by, expires_at: asked.expires_at };
    let (secret, now) = (Secret::for_software(), change.now);
    let id = change.session.add_api_key(&new, &secret.hash(), now).await?;
    let entry = change.entry(Action::ApiKeyMade).subject(&id).with("name", &new.name);
    change.session.enter(&entry.with("scopes", &new.scopes.join(" "))).await?;
    let made = change.session.api_key(&id).await?.ok_or_else(nothing)?;
    let key = Some(("key", secret.tell().to_owned()));
    Ok(tagged(1, change.done_with_secrets(StatusCode::CREATED, &show(made), key).await?))
}

/// Give a key another secret. The one before is still taken for a while.
#[utoipa::path(post, operation_id = "keys_rotate", path = "/api/keys/{id}/rotate", tag = "keys", security(("token" = [])),
    params(("id" = String, Path)), request_body = Rotation,
    responses((status = 200, body = KeyView), (status = 404), (status = 412), (status = 428)))]
pub(super) async fn rotate(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
    Body(asked): Body<Rotation>,
) -> Result<Response, Problem> {
    let version = wanted(&asker.headers)?;
    let hours = asked.overlap_hours.unwrap_or(OVERLAP);
    if hours > LONGEST_OVERLAP {
        return Err(wrong("overlap_hours", "720 hours at the most"));
    }
    let what = format!("POST /api/keys/{id}/rotate {version}");
    let mut change = match asker.begin(&house, &what, &asked).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let found = change.session.api_key(&id).await?;
    let found = found.filter(|key| key.revoked_at.is_none()).ok_or_else(nothing)?;
    let (secret, now) = (Secret::for_software(), change.now);
    let until = now + SignedDuration::from_hours(hours.into());
    if !change.session.rotate_api_key(&id, version, &secret.hash(), until, now).await? {
        return Err(changed());
    }
    let entry = change.entry(Action::ApiKeyRotated).subject(&id).with("name", &found.name);
    change.session.enter(&entry.with("before_until", &shown(until))).await?;
    let now = ApiKey { version: version + 1, ..found };
    let key = Some(("key", secret.tell().to_owned()));
    Ok(tagged(version + 1, change.done_with_secrets(StatusCode::OK, &show(now), key).await?))
}

/// Revoke a key with all its secrets, at once.
#[utoipa::path(delete, operation_id = "keys_revoke", path = "/api/keys/{id}", tag = "keys", security(("token" = [])),
    params(("id" = String, Path)), responses((status = 204), (status = 404)))]
pub(super) async fn revoke(
    State(house): State<House>,
    InPath(id): InPath,
    asker: Asker,
) -> Result<Response, Problem> {
    let what = format!("DELETE /api/keys/{id}");
    let mut change = match asker.begin(&house, &what, &()).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let now = change.now;
    if !change.session.revoke_api_key(&id, now).await? {
        return Err(nothing());
    }
    let entry = change.entry(Action::ApiKeyRevoked).subject(&id);
    change.session.enter(&entry).await?;
    change.done(StatusCode::NO_CONTENT, &()).await
}

fn show(of: ApiKey) -> KeyView {
    KeyView {
        id: of.id,
        name: of.name,
        scopes: of.scopes,
        made_by: of.made_by,
        made_at: shown(of.made_at),
        expires_at: of.expires_at.map(shown),
        last_used_at: of.last_used_at.map(shown),
        version: of.version,
        key: None,
    }
}
