//! What was answered to a request that may come again, by its idempotency key. Whoever does
//! the work claims the key first, in the same transaction.

use jiff::{SignedDuration, Timestamp};

use crate::value::{Row, values};
use crate::{Hash, Session, StoreError};

/// How long an answer is kept.
pub(crate) const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: i64,
    /// The body, without any secret that was told with it.
    pub body: String,
}

/// What is found under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Nothing: the work is to be done, and its answer kept.
    New,
    /// The same was done before.
    Before(Answer),
    /// The key belongs to another request.
    Other,
}

impl Session {
    /// Claims a key for a request with this fingerprint.
    pub async fn claim(
        &mut self,
        asker: &str,
        key: &str,
        fingerprint: &Hash,
        now: Timestamp,
    ) -> Result<Claim, StoreError> {
        let old = "delete from answers where asker = $1 and made_at < $2";
        self.run(old, values![asker, now - KEPT_FOR]).await?;
        let sql = "insert into answers (asker, idempotency_key, fingerprint, status, body, made_at)
                   values ($1, $2, $3, 0, '', $4) on conflict do nothing";
        if self.took(sql, values![asker, key, fingerprint, now]).await? {
            return Ok(Claim::New);
        }
        let sql = "select fingerprint, status, body from answers
                   where asker = $1 and idempotency_key = $2";
        let read =
            |row: &mut Row| Ok((row.hash()?, Answer { status: row.number()?, body: row.text()? }));
        let found = self.row(sql, values![asker, key], read).await?;
        let (before, answer) = found.ok_or(StoreError::Broken("an answer that went away"))?;
        Ok(if before == *fingerprint { Claim::Before(answer) } else { Claim::Other })
    }

    /// Lets go of a key that was claimed for what was refused: it may come again.
    pub async fn unclaim(&mut self, asker: &str, key: &str) -> Result<(), StoreError> {
        let sql = "delete from answers where asker = $1 and idempotency_key = $2";
        self.run(sql, values![asker, key]).await.map(drop)
    }

    /// Keeps the answer under the key that was claimed.
    pub async fn keep_answer(
        &mut self,
        asker: &str,
        key: &str,
        answer: &Answer,
    ) -> Result<(), StoreError> {
        let sql = "update answers set status = $1, body = $2
                   where asker = $3 and idempotency_key = $4";
        self.run(sql, values![answer.status, &answer.body, asker, key]).await.map(drop)
    }
}
