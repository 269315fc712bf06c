//! The tables `attempts` and `ended_attempts`: sign-ins under way, and how they ended.
//!
//! A sign-in is written down before the browser opens, its answer is taken exactly once,
//! and it ends by itself when its time is over, whether or not the program ran on. What
//! the answer is redeemed with is sealed; the state that comes home with it is known by
//! its digest only. Nobody is called here.

mod ending;
mod finished;
mod taken;
#[cfg(test)]
mod tests;
mod waiting;

use sqlx::SqliteConnection;

use crate::vault::sealed::{self, Fresh};
use crate::vault::{SealedBytes, SealedRow, SealedTable};
use crate::{Change, OpenError, Store};

pub use finished::FinishedSignIn;
pub use taken::{Ended, Taken};
pub use waiting::Waiting;

pub(crate) use ending::{end, end_all, end_of_connection};

/// The row of `attempts`, without the digest and the seal. Times are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Attempt {
    /// Random and unchanging.
    pub id: String,
    /// The provider's id.
    pub provider: String,
    /// By which of its ways to sign in.
    pub sign_in: String,
    /// `live` or `sandbox`.
    pub environment: String,
    /// The connection that is signed in to again, if it is one that is there.
    pub connection: Option<String>,
    /// How the answer comes home: `relay`, `deep_link`, `loopback` or `paste`.
    pub way: String,
    /// `waiting` for the answer, `answered`, or `choosing` an account.
    pub phase: String,
    /// When it was begun.
    pub made_at: String,
    /// When it ends by itself.
    pub ends_at: String,
}

/// A sign-in that begins: everything but what is sealed.
#[derive(Debug, Clone, Copy)]
pub struct NewAttempt<'a> {
    /// Random and unchanging.
    pub id: &'a str,
    /// The digest of the state that the answer comes with.
    pub state_digest: &'a str,
    /// The provider's id.
    pub provider: &'a str,
    /// By which of its ways to sign in.
    pub sign_in: &'a str,
    /// `live` or `sandbox`.
    pub environment: &'a str,
    /// The connection that is signed in to again.
    pub connection: Option<&'a str>,
    /// How the answer comes home.
    pub way: &'a str,
    /// When it ends by itself.
    pub ends_at: &'a str,
}

impl Store {
    /// Begins a sign-in. One that is under way for the same connection ends as replaced, and
    /// its id is the answer.
    pub async fn begin_attempt<E>(
        &self,
        new: &NewAttempt<'_>,
        change: Change<'_>,
        seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<Option<String>, E>, OpenError> {
        self.make(change, async |writer| {
            let fresh = match sealed::seal(writer, None, seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            let replaced = match new.connection {
                Some(connection) => {
                    end_of_connection(writer, connection, "replaced", change.at).await?
                }
                None => None,
            };
            insert(writer, new, &fresh, change.at).await?;
            change.enter(writer).await?;
            Ok(Ok(replaced.map(|replaced| replaced.id)))
        })
        .await
    }

    /// Every sign-in under way, the oldest first.
    pub async fn attempts(&self) -> Result<Vec<Attempt>, OpenError> {
        sqlx::query_as("select * from attempts order by made_at, id")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// One of them.
    pub async fn attempt(&self, id: &str) -> Result<Option<Attempt>, OpenError> {
        sqlx::query_as("select * from attempts where id = ?")
            .bind(id)
            .fetch_optional(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// What its answer is redeemed with, as it is sealed.
    pub async fn sealed_attempt(&self, id: &str) -> Result<Option<SealedRow>, OpenError> {
        sqlx::query_as("select id, generation, key_id, sealed from attempts where id = ?")
            .bind(id)
            .fetch_optional(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Goes on with a sign-in in this phase, with something else sealed in it: what the
    /// answer brought, while a person chooses. Says whether it is still under way.
    pub async fn keep_in_attempt<E>(
        &self,
        id: &str,
        phase: &str,
        change: Change<'_>,
        seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<bool, E>, OpenError> {
        self.make(change, async |writer| {
            let Some(before) = sealed::written(writer, SealedTable::Attempts, id).await? else {
                return Ok(Ok(false));
            };
            let fresh = match sealed::seal(writer, Some(before), seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            replace(writer, id, phase, &fresh).await?;
            change.enter(writer).await?;
            Ok(Ok(true))
        })
        .await
    }
}

async fn insert(
    writer: &mut SqliteConnection,
    new: &NewAttempt<'_>,
    fresh: &Fresh,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into attempts (id, state_digest, provider, sign_in, environment, connection, way,
             phase, generation, key_id, sealed, made_at, ends_at)
         values (?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?)",
    )
    .bind(new.id)
    .bind(new.state_digest)
    .bind(new.provider)
    .bind(new.sign_in)
    .bind(new.environment)
    .bind(new.connection)
    .bind(new.way)
    .bind(fresh.generation)
    .bind(fresh.sealed.key_id)
    .bind(&fresh.sealed.bytes)
    .bind(at)
    .bind(new.ends_at)
    .execute(writer)
    .await?;
    Ok(())
}

async fn replace(
    writer: &mut SqliteConnection,
    id: &str,
    phase: &str,
    fresh: &Fresh,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update attempts set phase = ?, generation = ?, key_id = ?, sealed = ? where id = ?",
    )
    .bind(phase)
    .bind(fresh.generation)
    .bind(fresh.sealed.key_id)
    .bind(&fresh.sealed.bytes)
    .bind(id)
    .execute(writer)
    .await?;
    Ok(())
}
