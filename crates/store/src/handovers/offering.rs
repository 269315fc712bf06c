//! Beginning to hand a connection over. This computer renews as always.

use super::COLUMNS;
use crate::handovers::Handover;
use crate::{Change, OpenError, Store};

/// What is to be handed over.
#[derive(Debug, Clone, Copy)]
pub struct NewHandover<'a> {
    /// The connection.
    pub connection: &'a str,
    /// The number that it is to have: 32 hexadecimal digits.
    pub handover: &'a str,
    /// The id of the credential that is sent.
    pub credential: &'a str,
    /// Which generation of it.
    pub generation: i64,
}

impl Store {
    /// Writes down that a connection is being offered, or offered again with what it has by
    /// now, under the number that it had; why it did not go on last stays until it does. None where it is not this computer's, its credential
    /// is another one by now, or it is further already.
    pub async fn offer(
        &self,
        new: NewHandover<'_>,
        change: Change<'_>,
    ) -> Result<Option<Handover>, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query(
                "insert into handovers (connection, handover, state, generation, begun_at, since)
                 select ?1, ?2, 'offered', ?3, ?4, ?4
                 where exists (select 1 from connections
                               where id = ?1 and custodian = 'this_computer')
                   and exists (select 1 from credentials
                               where id = ?5 and connection = ?1 and generation = ?3)
                 on conflict (connection) do update
                    set generation = excluded.generation, since = excluded.since
                    where state = 'offered'",
            )
            .bind(new.connection)
            .bind(new.handover)
            .bind(new.generation)
            .bind(change.at)
            .bind(new.credential)
            .execute(&mut *writer)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(None);
            }
            let sql = format!("select {COLUMNS} from handovers where connection = ?");
            let row: Handover = sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(new.connection)
                .fetch_one(&mut *writer)
                .await?;
            if row.handover == new.handover {
                change.enter(writer).await?;
            }
            Ok(Some(row))
        })
        .await
    }
}
