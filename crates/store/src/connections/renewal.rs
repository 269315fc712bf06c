//! Renewing what a connection calls with. A token that works once is lost when two use it,
//! so who renews says so first, and is alone until it is done or a time is over.
//!
//! Nobody is called here, and when a renewal is due is decided elsewhere.

use sqlx::SqliteConnection;

use crate::vault::{self, NewCredential, SealedBytes};
use crate::{Change, Connection, OpenError, Store};

impl Store {
    /// Takes the renewal of a connection upon oneself, unless somebody did since
    /// `lease_before`: whoever did so earlier is taken for ended. Of many that ask at once
    /// exactly one is told yes.
    pub async fn begin_renewal(
        &self,
        id: &str,
        at: &str,
        lease_before: &str,
    ) -> Result<bool, OpenError> {
        self.in_transaction(async |writer| {
            let done = sqlx::query(
                "update connections set renewing_since = ? where id = ? and
                     (renewing_since is null
                      or unixepoch(renewing_since, 'subsec') < unixepoch(?, 'subsec'))",
            )
            .bind(at)
            .bind(id)
            .bind(lease_before)
            .execute(writer)
            .await?;
            Ok(done.rows_affected() == 1)
        })
        .await
    }

    /// Ends a renewal that worked: the new credential, the connection's condition and
    /// clocks, and that nobody renews it any more. A connection that was paused meanwhile
    /// stays so. Where nobody renews it, because it was removed or signed in to again, what
    /// came of the renewal is of no use: nothing changes, and the answer is no.
    pub async fn end_renewal<E>(
        &self,
        row: &Connection,
        credential: NewCredential<'_>,
        change: Change<'_>,
        seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<bool, E>, OpenError> {
        self.make(change, async |writer| {
            let under_way: bool = sqlx::query_scalar(
                "select exists (select 1 from connections
                 where id = ? and renewing_since is not null)",
            )
            .bind(&row.id)
            .fetch_one(&mut *writer)
            .await?;
            if !under_way {
                return Ok(Ok(false));
            }
            let fresh = match vault::seal_credential(writer, credential.id, seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            vault::put_credential(writer, &credential, &fresh, change.at).await?;
            write_clocks(writer, row, change.at).await?;
            forget(writer, &row.id).await?;
            change.enter(writer).await?;
            Ok(Ok(true))
        })
        .await
    }

    /// Gives a renewal up that did not work. Says whether it was still under way.
    pub async fn abandon_renewal(&self, id: &str, change: Change<'_>) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            if !forget(&mut *writer, id).await? {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }
}

/// Writes that nobody renews a connection any more, and says whether somebody did.
pub(crate) async fn forget(writer: &mut SqliteConnection, id: &str) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update connections set renewing_since = null
         where id = ? and renewing_since is not null",
    )
    .bind(id)
    .execute(writer)
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn write_clocks(
    writer: &mut SqliteConnection,
    row: &Connection,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update connections set retry_at = ?, last_success_at = ?, idle_ends_at = ?,
             absolute_ends_at = ?, access_ends_at = ?, changed_at = ? where id = ?",
    )
    .bind(&row.retry_at)
    .bind(&row.last_success_at)
    .bind(&row.idle_ends_at)
    .bind(&row.absolute_ends_at)
    .bind(&row.access_ends_at)
    .bind(at)
    .bind(&row.id)
    .execute(&mut *writer)
    .await?;
    sqlx::query(
        "update connections set condition = ?, condition_about = ?
         where id = ? and condition <> 'paused'",
    )
    .bind(&row.condition)
    .bind(&row.condition_about)
    .bind(&row.id)
    .execute(writer)
    .await?;
    Ok(())
}
