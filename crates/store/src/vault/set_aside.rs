//! The table `set_aside`: sealed rows that did not open, kept as they were until a person
//! removes them for good.

use super::sealed::{SealedRow, SealedTable};
use crate::{Change, Connection, OpenError, Store};

/// A sealed row in its table, and whose it is.
#[derive(Debug, Clone)]
pub struct Owned {
    /// The table.
    pub table: SealedTable,
    /// The row.
    pub row: SealedRow,
    /// Of a credential: the connection it belongs to.
    pub connection: Option<Connection>,
}

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
    /// When it was put aside.
    pub at: String,
}

impl Store {
    /// The connection that a credential belongs to.
    pub async fn connection_of_credential(
        &self,
        id: &str,
    ) -> Result<Option<Connection>, OpenError> {
        sqlx::query_as(
            "select c.* from connections c join credentials k on k.connection = c.id
             where k.id = ?",
        )
        .bind(id)
        .fetch_optional(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Puts these rows aside, as long as they are as they were read. A connection that
    /// loses its credential so has to be signed in to again, for this reason.
    pub async fn set_aside(
        &self,
        rows: &[Owned],
        why: &str,
        change: Change<'_>,
    ) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            for Owned { table, row, connection } in rows {
                let connection = connection.as_ref().map(|connection| &connection.id);
                sqlx::query(
                    "insert into set_aside
                         (from_table, from_id, connection, generation, key_id, sealed, at)
                     values (?, ?, ?, ?, ?, ?, ?)",
                )
                .bind(table.name())
                .bind(&row.id)
                .bind(connection)
                .bind(row.generation)
                .bind(row.key_id)
                .bind(&row.sealed)
                .bind(change.at)
                .execute(&mut *writer)
                .await?;
                let gone =
                    sqlx::query(table.statement("delete from {table} where id = ? and sealed = ?"))
                        .bind(&row.id)
                        .bind(&row.sealed)
                        .execute(&mut *writer)
                        .await?;
                if gone.rows_affected() != 1 {
                    // Somebody wrote it anew meanwhile, and everything is taken back.
                    return Err(sqlx::Error::RowNotFound);
                }
                sqlx::query(
                    "update connections set condition = 'reconnect_needed',
                         condition_about = ?, changed_at = ? where id = ?",
                )
                .bind(why)
                .bind(change.at)
                .bind(connection)
                .execute(&mut *writer)
                .await?;
            }
            change.enter(writer).await
        })
        .await
    }

    /// What is kept aside, the oldest first.
    pub async fn kept_aside(&self) -> Result<Vec<SetAside>, OpenError> {
        sqlx::query_as("select id, from_table, from_id, connection, at from set_aside order by id")
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
