//! The services there are, those of the firm's own among them, and how those that it uses are.

use std::collections::HashMap;
use std::sync::OnceLock;

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use patchbay_contract::{Category, StatusKind, Support, is_provider_id};
use patchbay_firm_store::EntityState;
use patchbay_providers::Provider;
use serde::Serialize;
use utoipa::ToSchema;

use super::enrol::shown;
use super::input::{InPath, nothing};
use super::provider_files::{any_provider, shared};
use crate::house::House;
use crate::problem::Problem;

/// The services of a group.
#[derive(Serialize, ToSchema)]
pub(super) struct CategoryView {
    /// The group.
    category: &'static str,
    integrations: Vec<IntegrationView>,
}

/// A service.
#[derive(Serialize, ToSchema)]
pub(super) struct IntegrationView {
    id: String,
    name: String,
    /// What it does for the firm.
    description: String,
    /// Its tile: what is drawn where there is no picture.
    icon: IconView,
    /// Whatever of its connections needs a person first; `not_connected` without any.
    status: &'static str,
    /// How many accounts are connected.
    connections: usize,
    /// What it reads and writes.
    features: Vec<String>,
}

/// A tile.
#[derive(Serialize, ToSchema)]
pub(super) struct IconView {
    /// One or two letters.
    letters: String,
    /// The hue of what is behind them, in degrees.
    hue: u16,
}

/// How the syncing of a service is.
#[derive(Serialize, ToSchema)]
pub(super) struct SyncStatus {
    provider: String,
    /// When it last worked, over all its connections.
    last_sync: Option<String>,
    /// As in the list of services.
    status: &'static str,
    /// Each kind of record, over all its connections.
    entities: Vec<EntityView>,
}

/// How far one kind of record is.
#[derive(Serialize, ToSchema)]
pub(super) struct EntityView {
    pub(super) entity: String,
    /// How many are there.
    pub(super) synced: i64,
    /// How many are still to come or to go.
    pub(super) pending: i64,
    /// How many failed.
    pub(super) errors: i64,
    pub(super) last_sync: Option<String>,
}

/// The catalogue, read when it is first asked for.
pub(super) fn catalogue() -> &'static [Provider] {
    static CATALOGUE: OnceLock<Vec<Provider>> = OnceLock::new();
    CATALOGUE.get_or_init(patchbay_providers::catalogue)
}

/// The provider of that id.
pub(crate) fn provider(id: &str) -> Result<&'static Provider, Problem> {
    let found = catalogue().iter().find(|provider| provider.id == id);
    found.filter(|_| is_provider_id(id)).ok_or_else(nothing)
}

/// The most urgent of these, as a card would show it.
fn most_urgent<'a>(statuses: impl Iterator<Item = &'a str>) -> StatusKind {
    let kinds = statuses.filter_map(StatusKind::from_name);
    let place = |kind: &StatusKind| StatusKind::ALL.iter().position(|one| one == kind);
    kinds.min_by_key(place).unwrap_or(StatusKind::NotConnected)
}

/// Every service, by its group: the catalogue's, and those whose files the firm shares.
#[utoipa::path(get, operation_id = "integrations_list", path = "/api/integrations", tag = "integrations", security(("token" = [])),
    responses((status = 200, body = Vec<CategoryView>)))]
pub(super) async fn list(State(house): State<House>) -> Result<Json<Vec<CategoryView>>, Problem> {
    let mut statuses: HashMap<String, Vec<String>> = HashMap::new();
    let mut view = house.store().await?.read().await?;
    for (provider, status, _) in view.every_status().await? {
        statuses.entry(provider).or_default().push(status);
    }
    let own = shared(&mut view).await?;
    let shown = |provider: &Provider| show(provider, statuses.get(&provider.id));
    let categories = Category::ALL.iter().map(|category| CategoryView {
        category: category.as_str(),
        integrations: catalogue()
            .iter()
            .chain(&own)
            .filter(|provider| provider.category == *category)
            .map(shown)
            .collect(),
    });
    Ok(Json(categories.filter(|category| !category.integrations.is_empty()).collect()))
}

fn show(provider: &Provider, statuses: Option<&Vec<String>>) -> IntegrationView {
    let statuses = statuses.map(Vec::as_slice).unwrap_or_default();
    let status = match provider.support {
        Support::NotSupported => StatusKind::NotSupported,
        _ => most_urgent(statuses.iter().map(String::as_str)),
    };
    let about = &provider.about;
    IntegrationView {
        id: provider.id.clone(),
        name: provider.name.clone(),
        description: provider.purpose.clone(),
        icon: IconView { letters: provider.tile.letters.clone(), hue: provider.tile.hue },
        status: status.as_str(),
        connections: statuses.len(),
        features: about.reads.iter().chain(&about.writes).cloned().collect(),
    }
}

/// How the syncing of a service is, over all its connections.
#[utoipa::path(get, operation_id = "integrations_sync_status", path = "/api/integrations/{provider}/sync/status", tag = "integrations",
    security(("token" = [])), params(("provider" = String, Path)),
    responses((status = 200, body = SyncStatus), (status = 404)))]
pub(super) async fn sync_status(
    State(house): State<House>,
    InPath(id): InPath,
) -> Result<Json<SyncStatus>, Problem> {
    let mut view = house.store().await?.read().await?;
    let provider = any_provider(&mut view, &id).await?;
    let (mut after, mut statuses, mut last) = (String::new(), Vec::new(), None::<Timestamp>);
    let mut sums: Vec<EntityState> = Vec::new();
    loop {
        let page = view.connections(Some(&provider.id), &after).await?;
        let Some(end) = page.last() else { break };
        after.clone_from(&end.id);
        for connection in page {
            last = last.max(connection.last_success);
            for entity in view.entities(&connection.id).await? {
                add(&mut sums, entity);
            }
            statuses.push(connection.status);
        }
    }
    Ok(Json(SyncStatus {
        provider: id,
        last_sync: last.map(shown),
        status: most_urgent(statuses.iter().map(String::as_str)).as_str(),
        entities: sums.into_iter().map(show_entity).collect(),
    }))
}

/// Adds one connection's count to those of the others.
fn add(sums: &mut Vec<EntityState>, one: EntityState) {
    match sums.iter_mut().find(|sum| sum.entity == one.entity) {
        None => sums.push(one),
        Some(sum) => {
            sum.synced = sum.synced.saturating_add(one.synced);
            sum.pending = sum.pending.saturating_add(one.pending);
            sum.errors = sum.errors.saturating_add(one.errors);
            sum.last_sync = sum.last_sync.max(one.last_sync);
        }
    }
}

/// As answers show it.
pub(super) fn show_entity(of: EntityState) -> EntityView {
    let EntityState { entity, synced, pending, errors, last_sync } = of;
    EntityView { entity, synced, pending, errors, last_sync: last_sync.map(shown) }
}
