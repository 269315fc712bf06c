//! How far it is, as pages and the command line show it.

use jiff::Timestamp;
use patchbay_contract::{
    ElsewhereConnection, GoingAlong, StatusKind, SyncConflict, SyncRefusal, SyncedKind, SyncedThing,
};
use patchbay_store::{Local, OpenError, Store, SyncKind, Synced, Thing};

use super::facts::{ConnectionFacts, of_local};
use crate::shared_files::{provider_of, told};

pub(super) async fn of(store: &Store, now: Timestamp) -> Result<GoingAlong, OpenError> {
    let state = store.sync_state().await?;
    let time = |at: Option<String>| at.and_then(|at| at.parse().ok());
    let pending = store.to_be_told().await?;
    let mut view = GoingAlong {
        is_in: true,
        pending: pending.iter().map(shown).collect(),
        last_sync_at: time(state.last_sync_at),
        trouble: state.last_problem.and_then(|told| serde_json::from_str(&told).ok()),
        next_try_at: time(state.next_try_at),
        left_out: serde_json::from_str(&state.left_out).unwrap_or_default(),
        ..GoingAlong::default()
    };
    for row in store.synced().await? {
        let Some(kind) = SyncKind::from_name(&row.kind) else { continue };
        let thing = Thing::new(kind, &row.id);
        let local = store.local(&thing).await?;
        let title = match &local {
            Local::Connection(row) => Some(crate::hub::title(row)),
            // One that was ended here, as it was called.
            Local::Nothing => readable(&thing, &row.facts),
            Local::Setting(_) => None,
        };
        if !row.fits {
            view.left_out.push(format!("{} {}", row.kind, row.id));
        }
        if let Some(theirs) = &row.their_facts {
            let ours = of_local(now)(&local);
            view.conflicts.push(SyncConflict {
                thing: shown(&thing),
                title,
                ours: ours.and_then(|facts| readable(&thing, &facts)),
                theirs: readable(&thing, theirs),
                changed_at: time(row.their_changed_at.clone()),
            });
        } else if let Some(code) = &row.refused {
            view.refused.push(SyncRefusal { thing: shown(&thing), title, code: code.clone() });
        } else if local == Local::Nothing
            && kind == SyncKind::Connection
            && !pending.contains(&thing)
        {
            view.elsewhere.extend(elsewhere(&row));
        }
    }
    Ok(view)
}

/// The thing that the page means.
pub(super) fn thing(shown: &SyncedThing) -> Thing {
    let kind = match shown.kind {
        SyncedKind::Connection => SyncKind::Connection,
        SyncedKind::Setting => SyncKind::Setting,
    };
    Thing::new(kind, &shown.id)
}

fn shown(thing: &Thing) -> SyncedThing {
    let kind = match thing.kind {
        SyncKind::Connection => SyncedKind::Connection,
        SyncKind::Setting => SyncedKind::Setting,
    };
    SyncedThing { kind, id: thing.id.clone() }
}

/// What two differ in, as a person reads it: the name of a connection, the value of a setting, the
/// hosts of a provider file.
fn readable(thing: &Thing, facts: &str) -> Option<String> {
    let facts: serde_json::Value = serde_json::from_str(facts).ok()?;
    if let (Some(provider), Some(text)) = (provider_of(&thing.id), facts.as_str())
        && thing.kind == SyncKind::Setting
    {
        return Some(told(provider, text));
    }
    let value = match thing.kind {
        SyncKind::Connection => facts.get("label")?,
        SyncKind::Setting => &facts,
    };
    words(value)
}

fn words(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Array(all) => {
            Some(all.iter().filter_map(words).collect::<Vec<_>>().join(", "))
        }
        serde_json::Value::Object(fields) => {
            Some(fields.values().filter_map(words).collect::<Vec<_>>().join(", "))
        }
        other => Some(other.to_string()),
    }
}

fn elsewhere(row: &Synced) -> Option<ElsewhereConnection> {
    let facts: ConnectionFacts = serde_json::from_str(&row.facts).ok()?;
    let name = facts.label.or(facts.account_name);
    let title = name.unwrap_or_else(|| crate::hub::unnamed(&facts.provider, &row.id));
    Some(ElsewhereConnection {
        provider: facts.provider,
        title,
        owner: facts.owner,
        status: StatusKind::from_name(&facts.status)?,
    })
}
