//! Connections that other computers of the firm hold, as the firm's server says they are. There is
//! no row of theirs here, and nothing that opens them.

use std::collections::HashSet;

use patchbay_store::{Connection, OpenError, Store, SyncKind, Thing};

use super::facts::ConnectionFacts;

/// As rows look, for whoever shows what the firm has.
pub(crate) async fn held_elsewhere(store: &Store) -> Result<Vec<Connection>, OpenError> {
    // What the server inside the app has, this computer told it.
    if store.enrolment().await?.is_none_or(|row| row.embedded) {
        return Ok(Vec::new());
    }
    let here: HashSet<String> = store.connections().await?.into_iter().map(|row| row.id).collect();
    // One that was ended here, which the server has not heard yet.
    let told: HashSet<String> =
        store.to_be_told().await?.into_iter().filter(is_connection).map(|one| one.id).collect();
    let rows = store.synced().await?.into_iter();
    let rows = rows.filter(|row| row.kind == SyncKind::Connection.as_str());
    let rows = rows.filter(|row| !here.contains(&row.id) && !told.contains(&row.id));
    let read = |text: &str| serde_json::from_str::<ConnectionFacts>(text).ok();
    Ok(rows.filter_map(|row| Some(read(&row.facts)?.into_row(&row.id))).collect())
}

fn is_connection(thing: &Thing) -> bool {
    thing.kind == SyncKind::Connection
}

/// Whether that custodian is the firm's server.
pub(crate) fn by_server(custodian: &str) -> bool {
    custodian == "firm_server"
}
