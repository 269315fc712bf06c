//! The table `handovers`: connections that are handed to the firm's server, that it holds, and
//! that are taken back. Each step is one transaction with the connection and its credential, so
//! that a program that is killed between two leaves one that can be gone on from.
//!
//! Nobody is called here. Up to letting go this computer renews; from then on it does nothing
//! with the credential of its own accord, and once the server holds the connection it is gone.

mod ending;
mod letting_go;
mod offering;
#[cfg(test)]
mod tests;

use sqlx::SqliteConnection;

pub(crate) use ending::{forget_all, take_back};
pub use letting_go::LettingGo;
pub use offering::NewHandover;

use crate::{OpenError, Store};

/// The row. Times are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Handover {
    /// The connection.
    pub connection: String,
    /// Its number.
    pub handover: String,
    /// `offered`, `letting_go`, `held` or `taking_back`.
    pub state: String,
    /// Which generation of the credential was sent.
    pub generation: i64,
    /// When it was begun.
    pub begun_at: String,
    /// Since when it is in this state.
    pub since: String,
    /// When the server was last told or asked.
    pub tried_at: Option<String>,
    /// Why it does not go on, as a problem in JSON.
    pub problem: Option<String>,
}

const COLUMNS: &str = "connection, handover, state, generation, begun_at, since, tried_at, problem";

impl Store {
    /// All of them, the oldest first.
    pub async fn handovers(&self) -> Result<Vec<Handover>, OpenError> {
        let sql = format!("select {COLUMNS} from handovers order by begun_at, connection");
        sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// The one of a connection, if there is one.
    pub async fn handover(&self, connection: &str) -> Result<Option<Handover>, OpenError> {
        let sql = format!("select {COLUMNS} from handovers where connection = ?");
        sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(connection)
            .fetch_optional(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Notes that the server was told or asked, and why it does not go on. One that is not
    /// there any more is left so.
    pub async fn note_handover(
        &self,
        one: &Handover,
        at: &str,
        problem: Option<&str>,
    ) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(
                "update handovers set tried_at = ?, problem = ?
                 where connection = ? and handover = ?",
            )
            .bind(at)
            .bind(problem)
            .bind(&one.connection)
            .bind(&one.handover)
            .execute(writer)
            .await?;
            Ok(())
        })
        .await
    }
}

/// Goes from one state to another, with nothing in the way any more. Says whether it was in it.
async fn step(
    writer: &mut SqliteConnection,
    connection: &str,
    handover: &str,
    [from, to]: [&str; 2],
    at: &str,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update handovers set state = ?, since = ?, problem = null
         where connection = ? and handover = ? and state = ?",
    )
    .bind(to)
    .bind(at)
    .bind(connection)
    .bind(handover)
    .bind(from)
    .execute(writer)
    .await?;
    Ok(done.rows_affected() == 1)
}
