//! Who did what, and whether that is still what was entered.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use patchbay_firm_store::{AuditEntry, AuditFilter};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::input::{Asked, wrong};
use super::page::Page;
use crate::house::House;
use crate::problem::Problem;

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// By this one, as entries name them.
    actor: Option<String>,
    /// Of this action.
    action: Option<String>,
    /// About this provider.
    provider: Option<String>,
    /// Not before.
    since: Option<String>,
    /// Before.
    until: Option<String>,
    /// What the page before said as its `next`.
    cursor: Option<String>,
}

/// An entry.
#[derive(Serialize, ToSchema)]
pub(super) struct EntryView {
    number: i64,
    at: String,
    /// Who; nobody for the server itself, or whoever has its machine.
    actor: Option<String>,
    /// From where.
    origin: String,
    action: String,
    /// To whom or what.
    subject: Option<String>,
    provider: Option<String>,
    detail: Value,
    /// Its hash, over all of it and the hash of the entry before.
    hash: String,
}

/// What came of a check.
#[derive(Serialize, ToSchema)]
pub(super) struct Checked {
    /// Whether every entry is as it was entered.
    whole: bool,
    /// How many there are, when it is whole.
    entries: Option<i64>,
    /// The hash of the last: whoever writes it down can tell later whether entries are gone.
    last: Option<String>,
    /// Where it is broken first.
    broken: Option<String>,
}

/// The trail, the newest entry first.
#[utoipa::path(get, operation_id = "audit_list", path = "/api/audit", tag = "audit", params(Which), security(("token" = [])),
    responses((status = 200, body = Page<EntryView>)))]
pub(super) async fn list(
    State(house): State<House>,
    Asked(which): Asked<Which>,
) -> Result<Json<Page<EntryView>>, Problem> {
    let before = match &which.cursor {
        None => i64::MAX,
        Some(cursor) => {
            let wrong = || wrong("cursor", "it is not what a page named as its next");
            cursor.parse().map_err(|_| wrong())?
        }
    };
    let filter = AuditFilter {
        actor: plain("actor", which.actor)?,
        action: plain("action", which.action)?,
        provider: plain("provider", which.provider)?,
        since: time("since", which.since)?,
        until: time("until", which.until)?,
    };
    let found = house.store().await?.read().await?.entries(&filter, before).await?;
    Ok(Json(Page::of(found, |entry| entry.seq.to_string(), show)))
}

/// Check the whole trail.
#[utoipa::path(get, operation_id = "audit_check", path = "/api/audit/check", tag = "audit", security(("token" = [])),
    responses((status = 200, body = Checked)))]
pub(super) async fn check(State(house): State<House>) -> Result<Json<Checked>, Problem> {
    let found = house.store().await?.read().await?.check_trail().await?;
    Ok(Json(match found {
        Ok(whole) => Checked {
            whole: true,
            entries: Some(whole.entries),
            last: Some(hex(&whole.last)),
            broken: None,
        },
        Err(broken) => {
            Checked { whole: false, entries: None, last: None, broken: Some(broken.to_string()) }
        }
    }))
}

fn plain(field: &str, text: Option<String>) -> Result<Option<String>, Problem> {
    let is_plain = |text: &String| text.len() <= 100 && text.bytes().all(|b| b.is_ascii_graphic());
    match text {
        Some(text) if !is_plain(&text) => Err(wrong(field, "it is no such name")),
        text => Ok(text.filter(|text| !text.is_empty())),
    }
}

fn time(field: &str, text: Option<String>) -> Result<Option<Timestamp>, Problem> {
    let wrong = || wrong(field, "write it as 2026-11-22T09:00:00Z");
    text.map(|text| text.parse().map_err(|_| wrong())).transpose()
}

pub(super) fn hex(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn show(of: AuditEntry) -> EntryView {
    EntryView {
        number: of.seq,
        at: of.at,
        actor: of.actor,
        origin: of.origin,
        action: of.action,
        subject: of.subject,
        provider: of.provider,
        detail: serde_json::from_str(&of.detail).unwrap_or_default(),
        hash: hex(&of.hash),
    }
}
