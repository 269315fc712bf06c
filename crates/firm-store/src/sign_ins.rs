//! Sign-ins at the firm's directory that are on their way. One is known by the hash of a secret
//! that its browser alone holds, and is taken once and in its time.

use jiff::Timestamp;

use crate::value::values;
use crate::{Hash, Session, StoreError, id};

impl Session {
    /// Keeps one. Those whose time is over go.
    pub async fn begin_sign_in(
        &mut self,
        secret: &Hash,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.run("delete from sign_ins where expires_at <= $1", values![now]).await?;
        let sql = "insert into sign_ins (id, secret_hash, made_at, expires_at)
                   values ($1, $2, $3, $4)";
        self.run(sql, values![&id::new(now)?, secret, now, expires_at]).await.map(drop)
    }

    /// Takes one, once and in its time.
    pub async fn take_sign_in(
        &mut self,
        secret: &Hash,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "update sign_ins set used_at = $1
                   where secret_hash = $2 and used_at is null and expires_at > $1";
        self.took(sql, values![now, secret]).await
    }
}
