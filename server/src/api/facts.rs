//! What is told of a connection, as it is sent, and read: strictly, and without anything that looks
//! like a secret. What becomes of it is [`super::known`]'s.

use jiff::Timestamp;
use patchbay_contract::{
    Custodian, Entity, EnvironmentId, StatusKind, is_provider_id, redact_text,
};
use patchbay_firm_store::{Connection, EntityState};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::input::{maybe_line, wrong};
use crate::problem::Problem;

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

/// What is known of a connection, read: its row, and how far its syncing is.
pub(super) struct Known {
    pub(super) to: Connection,
    pub(super) entities: Vec<EntityState>,
    pub(super) version: Option<i64>,
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
