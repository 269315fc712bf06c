//! Ending sign-ins. The row goes, with what was sealed in it; that there was one, and how it
//! ended, is remembered for a while.

use sqlx::SqliteConnection;

use super::Attempt;
use crate::audit::NewEntry;
use crate::{Change, OpenError, Store};

impl Store {
    /// Ends a sign-in: `done`, `refused`, `cancelled`, `expired`, `failed` or `replaced`. One
    /// that is gone already is not there to be answered, and nothing is entered.
    pub async fn end_attempt(
        &self,
        id: &str,
        how: &str,
        change: Change<'_>,
    ) -> Result<Option<Attempt>, OpenError> {
        self.make(change, async |writer| {
            let ended = end(&mut *writer, id, how, change.at).await?;
            if ended.is_some() {
                change.enter(writer).await?;
            }
            Ok(ended)
        })
        .await
    }

    /// Ends every sign-in whose time is over, each entered as `entry` says, and forgets those
    /// that ended 30 days ago. One whose answer came in time and is just being redeemed has
    /// a minute more for that, and one that was allowed an hour: it waits for a person, or for
    /// a provider that cannot be asked just now.
    pub async fn expire_attempts(
        &self,
        at: &str,
        entry: impl Fn(&Attempt) -> NewEntry,
    ) -> Result<Vec<Attempt>, OpenError> {
        let ended = self
            .in_transaction(async |writer| {
                let mut ended = Vec::new();
                for id in over(&mut *writer, at).await? {
                    ended.extend(end(&mut *writer, &id, "expired", at).await?);
                }
                let entries: Vec<_> = ended.iter().map(entry).collect();
                Change { at, entries: &entries }.enter(&mut *writer).await?;
                forget(writer, at).await?;
                Ok(ended)
            })
            .await?;
        if !ended.is_empty() {
            self.note_what_is_done().await;
        }
        Ok(ended)
    }
}

/// Ends a sign-in, if it is under way.
pub(crate) async fn end(
    writer: &mut SqliteConnection,
    id: &str,
    how: &str,
    at: &str,
) -> Result<Option<Attempt>, sqlx::Error> {
    sqlx::query(
        "insert into ended_attempts (state_digest, id, provider, how, at)
         select state_digest, id, provider, ?, ? from attempts where id = ?",
    )
    .bind(how)
    .bind(at)
    .bind(id)
    .execute(&mut *writer)
    .await?;
    sqlx::query_as("delete from attempts where id = ? returning *")
        .bind(id)
        .fetch_optional(writer)
        .await
}

/// Ends the one of a connection, if it is under way.
pub(crate) async fn end_of_connection(
    writer: &mut SqliteConnection,
    connection: &str,
    how: &str,
    at: &str,
) -> Result<Option<Attempt>, sqlx::Error> {
    let id: Option<String> = sqlx::query_scalar("select id from attempts where connection = ?")
        .bind(connection)
        .fetch_optional(&mut *writer)
        .await?;
    match id {
        Some(id) => end(writer, &id, how, at).await,
        None => Ok(None),
    }
}

/// Ends all of them.
pub(crate) async fn end_all(
    writer: &mut SqliteConnection,
    how: &str,
    at: &str,
) -> Result<(), sqlx::Error> {
    let ids: Vec<String> =
        sqlx::query_scalar("select id from attempts").fetch_all(&mut *writer).await?;
    for id in ids {
        end(&mut *writer, &id, how, at).await?;
    }
    Ok(())
}

async fn over(writer: &mut SqliteConnection, at: &str) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "select id from attempts
         where unixepoch(ends_at, 'subsec')
                 + case phase when 'answered' then 60 when 'choosing' then 3600 else 0 end
             <= unixepoch(?, 'subsec')
         order by made_at, id",
    )
    .bind(at)
    .fetch_all(writer)
    .await
}

async fn forget(writer: &mut SqliteConnection, at: &str) -> Result<(), sqlx::Error> {
    sqlx::query("delete from ended_attempts where unixepoch(at) <= unixepoch(?, '-30 days')")
        .bind(at)
        .execute(writer)
        .await?;
    Ok(())
}
