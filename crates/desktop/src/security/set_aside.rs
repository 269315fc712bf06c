//! Stored values that do not open, by name: which they are, putting them aside, and
//! removing for good what was put aside.

use patchbay_contract::{AuditAction, AuditOutcome, EnvironmentId, Problem, SetAside, StoredValue};
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::vault::{Owned, Owner, SealedTable, SetAside as Row};
use patchbay_store::{Attempt, Change, Connection, OpenError, Store};

use super::noted::SIGNING;
use super::told;
use crate::Installation;
use crate::hub::title;
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
        let entry = |owned: &Owned| match &owned.owner {
            Owner::Connection(connection) | Owner::Events(connection) => {
                of_connection(self.entry(AuditAction::CredentialSetAside), connection)
            }
            Owner::App(app) => {
                let entry = self.entry(AuditAction::CredentialSetAside);
                of_app(entry, &app.provider, &app.environment)
            }
            Owner::Attempt(attempt) => self.came_to_nothing(attempt),
            Owner::Installation => of_our_own(self.entry(AuditAction::KeySetAside), &owned.row.id),
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
        let action = if row.from_table == SealedTable::OwnSecrets.name() {
            AuditAction::KeyRemoved
        } else {
            AuditAction::CredentialRemoved
        };
        let connection = connection_of(&store, &row).await.map_err(failed)?;
        let entry = match (connection, &row.provider, &row.environment) {
            (Some(connection), ..) => of_connection(self.entry(action), &connection),
            (None, Some(provider), Some(environment)) => {
                of_app(self.entry(action), provider, environment)
            }
            (None, ..) => of_our_own(self.entry(action), &row.from_id),
        };
        let change = Change { at: &self.now().to_string(), entries: &[entry] };
        store.remove_set_aside(number, change).await.map_err(failed)
    }

    /// A sign-in that ends because it cannot be gone on with.
    fn came_to_nothing(&self, attempt: &Attempt) -> NewEntry {
        let Attempt { provider, connection, .. } = attempt;
        let entry = match connection {
            Some(connection) => {
                self.entry(AuditAction::ConnectionReconnected).connection(provider, connection)
            }
            None => self.entry(AuditAction::ConnectionMade).provider(provider),
        };
        let why = Detail::new().word("reason", "what it keeps does not open");
        entry.ended(AuditOutcome::Failed).detail(why)
    }
}

/// What is kept aside, for the page.
pub(super) async fn kept_aside(store: &Store) -> Result<Vec<SetAside>, VaultTrouble> {
    let mut kept = Vec::new();
    for row in store.kept_aside().await? {
        let connection = connection_of(store, &row).await?;
        kept.push(SetAside {
            number: row.id,
            value: kept_value(&row, connection.as_ref()),
            at: super::view::time(&row.at),
        });
    }
    Ok(kept)
}

/// A sealed row by the name of what is in it.
pub(crate) fn stored_value(owned: &Owned) -> StoredValue {
    match &owned.owner {
        Owner::Connection(connection) => credential(connection),
        Owner::Events(connection) => webhook_secret(connection),
        Owner::App(registered) => app(&registered.provider, &registered.environment),
        Owner::Attempt(attempt) => StoredValue::SignIn { provider: attempt.provider.clone() },
        Owner::Installation => own(&owned.row.id),
    }
}

/// The same of one that was put aside.
fn kept_value(row: &Row, connection: Option<&Connection>) -> StoredValue {
    match (connection, &row.provider, &row.environment) {
        (Some(connection), ..) if row.from_table == SealedTable::WebhookSecrets.name() => {
            webhook_secret(connection)
        }
        (Some(connection), ..) => credential(connection),
        (None, Some(provider), Some(environment)) => app(provider, environment),
        (None, ..) => own(&row.from_id),
    }
}

fn credential(connection: &Connection) -> StoredValue {
    StoredValue::Credential { provider: connection.provider.clone(), account: title(connection) }
}

fn webhook_secret(connection: &Connection) -> StoredValue {
    StoredValue::WebhookSecret { provider: connection.provider.clone(), account: title(connection) }
}

fn app(provider: &str, environment: &str) -> StoredValue {
    let environment = EnvironmentId::from_name(environment).unwrap_or(EnvironmentId::Live);
    StoredValue::App { provider: provider.into(), environment }
}

fn own(id: &str) -> StoredValue {
    match id {
        SIGNING => StoredValue::AuditSigning,
        ADMINISTRATOR => StoredValue::Administrator,
        id => StoredValue::Other(id.to_owned()),
    }
}

async fn connection_of(store: &Store, row: &Row) -> Result<Option<Connection>, OpenError> {
    let all = store.connections().await?;
    Ok(all.into_iter().find(|connection| Some(&connection.id) == row.connection.as_ref()))
}

fn of_connection(entry: NewEntry, connection: &Connection) -> NewEntry {
    let detail = Detail::new().text("account", &title(connection));
    entry.connection(&connection.provider, &connection.id).detail(detail)
}

fn of_app(entry: NewEntry, provider: &str, environment: &str) -> NewEntry {
    entry.provider(provider).detail(Detail::new().text("environment", environment))
}

fn of_our_own(entry: NewEntry, id: &str) -> NewEntry {
    entry.detail(Detail::new().text("name", id))
}

#[cfg(test)]
mod tests {
    use patchbay_store::OAuthApp;
    use patchbay_store::vault::SealedRow;

    use super::*;

    fn owned(table: SealedTable, id: &str, owner: Owner) -> Owned {
        let row = SealedRow { id: id.into(), generation: 1, key_id: 1, sealed: Vec::new() };
        Owned { table, row, owner }
    }

    fn kept_row(from_table: SealedTable, provider: Option<&str>) -> Row {
        Row {
            id: 1,
            from_table: from_table.name().into(),
            from_id: "1".into(),
            connection: None,
            provider: provider.map(Into::into),
            environment: provider.map(|_| "sandbox".into()),
            at: String::new(),
        }
    }

    #[test]
    fn a_stored_value_is_named_by_whose_it_is() {
        let connection = Connection {
            account_name: Some("Miller & Co".into()),
            ..Connection::made("1", "xero", "2026-01-01T00:00:00Z")
        };
        let app = OAuthApp {
            id: "1".into(),
            provider: "xero".into(),
            sign_in: "browser".into(),
            environment: "sandbox".into(),
            made_at: String::new(),
            changed_at: String::new(),
        };
        let named = [
            owned(SealedTable::Credentials, "1", Owner::Connection(Box::new(connection.clone()))),
            owned(SealedTable::WebhookSecrets, "1", Owner::Events(Box::new(connection))),
            owned(SealedTable::OauthApps, "1", Owner::App(app)),
            owned(SealedTable::OwnSecrets, SIGNING, Owner::Installation),
        ]
        .map(|owned| stored_value(&owned).to_string());
        let expected = [
            "xero, Miller & Co",
            "the webhook secret of xero, Miller & Co",
            "the app registered at xero, sandbox",
            "the key that signs the audit trail",
        ];
        assert_eq!(named, expected);
    }

    #[test]
    fn what_was_put_aside_goes_by_the_same_name() {
        let app = kept_value(&kept_row(SealedTable::OauthApps, Some("xero")), None);
        assert_eq!(app.to_string(), "the app registered at xero, sandbox");
        let own = kept_value(&kept_row(SealedTable::OwnSecrets, None), None);
        assert_eq!(own, StoredValue::Other("1".into()));
    }
}
