//! How far the syncing is, and whose turn it is.

use crate::{OpenError, Store};

/// The row of `sync_state`.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SyncState {
    /// Up to where this computer has gone along with the server's changes.
    pub cursor: Option<String>,
    /// When all was told and taken last.
    pub last_sync_at: Option<String>,
    /// How often it did not work since.
    pub failures: u32,
    /// Not before when it is tried again by itself.
    pub next_try_at: Option<String>,
    /// Why it did not work, as a problem in JSON.
    pub last_problem: Option<String>,
    /// What came that this version does not know, as a list in JSON.
    pub left_out: String,
}

impl Store {
    /// How far it is.
    pub async fn sync_state(&self) -> Result<SyncState, OpenError> {
        sqlx::query_as(
            "select cursor, last_sync_at, failures, next_try_at, last_problem, left_out
             from sync_state",
        )
        .fetch_one(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// The same where things are read on: what another version of Patchbay left out is read
    /// again, since this one may know it.
    pub async fn sync_state_for(&self, version: &str) -> Result<SyncState, OpenError> {
        self.in_transaction(async |writer| {
            let other = sqlx::query(
                "update sync_state set read_by = ?1,
                     cursor = iif(read_by is null, cursor, null),
                     left_out = iif(read_by is null, left_out, '[]')
                 where read_by is not ?1",
            )
            .bind(version)
            .execute(&mut *writer)
            .await?;
            if other.rows_affected() > 0 {
                sqlx::query("delete from synced where fits = 0 and their_version is null")
                    .execute(writer)
                    .await?;
            }
            Ok(())
        })
        .await?;
        self.sync_state().await
    }

    /// Takes the turn until then, unless another program of this computer has it.
    pub async fn take_sync_turn(&self, at: &str, until: &str) -> Result<bool, OpenError> {
        self.in_transaction(async |writer| {
            let taken = sqlx::query(
                "update sync_state set taken_until = ?2
                 where taken_until is null
                     or unixepoch(taken_until, 'subsec') <= unixepoch(?1, 'subsec')",
            )
            .bind(at)
            .bind(until)
            .execute(writer)
            .await?;
            Ok(taken.rows_affected() == 1)
        })
        .await
    }

    /// Gives it back: all was told and taken.
    pub async fn sync_went_well(&self, at: &str, next_try_at: &str) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(
                "update sync_state set last_sync_at = ?, next_try_at = ?, failures = 0,
                     last_problem = null, taken_until = null",
            )
            .bind(at)
            .bind(next_try_at)
            .execute(writer)
            .await?;
            Ok(())
        })
        .await
    }

    /// Gives it back: it did not work, for this reason.
    pub async fn sync_failed(&self, problem: &str, next_try_at: &str) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(
                "update sync_state set failures = failures + 1, last_problem = ?,
                     next_try_at = ?, taken_until = null",
            )
            .bind(problem)
            .bind(next_try_at)
            .execute(writer)
            .await?;
            Ok(())
        })
        .await
    }
}
