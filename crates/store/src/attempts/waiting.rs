//! What changes while a sign-in waits for its answer: what is sealed in it, and the way by
//! which the answer comes home. It stays the same sign-in.

use sqlx::SqliteConnection;

use super::replace;
use crate::vault::sealed::{self, Written};
use crate::vault::{SealedBytes, SealedRow, SealedTable};
use crate::{Change, OpenError, Store};

/// How a sign-in waits from now on.
#[derive(Debug, Clone, Copy)]
pub struct Waiting<'a> {
    /// The digest of the state that the answer comes with.
    pub state_digest: &'a str,
    /// How the answer comes home.
    pub way: &'a str,
    /// When it ends by itself.
    pub ends_at: &'a str,
}

impl Store {
    /// Seals something else in a sign-in that still waits as it was read. Says whether it
    /// did; where it did not, nothing changes.
    pub async fn keep_while_waiting<E>(
        &self,
        read: &SealedRow,
        change: Change<'_>,
        seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<bool, E>, OpenError> {
        self.make(change, async |writer| {
            let Some(before) = still_waiting(writer, read).await? else { return Ok(Ok(false)) };
            let fresh = match sealed::seal(writer, Some(before), seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            replace(writer, &read.id, "waiting", &fresh).await?;
            change.enter(writer).await?;
            Ok(Ok(true))
        })
        .await
    }

    /// Asks once more for a sign-in that still waits as it was read, and lets it wait for
    /// that answer alone: one to what was asked before is known as replaced. Says whether
    /// it still waited; where it did not, nothing changes.
    pub async fn ask_anew<E>(
        &self,
        read: &SealedRow,
        instead: &Waiting<'_>,
        change: Change<'_>,
        seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<bool, E>, OpenError> {
        self.make(change, async |writer| {
            let Some(before) = still_waiting(writer, read).await? else { return Ok(Ok(false)) };
            let fresh = match sealed::seal(writer, Some(before), seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            remember(writer, read, change.at).await?;
            replace(writer, &read.id, "waiting", &fresh).await?;
            wait(writer, &read.id, instead).await?;
            change.enter(writer).await?;
            Ok(Ok(true))
        })
        .await
    }
}

/// How it was last written, if it waits and nobody wrote it since it was read.
async fn still_waiting(
    writer: &mut SqliteConnection,
    read: &SealedRow,
) -> Result<Option<Written>, sqlx::Error> {
    let waits: Option<i64> =
        sqlx::query_scalar("select 1 from attempts where id = ? and phase = 'waiting'")
            .bind(&read.id)
            .fetch_optional(&mut *writer)
            .await?;
    if waits.is_none() {
        return Ok(None);
    }
    let before = sealed::written(writer, SealedTable::Attempts, &read.id).await?;
    Ok(before.filter(|before| before.generation == read.generation))
}

/// The sign-in keeps its id, so what was asked before is remembered under one of its own.
async fn remember(
    writer: &mut SqliteConnection,
    read: &SealedRow,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into ended_attempts (state_digest, id, provider, how, at)
         select state_digest, id || '.' || generation, provider, 'replaced', ?
         from attempts where id = ?",
    )
    .bind(at)
    .bind(&read.id)
    .execute(writer)
    .await?;
    Ok(())
}

async fn wait(
    writer: &mut SqliteConnection,
    id: &str,
    instead: &Waiting<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query("update attempts set state_digest = ?, way = ?, ends_at = ? where id = ?")
        .bind(instead.state_digest)
        .bind(instead.way)
        .bind(instead.ends_at)
        .bind(id)
        .execute(writer)
        .await?;
    Ok(())
}
