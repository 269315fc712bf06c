//! The computers that people work with. Each has a key pair of its own, of which the public
//! half is here, and a token that is kept as its hash.

use jiff::Timestamp;

use crate::value::{Row, values};
use crate::{Hash, PAGE, Session, StoreError, id};

/// A device that comes in.
#[derive(Debug, Clone)]
pub struct NewDevice {
    /// Whose it is.
    pub member: String,
    /// What its owner calls it.
    pub name: String,
    /// The public half of its key.
    pub public_key: [u8; 32],
    /// The hash of its token.
    pub token: Hash,
    /// Until when the token is taken.
    pub token_expires_at: Timestamp,
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The id.
    pub id: String,
    /// Whose it is.
    pub member: String,
    /// What its owner calls it.
    pub name: String,
    /// The public half of its key.
    pub public_key: Vec<u8>,
    /// When its token was made.
    pub token_made_at: Timestamp,
    /// Until when the token is taken.
    pub token_expires_at: Timestamp,
    /// Since when it is enrolled.
    pub made_at: Timestamp,
    /// When it last asked something.
    pub last_seen_at: Option<Timestamp>,
    /// When it was shut out.
    pub revoked_at: Option<Timestamp>,
}

fn device(row: &mut Row) -> Result<Device, StoreError> {
    Ok(Device {
        id: row.text()?,
        member: row.text()?,
        name: row.text()?,
        public_key: row.bytes()?,
        token_made_at: row.time()?,
        token_expires_at: row.time()?,
        made_at: row.time()?,
        last_seen_at: row.maybe_time()?,
        revoked_at: row.maybe_time()?,
    })
}

impl Session {
    /// Enrols a device. Nothing when its key is enrolled already.
    pub async fn add_device(
        &mut self,
        new: &NewDevice,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        let id = id::new(now)?;
        let NewDevice { member, name, public_key, token, token_expires_at } = new;
        let sql = "insert into devices (id, member, name, public_key, token_hash, token_made_at,
                       token_expires_at, made_at)
                   values ($1, $2, $3, $4, $5, $6, $7, $6) on conflict do nothing";
        let values = values![&id, member, name, public_key, token, now, *token_expires_at];
        Ok(self.took(sql, values).await?.then_some(id))
    }

    /// This one.
    pub async fn device(&mut self, id: &str) -> Result<Option<Device>, StoreError> {
        let sql = "select id, member, name, public_key, token_made_at, token_expires_at, made_at,
                       last_seen_at, revoked_at from devices where id = $1";
        self.row(sql, values![id], device).await
    }

    /// The one with this token.
    pub async fn device_by_token(&mut self, token: &Hash) -> Result<Option<Device>, StoreError> {
        let sql = "select id, member, name, public_key, token_made_at, token_expires_at, made_at,
                       last_seen_at, revoked_at from devices where token_hash = $1";
        self.row(sql, values![token], device).await
    }

    /// A page of the devices that are not shut out, behind this id.
    pub async fn devices(&mut self, after: &str) -> Result<Vec<Device>, StoreError> {
        let sql = "select id, member, name, public_key, token_made_at, token_expires_at, made_at,
                       last_seen_at, revoked_at from devices
                   where revoked_at is null and id > $1 order by id limit $2";
        self.rows(sql, values![after, PAGE as i64], device).await
    }

    /// Gives it another token in place of the one that was made at that time. Of two that
    /// would at once, one does.
    pub async fn renew_token(
        &mut self,
        device: &Device,
        token: &Hash,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "update devices
                   set token_hash = $1, token_made_at = $2, token_expires_at = $3
                   where id = $4 and token_made_at = $5 and revoked_at is null";
        self.took(sql, values![token, now, expires_at, &device.id, device.token_made_at]).await
    }

    /// Notes that it asked something.
    pub async fn saw_device(&mut self, id: &str, now: Timestamp) -> Result<(), StoreError> {
        let sql = "update devices set last_seen_at = $1 where id = $2";
        self.run(sql, values![now, id]).await.map(drop)
    }

    /// Shuts it out.
    pub async fn revoke_device(&mut self, id: &str, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "update devices set revoked_at = $1 where id = $2 and revoked_at is null";
        self.took(sql, values![now, id]).await
    }
}
