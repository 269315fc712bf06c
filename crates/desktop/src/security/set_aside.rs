//! Stored values that do not open, by name: which they are, putting them aside, and
//! removing for good what was put aside.

use patchbay_contract::{AuditAction, Problem, SetAside, StoredValue};
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::vault::{Owned, SealedTable, SetAside as Row};
use patchbay_store::{Change, Connection, OpenError, Store};

use super::noted::SIGNING;
use super::told;
use crate::Installation;
use crate::problems;
use crate::vault::{ADMINISTRATOR, VaultTrouble};

impl Installation {
    /// Which stored values do not open.
    pub async fn find_broken(&self) -> Result<Vec<StoredValue>, Problem> {
        let store = self.open_vault().await?;
        let broken = told(self.vault().broken(&store).await)?;
        Ok(broken.iter().map(stored_value).collect())
    }

    /// Puts those aside, so that keys can be changed without them.
    pub async fn set_broken_aside(&self) -> Result<(), Problem> {
        let store = self.open_vault().await?;
        let at = self.now().to_string();
        let entry = |owned: &Owned| {
            let action = match owned.table {
                SealedTable::Credentials => AuditAction::CredentialSetAside,
                SealedTable::OwnSecrets => AuditAction::KeySetAside,
            };
            about(self.entry(action), &owned.row.id, owned.connection.as_ref())
        };
        told(self.vault().set_broken_aside(&store, &at, entry).await)?;
        // What signs the trail may be among them. Another takes over from here on.
        self.set_audit_key(None);
        self.take_up_signing(&store).await;
        Ok(())
    }

    /// Removes for good what was put aside. One that is gone already is no trouble.
    pub async fn remove_set_aside(&self, number: u32) -> Result<(), Problem> {
        let store = self.opened().await?;
        let failed = |error| problems::store_did_not_open(&error);
        let kept = store.kept_aside().await.map_err(failed)?;
        let Some(row) = kept.into_iter().find(|row| row.id == number) else { return Ok(()) };
        let action = if row.from_table == SealedTable::Credentials.name() {
            AuditAction::CredentialRemoved
        } else {
            AuditAction::KeyRemoved
        };
        let connection = connection_of(&store, &row).await.map_err(failed)?;
        let entry = about(self.entry(action), &row.from_id, connection.as_ref());
        let change = Change { at: &self.now().to_string(), entries: &[entry] };
        store.remove_set_aside(number, change).await.map_err(failed)
    }
}

/// What is kept aside, for the page.
pub(super) async fn kept_aside(store: &Store) -> Result<Vec<SetAside>, VaultTrouble> {
    let mut kept = Vec::new();
    for row in store.kept_aside().await? {
        let connection = connection_of(store, &row).await?;
        kept.push(SetAside {
            number: row.id,
            value: named(&row.from_id, connection.as_ref()),
            at: super::view::time(&row.at),
        });
    }
    Ok(kept)
}

/// A sealed row by the name of what is in it.
pub(crate) fn stored_value(owned: &Owned) -> StoredValue {
    named(&owned.row.id, owned.connection.as_ref())
}

fn named(id: &str, connection: Option<&Connection>) -> StoredValue {
    match (connection, id) {
        (Some(connection), _) => StoredValue::Credential {
            provider: connection.provider.clone(),
            account: title(connection),
        },
        (None, SIGNING) => StoredValue::AuditSigning,
        (None, ADMINISTRATOR) => StoredValue::Administrator,
        (None, id) => StoredValue::Other(id.to_owned()),
    }
}

/// What to call a connection: the firm's label, else the account, else its id.
fn title(connection: &Connection) -> String {
    let Connection { label, account_name, account_id, id, .. } = connection;
    let names = [label, account_name, account_id].into_iter().flatten();
    names.chain([id]).next().unwrap_or(id).clone()
}

async fn connection_of(store: &Store, row: &Row) -> Result<Option<Connection>, OpenError> {
    let all = store.connections().await?;
    Ok(all.into_iter().find(|connection| Some(&connection.id) == row.connection.as_ref()))
}

fn about(entry: NewEntry, id: &str, connection: Option<&Connection>) -> NewEntry {
    match connection {
        Some(connection) => entry
            .connection(&connection.provider, &connection.id)
            .detail(Detail::new().text("account", &title(connection))),
        None => entry.detail(Detail::new().text("name", id)),
    }
}
