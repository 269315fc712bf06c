//! What the firm has set.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use patchbay_contract::redact_text;
use patchbay_firm_store::{Action, Setting};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::change::{Asker, Begun, Change};
use super::choices;
use super::enrol::shown;
use super::input::{Asked, Body, InPath, nothing, wrong};
use super::page::{From, Page};
use super::provider_files;
use super::version::{changed, maybe_wanted, tagged};
use crate::house::House;
use crate::problem::Problem;

/// The longest value, as JSON; but a provider file's (`provider_files`).
const LONGEST: usize = 8 * 1024;

/// A setting.
#[derive(Serialize, ToSchema)]
pub(super) struct SettingView {
    name: String,
    value: Value,
    changed_by: String,
    changed_at: String,
    version: i64,
}

/// What it is to be.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewValue {
    value: Value,
}

/// All that is set.
#[utoipa::path(get, operation_id = "settings_list", path = "/api/settings", tag = "settings", params(From),
    security(("token" = [])), responses((status = 200, body = Page<SettingView>)))]
pub(super) async fn list(
    State(house): State<House>,
    Asked(from): Asked<From>,
) -> Result<Json<Page<SettingView>>, Problem> {
    let found = house.store().await?.read().await?.settings(from.after()?).await?;
    let length = |setting: &Setting| setting.value.len();
    Ok(Json(Page::of_long(found, length, |setting| setting.name.clone(), show)))
}

/// One setting.
#[utoipa::path(get, operation_id = "settings_one", path = "/api/settings/{name}", tag = "settings", security(("token" = [])),
    params(("name" = String, Path)), responses((status = 200, body = SettingView), (status = 404)))]
pub(super) async fn one(
    State(house): State<House>,
    InPath(name): InPath,
) -> Result<Response, Problem> {
    let found = house.store().await?.read().await?.setting(&name).await?;
    let found = found.ok_or_else(nothing)?;
    Ok(tagged(found.version, Json(show(found))))
}

/// Set it: anew, or with `If-Match` in place of what stands there.
#[utoipa::path(put, operation_id = "settings_put", path = "/api/settings/{name}", tag = "settings", security(("token" = [])),
    params(("name" = String, Path)), request_body = NewValue,
    responses((status = 200, body = SettingView), (status = 201, body = SettingView),
        (status = 412), (status = 422)))]
pub(super) async fn put(
    State(house): State<House>,
    InPath(name): InPath,
    asker: Asker,
    Body(new): Body<NewValue>,
) -> Result<Response, Problem> {
    let version = maybe_wanted(&asker.headers)?.unwrap_or(0);
    let value = new.read(&name)?;
    let what = format!("PUT /api/settings/{name} {version}");
    let mut change = match asker.begin(&house, &what, &new).await? {
        Begun::Now(change) => change,
        Begun::Before(response) => return Ok(response),
    };
    let (status, now) = take(&mut change, &name, version, value).await?;
    Ok(tagged(now.version, change.done(status, &show(now)).await?))
}

impl NewValue {
    /// The value of the setting of that name, as it is kept.
    pub(super) fn read(&self, name: &str) -> Result<String, Problem> {
        let value = self.value.to_string();
        if let Some(provider) = provider_files::provider_of(name) {
            provider_files::check(provider, &self.value)?;
            return Ok(value);
        }
        choices::check(name, &self.value)?;
        if value.len() > LONGEST {
            return Err(wrong("value", "it is longer than 8 kB"));
        }
        if holds_secret(&self.value) {
            return Err(wrong("value", "it looks like a secret, and none belongs here"));
        }
        Ok(value)
    }
}

/// Sets it behind this version, or changes nothing and refuses.
pub(super) async fn take(
    change: &mut Change,
    name: &str,
    version: i64,
    value: String,
) -> Result<(StatusCode, Setting), Problem> {
    let (changed_by, changed_at) = (change.caller.id(), change.now);
    let to = Setting { name: name.to_owned(), value, changed_by, changed_at, version };
    if !change.session.set(&to).await? {
        return Err(changed());
    }
    let entry = change.entry(Action::SettingChanged).subject(name);
    let entry = match provider_files::provider_of(name) {
        Some(provider) => provider_files::entered(entry.provider(provider), &to.value),
        None => entry.with("value", &to.value),
    };
    change.session.enter(&entry).await?;
    let status = if version == 0 { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Setting { version: version + 1, ..to }))
}

/// Whether some text in it has the shape of a secret.
fn holds_secret(value: &Value) -> bool {
    match value {
        Value::String(text) => redact_text(text) != *text,
        Value::Array(values) => values.iter().any(holds_secret),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| redact_text(name) != *name || holds_secret(value))
        }
        _ => false,
    }
}

pub(super) fn show(of: Setting) -> SettingView {
    SettingView {
        name: of.name,
        value: serde_json::from_str(&of.value).unwrap_or_default(),
        changed_by: of.changed_by,
        changed_at: shown(of.changed_at),
        version: of.version,
    }
}
