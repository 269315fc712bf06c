//! How a hand-over ends: the connection stays here, comes back by another sign-in, or comes
//! back empty because the server has it no more.

use sqlx::SqliteConnection;

use super::{Handover, step};
use crate::{Change, OpenError, Store};

impl Store {
    /// It stays here, and is renewed here as before: the server has said that it holds nothing
    /// of it. Says whether it was on its way.
    pub async fn keep_here(&self, one: &Handover, change: Change<'_>) -> Result<bool, OpenError> {
        self.end(one, "state in ('offered', 'letting_go')", change).await
    }

    /// It was taken back, and the server knows. Says whether that was open.
    pub async fn was_taken_back(
        &self,
        one: &Handover,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.end(one, "state = 'taking_back'", change).await
    }

    /// The server holds it no more, and nothing is here: somebody has to sign in again, for
    /// this reason. Says whether it was held.
    pub async fn was_given_up(
        &self,
        one: &Handover,
        why: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            if !end(&mut *writer, one, "state = 'held'").await? {
                return Ok(false);
            }
            comes_back_empty(&mut *writer, &one.connection, why, change.at).await?;
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    async fn end(
        &self,
        one: &Handover,
        state: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            if !end(&mut *writer, one, state).await? {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }
}

async fn end(
    writer: &mut SqliteConnection,
    one: &Handover,
    state: &str,
) -> Result<bool, sqlx::Error> {
    let sql = format!("delete from handovers where connection = ? and handover = ? and {state}");
    let done = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(&one.connection)
        .bind(&one.handover)
        .execute(writer)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A connection was signed in to again: it is this computer's from here on, and where the server
/// has something of it, that is to be told to it.
pub(crate) async fn take_back(
    writer: &mut SqliteConnection,
    connection: &str,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("update connections set custodian = 'this_computer' where id = ?")
        .bind(connection)
        .execute(&mut *writer)
        .await?;
    let row: Option<(String, String)> =
        sqlx::query_as("select handover, state from handovers where connection = ?")
            .bind(connection)
            .fetch_optional(&mut *writer)
            .await?;
    if let Some((handover, state)) = row {
        step(writer, connection, &handover, [&state, "taking_back"], at).await?;
    }
    Ok(())
}

/// This computer leaves the server without its word. What it held, or may hold, is signed in to
/// again: another permission, so that no token is used by two.
pub(crate) async fn forget_all(
    writer: &mut SqliteConnection,
    why: &str,
    at: &str,
) -> Result<(), sqlx::Error> {
    let theirs: Vec<String> = sqlx::query_scalar(
        "select connection from handovers where state in ('letting_go', 'held')",
    )
    .fetch_all(&mut *writer)
    .await?;
    for connection in &theirs {
        sqlx::query("delete from credentials where connection = ?")
            .bind(connection)
            .execute(&mut *writer)
            .await?;
        comes_back_empty(&mut *writer, connection, why, at).await?;
    }
    sqlx::query("delete from handovers").execute(writer).await?;
    Ok(())
}

async fn comes_back_empty(
    writer: &mut SqliteConnection,
    connection: &str,
    why: &str,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update connections set custodian = 'this_computer', condition = 'reconnect_needed',
             condition_about = ?, access_ends_at = null, idle_ends_at = null,
             absolute_ends_at = null, retry_at = null, renewing_since = null, changed_at = ?
         where id = ?",
    )
    .bind(why)
    .bind(at)
    .bind(connection)
    .execute(writer)
    .await?;
    Ok(())
}
