//! The tables of what the firm does by default: one connection a kind here, how clients
//! pay in `segments` and `payments`, how documents are signed in `signing`.
//!
//! Which connection fits a kind is not known here. That there is one at most, the database keeps
//! by itself; that it is known, here or at another computer of the firm, the statement that
//! chooses it. What came from the firm's server may name one that is heard of later (`sync`).

mod payments;
mod segments;
mod signing;
#[cfg(test)]
mod tests;

use crate::{Change, OpenError, Store};

pub(crate) use payments::put as put_payment_accounts;
pub use payments::{PaymentAccount, PaymentDefault, PaymentPlace};
pub use segments::Segment;
pub use signing::SigningDefault;

/// The row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FirmDefault {
    /// `meeting`, `esign`, `email` or `tax`.
    pub kind: String,
    /// The connection, here or at another computer of the firm.
    pub connection: String,
    /// Of the sender of mail: which of its addresses.
    pub address: Option<String>,
    /// Since when, RFC 3339 in UTC.
    pub changed_at: String,
}

impl Store {
    /// What was chosen, a row a kind.
    pub async fn defaults(&self) -> Result<Vec<FirmDefault>, OpenError> {
        sqlx::query_as("select * from defaults order by kind")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Puts this connection in the place of the one that was chosen. Says whether that is
    /// news; where it is not, or nobody knows the connection, nothing is entered.
    pub async fn set_default(
        &self,
        kind: &str,
        connection: &str,
        address: Option<&str>,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query(
                "insert into defaults (kind, connection, address, changed_at)
                 select ?1, ?2, ?3, ?4
                 where exists (select 1 from connections where id = ?2)
                     or exists (select 1 from synced where kind = 'connection' and id = ?2)
                 on conflict (kind) do update
                    set connection = excluded.connection,
                        address = excluded.address,
                        changed_at = excluded.changed_at
                    where connection <> excluded.connection
                       or address is not excluded.address",
            )
            .bind(kind)
            .bind(connection)
            .bind(address)
            .bind(change.at)
            .execute(&mut *writer)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Leaves a kind without one. Says whether there was one.
    pub async fn clear_default(&self, kind: &str, change: Change<'_>) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query("delete from defaults where kind = ?")
                .bind(kind)
                .execute(&mut *writer)
                .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }
}
