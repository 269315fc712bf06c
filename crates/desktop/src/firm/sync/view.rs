//! How far it is, as pages and the command line show it.

use jiff::Timestamp;
use patchbay_contract::{
    ElsewhereConnection, GoingAlong, StatusKind, SyncConflict, SyncRefusal, SyncedKind, SyncedThing,
};
use patchbay_store::{Local, OpenError, Store, SyncKind, Synced, Thing};

use super::facts::{ConnectionFacts, of_local};
use super::readable::Names;

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
    let synced = store.synced().await?;
    let is_named = |row: &Synced| row.their_version.is_some() || row.refused.is_some();
    let names = match synced.iter().any(is_named) {
        true => Names::of(store).await?,
        false => Names::none(),
    };
    for row in synced {
        let Some(kind) = SyncKind::from_name(&row.kind) else { continue };
        let thing = Thing::new(kind, &row.id);
        let local = store.local(&thing).await?;
        if !row.fits {
            view.left_out.push(format!("{} {}", row.kind, row.id));
        }
        if let Some(theirs) = &row.their_facts {
            let ours = of_local(now)(&local);
            view.conflicts.push(SyncConflict {
                thing: shown(&thing),
                title: names.title(&thing, &local, &row),
                ours: ours.and_then(|facts| names.said(&thing, &facts)),
                theirs: names.said(&thing, theirs),
                changed_at: time(row.their_changed_at.clone()),
            });
        } else if let Some(code) = &row.refused {
            let title = names.title(&thing, &local, &row);
            let here = of_local(now)(&local);
            view.refused.push(SyncRefusal {
                thing: shown(&thing),
                title,
                code: code.clone(),
                is_put_back: row.version > 0 && same(&row.facts, here.as_deref()),
            });
        } else if local == Local::Nothing
            && kind == SyncKind::Connection
            && !pending.contains(&thing)
        {
            view.elsewhere.extend(elsewhere(&row));
        }
    }
    Ok(view)
}

/// Whether what is here is as was agreed on.
fn same(agreed: &str, here: Option<&str>) -> bool {
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    read(agreed) == read(here.unwrap_or("null"))
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
