//! Keys of the firm's own software. Each has scopes, and one secret; while it rotates, two,
//! of which the older has an end.

use jiff::Timestamp;

use crate::value::{Row, values};
use crate::{Hash, PAGE, Session, StoreError, id};

/// A key to be made.
#[derive(Debug, Clone)]
pub struct NewApiKey {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Who makes it.
    pub made_by: String,
    /// Until when it is taken, if it ends.
    pub expires_at: Option<Timestamp>,
}

/// A key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// The id.
    pub id: String,
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: Timestamp,
    /// Until when it is taken, if it ends.
    pub expires_at: Option<Timestamp>,
    /// When it was last used.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// How often the row changed.
    pub version: i64,
}

/// A secret of a key: its hash, and until when it is taken where another took over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySecret {
    /// The key.
    pub api_key: String,
    /// Until when.
    pub ends_at: Option<Timestamp>,
}

fn api_key(row: &mut Row) -> Result<ApiKey, StoreError> {
    Ok(ApiKey {
        id: row.text()?,
        name: row.text()?,
        scopes: row.text()?.split_whitespace().map(str::to_owned).collect(),
        made_by: row.text()?,
        made_at: row.time()?,
        expires_at: row.maybe_time()?,
        last_used_at: row.maybe_time()?,
        revoked_at: row.maybe_time()?,
        version: row.number()?,
    })
}

impl Session {
    /// Makes a key with its first secret. Gives the id.
    pub async fn add_api_key(
        &mut self,
        new: &NewApiKey,
        secret: &Hash,
        now: Timestamp,
    ) -> Result<String, StoreError> {
        let id = id::new(now)?;
        let NewApiKey { name, scopes, made_by, expires_at } = new;
        let sql = "insert into api_keys (id, name, scopes, made_by, made_at, expires_at, version)
                   values ($1, $2, $3, $4, $5, $6, 1)";
        let scopes = scopes.join(" ");
        self.run(sql, values![&id, name, &scopes, made_by, now, *expires_at]).await?;
        self.add_secret(&id, secret, now).await?;
        Ok(id)
    }

    async fn add_secret(
        &mut self,
        api_key: &str,
        secret: &Hash,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "insert into api_key_secrets (id, api_key, secret_hash, made_at)
                   values ($1, $2, $3, $4)";
        self.run(sql, values![&id::new(now)?, api_key, secret, now]).await.map(drop)
    }

    /// This one.
    pub async fn api_key(&mut self, id: &str) -> Result<Option<ApiKey>, StoreError> {
        let sql = "select id, name, scopes, made_by, made_at, expires_at, last_used_at, revoked_at,
                       version from api_keys where id = $1";
        self.row(sql, values![id], api_key).await
    }

    /// The secret with this hash, and its key.
    pub async fn api_key_by_secret(
        &mut self,
        secret: &Hash,
    ) -> Result<Option<(ApiKey, KeySecret)>, StoreError> {
        let sql = "select api_key, ends_at from api_key_secrets where secret_hash = $1";
        let read =
            |row: &mut Row| Ok(KeySecret { api_key: row.text()?, ends_at: row.maybe_time()? });
        let Some(secret) = self.row(sql, values![secret], read).await? else { return Ok(None) };
        Ok(self.api_key(&secret.api_key).await?.map(|key| (key, secret)))
    }

    /// A page of the keys that are not revoked, behind this id.
    pub async fn api_keys(&mut self, after: &str) -> Result<Vec<ApiKey>, StoreError> {
        let sql = "select id, name, scopes, made_by, made_at, expires_at, last_used_at, revoked_at,
                       version from api_keys
                   where revoked_at is null and id > $1 order by id limit $2";
        self.rows(sql, values![after, PAGE as i64], api_key).await
    }

    /// Gives it another secret, if its row is still of this version. The one before is taken
    /// until then; those before that are not any more.
    pub async fn rotate_api_key(
        &mut self,
        id: &str,
        version: i64,
        secret: &Hash,
        old_until: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "update api_keys set version = version + 1
                   where id = $1 and version = $2 and revoked_at is null";
        if !self.took(sql, values![id, version]).await? {
            return Ok(false);
        }
        let before = "delete from api_key_secrets where api_key = $1 and ends_at is not null";
        self.run(before, values![id]).await?;
        let sql = "update api_key_secrets set ends_at = $1 where api_key = $2";
        self.run(sql, values![old_until, id]).await?;
        self.add_secret(id, secret, now).await?;
        Ok(true)
    }

    /// Notes that it was used.
    pub async fn used_api_key(&mut self, id: &str, now: Timestamp) -> Result<(), StoreError> {
        let sql = "update api_keys set last_used_at = $1 where id = $2";
        self.run(sql, values![now, id]).await.map(drop)
    }

    /// Revokes it with all its secrets.
    pub async fn revoke_api_key(&mut self, id: &str, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "update api_keys set revoked_at = $1, version = version + 1
                   where id = $2 and revoked_at is null";
        let revoked = self.took(sql, values![now, id]).await?;
        self.run("delete from api_key_secrets where api_key = $1", values![id]).await?;
        Ok(revoked)
    }
}
