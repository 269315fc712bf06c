//! The two steps by which this computer stops to be who renews: it lets go, and once the server
//! has said that it holds the connection, what opens it is removed here.

use super::{Handover, step};
use crate::{Change, OpenError, Store, connections};

/// What became of letting go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LettingGo {
    /// This computer renews it no more.
    Done,
    /// Somebody renews it just now, or was killed while they did.
    Busy,
    /// What was sent is not what is here any more.
    Changed,
    /// It is not being offered any more.
    Gone,
}

impl Store {
    /// Lets go: from here on nobody begins a renewal of it. Only while nobody renews it, and
    /// while the credential is of the generation that was sent.
    pub async fn let_go(
        &self,
        one: &Handover,
        credential: &str,
        change: Change<'_>,
    ) -> Result<LettingGo, OpenError> {
        self.make(change, async |writer| {
            let now: Option<(Option<String>, Option<i64>)> = sqlx::query_as(
                "select renewing_since,
                        (select generation from credentials
                         where credentials.id = ?2 and connection = connections.id)
                 from connections where id = ?1 and custodian = 'this_computer'",
            )
            .bind(&one.connection)
            .bind(credential)
            .fetch_optional(&mut *writer)
            .await?;
            let Some((renewing_since, generation)) = now else { return Ok(LettingGo::Gone) };
            if renewing_since.is_some() {
                return Ok(LettingGo::Busy);
            }
            if generation != Some(one.generation) {
                return Ok(LettingGo::Changed);
            }
            let states = ["offered", "letting_go"];
            if !step(&mut *writer, &one.connection, &one.handover, states, change.at).await? {
                return Ok(LettingGo::Gone);
            }
            change.enter(writer).await?;
            Ok(LettingGo::Done)
        })
        .await
    }

    /// The server holds it: what opens it is removed here, and who holds it is written with
    /// that. Says whether it had been let go under this number.
    pub async fn held_by_server(
        &self,
        one: &Handover,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let states = ["letting_go", "held"];
            if !step(&mut *writer, &one.connection, &one.handover, states, change.at).await? {
                return Ok(false);
            }
            sqlx::query("delete from credentials where connection = ?")
                .bind(&one.connection)
                .execute(&mut *writer)
                .await?;
            sqlx::query(
                "update connections set custodian = 'firm_server', access_ends_at = null,
                     retry_at = null, changed_at = ? where id = ?",
            )
            .bind(change.at)
            .bind(&one.connection)
            .execute(&mut *writer)
            .await?;
            connections::forget_renewal(&mut *writer, &one.connection).await?;
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }
}
