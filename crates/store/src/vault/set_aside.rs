//! The table `set_aside`: sealed rows that did not open, kept as they were until a person
//! removes them for good. A sign-in under way is not kept: it ends, and is begun again.

use sqlx::SqliteConnection;

use super::owners::{Owned, Owner};
use crate::{Change, OpenError, Store, attempts};

/// The row of `set_aside`, without the bytes.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SetAside {
    /// Rises and is never given twice.
    pub id: u32,
    /// The table it was in.
    pub from_table: String,
    /// The id it had there.
    pub from_id: String,
    /// The connection it belonged to, as long as that is there.
    pub connection: Option<String>,
    /// Of an app: the provider where it is registered.
    pub provider: Option<String>,
    /// Of an app: `live` or `sandbox`.
    pub environment: Option<String>,
    /// When it was put aside.
    pub at: String,
}

impl Store {
    /// Puts these rows aside, as long as they are as they were read. A connection that
    /// loses its credential so has to be signed in to again, for this reason.
    pub async fn set_aside(
        &self,
        rows: &[Owned],
        why: &str,
        change: Change<'_>,
    ) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            for owned in rows {
                match &owned.owner {
                    Owner::Attempt(attempt) => {
                        attempts::end(&mut *writer, &attempt.id, "failed", change.at).await?;
                        continue;
                    }
                    Owner::Connection(connection) => {
                        needs_sign_in(&mut *writer, &connection.id, why, change.at).await?;
                    }
                    Owner::App(_) | Owner::Events(_) | Owner::Installation => {}
                }
                keep(&mut *writer, owned, change.at).await?;
                remove(&mut *writer, owned).await?;
            }
            change.enter(writer).await
        })
        .await
    }

    /// What is kept aside, the oldest first.
    pub async fn kept_aside(&self) -> Result<Vec<SetAside>, OpenError> {
        sqlx::query_as(
            "select id, from_table, from_id, connection, provider, environment, at
             from set_aside order by id",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Removes one of them for good.
    pub async fn remove_set_aside(&self, id: u32, change: Change<'_>) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            sqlx::query("delete from set_aside where id = ?")
                .bind(id)
                .execute(&mut *writer)
                .await?;
            change.enter(writer).await
        })
        .await
    }
}

async fn keep(writer: &mut SqliteConnection, owned: &Owned, at: &str) -> Result<(), sqlx::Error> {
    let Owned { table, row, owner } = owned;
    let (connection, app) = match owner {
        Owner::Connection(connection) | Owner::Events(connection) => (Some(connection), None),
        Owner::App(app) => (None, Some(app)),
        Owner::Attempt(_) | Owner::Installation => (None, None),
    };
    sqlx::query(
        "insert into set_aside (from_table, from_id, connection, provider, environment,
             generation, key_id, sealed, at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(table.name())
    .bind(&row.id)
    .bind(connection.map(|connection| &connection.id))
    .bind(app.map(|app| &app.provider))
    .bind(app.map(|app| &app.environment))
    .bind(row.generation)
    .bind(row.key_id)
    .bind(&row.sealed)
    .bind(at)
    .execute(writer)
    .await?;
    Ok(())
}

async fn remove(writer: &mut SqliteConnection, owned: &Owned) -> Result<(), sqlx::Error> {
    let Owned { table, row, .. } = owned;
    let gone = sqlx::query(table.statement("delete from {table} where id = ? and sealed = ?"))
        .bind(&row.id)
        .bind(&row.sealed)
        .execute(writer)
        .await?;
    // Somebody may have written it anew meanwhile. Then everything is taken back.
    if gone.rows_affected() == 1 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

async fn needs_sign_in(
    writer: &mut SqliteConnection,
    connection: &str,
    why: &str,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update connections set condition = 'reconnect_needed', condition_about = ?,
             changed_at = ? where id = ?",
    )
    .bind(why)
    .bind(at)
    .bind(connection)
    .execute(writer)
    .await?;
    Ok(())
}
