//! What was changed, in the server's order: a device goes along with it from where it was.

use axum::Json;
use axum::extract::State;
use patchbay_firm_store::{Change, Changed};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::connections::{self, ConnectionView};
use super::enrol::shown;
use super::input::{Asked, wrong};
use super::page::shortened;
use super::settings::{self, SettingView};
use crate::house::House;
use crate::problem::Problem;

/// From where on.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Since {
    /// What the answer before named as its `cursor`; without it, from the beginning.
    cursor: Option<String>,
}

/// What was changed since then.
#[derive(Serialize, ToSchema)]
pub(super) struct Changes {
    /// The server.
    server: String,
    /// Its present life. A cursor of another one says nothing: begin anew.
    epoch: String,
    /// Each thing that was changed, once and as it is now, in the order of the newest change.
    items: Vec<ChangeView>,
    /// Up to where this goes.
    cursor: String,
    /// Whether there is more at once.
    more: bool,
}

/// Something that was changed.
#[derive(Serialize, ToSchema)]
pub(super) struct ChangeView {
    /// `connection` or `setting`. Others may come: whoever does not know one leaves it out.
    kind: &'static str,
    /// Its id or name.
    id: String,
    version: i64,
    /// When, by the server's clock.
    changed_at: String,
    /// Since when it is removed, if it is.
    removed_at: Option<String>,
    /// The connection, unless it is removed.
    connection: Option<ConnectionView>,
    /// The setting.
    setting: Option<SettingView>,
}

/// What was changed, for a device to go along with.
#[utoipa::path(get, operation_id = "changes", path = "/api/changes", tag = "sync", params(Since),
    security(("token" = [])), responses((status = 200, body = Changes), (status = 422)))]
pub(super) async fn list(
    State(house): State<House>,
    Asked(since): Asked<Since>,
) -> Result<Json<Changes>, Problem> {
    let after = match &since.cursor {
        None => 0,
        Some(cursor) => number(cursor)?,
    };
    let mut view = house.store().await?.read().await?;
    let identity = view.identity().await?;
    let mut changes = view.changes(after).await?;
    let more = shortened(&mut changes, length);
    let cursor = changes.last().map_or(after, |change| change.seq).to_string();
    let items = changes.into_iter().map(show).collect();
    Ok(Json(Changes { server: identity.id, epoch: identity.epoch, items, cursor, more }))
}

fn number(cursor: &str) -> Result<i64, Problem> {
    let plain = cursor.len() <= 18 && cursor.bytes().all(|b| b.is_ascii_digit());
    let number = cursor.parse().ok().filter(|_| plain);
    number.ok_or_else(|| wrong("cursor", "it is not what an answer named as its cursor"))
}

/// Of what may be long in one.
fn length(change: &Change) -> usize {
    match &change.what {
        Changed::Connection(..) => 0,
        Changed::Setting(setting) => setting.value.len(),
    }
}

fn show(change: Change) -> ChangeView {
    match change.what {
        Changed::Connection(connection, removed_at) => ChangeView {
            kind: "connection",
            id: connection.id.clone(),
            version: connection.version,
            changed_at: shown(connection.changed_at),
            removed_at: removed_at.map(shown),
            connection: match removed_at {
                None => Some(connections::show(*connection, None)),
                Some(_) => None,
            },
            setting: None,
        },
        Changed::Setting(setting) => ChangeView {
            kind: "setting",
            id: setting.name.clone(),
            version: setting.version,
            changed_at: shown(setting.changed_at),
            removed_at: None,
            connection: None,
            setting: Some(settings::show(setting)),
        },
    }
}
