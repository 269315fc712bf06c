//! Whose a sealed row is: what a person knows of it who cannot open it.

use super::sealed::{SealedRow, SealedTable};
use crate::{Attempt, Connection, OAuthApp, OpenError, Store};

/// A sealed row in its table, and whose it is.
#[derive(Debug, Clone)]
pub struct Owned {
    /// The table.
    pub table: SealedTable,
    /// The row.
    pub row: SealedRow,
    /// Whose it is.
    pub owner: Owner,
}

/// Whose a sealed row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// Of a credential: the connection.
    Connection(Box<Connection>),
    /// Of what an app signs in with: the app.
    App(OAuthApp),
    /// Of what an answer is redeemed with: the sign-in under way.
    Attempt(Attempt),
    /// Of what events are proven by: the connection.
    Events(Box<Connection>),
    /// Of a secret of our own: this installation itself.
    Installation,
}

impl Store {
    /// Whose a sealed row is. Nobody's once it is gone.
    pub async fn owner(&self, table: SealedTable, id: &str) -> Result<Option<Owner>, OpenError> {
        Ok(match table {
            SealedTable::Credentials => {
                self.connection_of_credential(id).await?.map(Box::new).map(Owner::Connection)
            }
            SealedTable::OwnSecrets => self.own_secret(id).await?.map(|_| Owner::Installation),
            SealedTable::OauthApps => {
                let apps = self.oauth_apps().await?;
                apps.into_iter().find(|app| app.id == id).map(Owner::App)
            }
            SealedTable::Attempts => self.attempt(id).await?.map(Owner::Attempt),
            SealedTable::WebhookSecrets => {
                self.connection_of_webhook_secret(id).await?.map(Box::new).map(Owner::Events)
            }
        })
    }

    /// The connection that a credential belongs to.
    pub async fn connection_of_credential(
        &self,
        id: &str,
    ) -> Result<Option<Connection>, OpenError> {
        sqlx::query_as(
            "select c.* from connections c join credentials k on k.connection = c.id
             where k.id = ?",
        )
        .bind(id)
        .fetch_optional(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }
}
