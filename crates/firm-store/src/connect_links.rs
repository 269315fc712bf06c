//! Links by which somebody is asked to connect a provider. Each is taken once.

use jiff::Timestamp;

use crate::value::{Row, values};
use crate::{Hash, Role, Session, StoreError, id};

/// A link to be made.
#[derive(Debug, Clone)]
pub struct NewConnectLink {
    /// The provider to connect.
    pub provider: String,
    /// For whom it is meant.
    pub role: Role,
    /// Who asks.
    pub made_by: String,
    /// Until when.
    pub expires_at: Timestamp,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectLink {
    /// The id.
    pub id: String,
    /// The provider to connect.
    pub provider: String,
    /// For whom it is meant.
    pub role: Role,
    /// Until when.
    pub expires_at: Timestamp,
    /// When it was taken.
    pub used_at: Option<Timestamp>,
}

fn link(row: &mut Row) -> Result<ConnectLink, StoreError> {
    Ok(ConnectLink {
        id: row.text()?,
        provider: row.text()?,
        role: Role::read(row)?,
        expires_at: row.time()?,
        used_at: row.maybe_time()?,
    })
}

impl Session {
    /// Keeps a link. Gives the id.
    pub async fn add_connect_link(
        &mut self,
        new: &NewConnectLink,
        secret: &Hash,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let id = id::new(now)?;
        let NewConnectLink { provider, role, made_by, expires_at } = new;
        let sql = "insert into connect_links
                       (id, secret_hash, provider, role, made_by, made_at, expires_at)
                   values ($1, $2, $3, $4, $5, $6, $7)";
        let values = values![&id, secret, provider, role.as_str(), made_by, now, *expires_at];
        self.run(sql, values).await?;
        Ok(id)
    }

    /// The link with this secret.
    pub async fn connect_link(&mut self, secret: &Hash) -> Result<Option<ConnectLink>, StoreError> {
        let sql = "select id, provider, role, expires_at, used_at from connect_links
                   where secret_hash = $1";
        self.row(sql, values![secret], link).await
    }

    /// Takes it, once and in its time.
    pub async fn take_connect_link(
        &mut self,
        secret: &Hash,
        now: Timestamp,
    ) -> Result<Option<ConnectLink>, StoreError> {
        let sql = "update connect_links set used_at = $1
                   where secret_hash = $2 and used_at is null and expires_at > $1";
        if !self.took(sql, values![now, secret]).await? {
            return Ok(None);
        }
        self.connect_link(secret).await
    }
}
