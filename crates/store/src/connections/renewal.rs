//! Renewing what a connection calls with. A token that works once is lost when two use it,
//! so who renews says so first, and is alone until it is done or a time is over.
//!
//! Nobody is called here, and when a renewal is due is decided elsewhere.

use std::time::Duration;

use sqlx::SqliteConnection;

use crate::vault::{self, NewCredential, SealedBytes};
use crate::{Change, Connection, NewRepair, OpenError, Store, repairs};

/// Whose renewal is this computer's: who let go of one renews it no more.
const OURS: &str = "custodian = 'this_computer'
    and not exists (select 1 from handovers
                    where connection = connections.id and state = 'letting_go')";

/// What is found of a connection whose renewal brought nothing.
#[derive(Debug, Clone, Copy)]
pub struct Unrenewed<'a> {
    /// The condition, and what it is about. Nothing where it stays as it is.
    pub condition: Option<(&'a str, Option<&'a str>)>,
    /// When it is tried again.
    pub retry_at: Option<&'a str>,
    /// What a person is asked to do. One of the kind that is open stays as it is.
    pub repair: Option<NewRepair<'a>>,
}

impl Store {
    /// Takes the renewal of a connection upon oneself at `at`, by which it is known for
    /// ours from then on, unless somebody else did within the time of a `lease`: whoever
    /// did so before is taken for ended, and so is whoever did so long after now, since the
    /// clock was put back. Of many that ask at once exactly one is told yes. Of one that the
    /// firm's server holds, or that was let go to it, nobody is.
    pub async fn begin_renewal(
        &self,
        id: &str,
        at: &str,
        lease: Duration,
    ) -> Result<bool, OpenError> {
        self.take_upon_oneself(id, at, lease, OURS).await
    }

    /// The same to end a connection, whoever holds it: nothing is renewed by that.
    pub async fn begin_ending(
        &self,
        id: &str,
        at: &str,
        lease: Duration,
    ) -> Result<bool, OpenError> {
        self.take_upon_oneself(id, at, lease, "1").await
    }

    async fn take_upon_oneself(
        &self,
        id: &str,
        at: &str,
        lease: Duration,
        whose: &str,
    ) -> Result<bool, OpenError> {
        let sql = format!(
            "update connections set renewing_since = ?1 where id = ?2 and {whose} and
                 (renewing_since is null
                  or abs(unixepoch(?1, 'subsec') - unixepoch(renewing_since, 'subsec')) > ?3)"
        );
        self.in_transaction(async |writer| {
            let done = sqlx::query(sqlx::AssertSqlSafe(sql.clone()))
                .bind(at)
                .bind(id)
                .bind(lease.as_secs_f64())
                .execute(writer)
                .await?;
            Ok(done.rows_affected() == 1)
        })
        .await
    }

    /// Ends a renewal that worked: the new credential, the connection's condition and
    /// clocks, and that we renew it no more. A connection that was paused meanwhile stays so.
    /// What came is kept even where somebody took the renewal over, because the token before
    /// may be spent. Where nobody renews it, because it was removed or signed in to again, it
    /// is of no use: nothing changes, and the answer is no.
    pub async fn end_renewal<E>(
        &self,
        row: &Connection,
        since: &str,
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
            let_go(writer, &row.id, since).await?;
            change.enter(writer).await?;
            Ok(Ok(true))
        })
        .await
    }

    /// Ends a renewal that brought nothing, with what that means. Where it is not ours any
    /// more nothing changes: whoever took it over, or signed in again, knows better. A person
    /// who was asked before is not asked again, and nothing is entered then.
    pub async fn give_up_renewal(
        &self,
        id: &str,
        since: &str,
        unrenewed: &Unrenewed<'_>,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            if !let_go(&mut *writer, id, since).await? {
                return Ok(false);
            }
            sqlx::query("update connections set retry_at = ?, changed_at = ? where id = ?")
                .bind(unrenewed.retry_at)
                .bind(change.at)
                .bind(id)
                .execute(&mut *writer)
                .await?;
            if let Some((condition, about)) = unrenewed.condition {
                write_condition(writer, id, condition, about).await?;
            }
            let raised = match &unrenewed.repair {
                Some(repair) => repairs::raise(&mut *writer, repair, change.at).await?,
                None => true,
            };
            if raised {
                change.enter(writer).await?;
            }
            Ok(true)
        })
        .await
    }

    /// Lets a renewal go that came to nothing. Says whether it was still ours.
    pub async fn abandon_renewal(
        &self,
        id: &str,
        since: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            if !let_go(&mut *writer, id, since).await? {
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

/// The same if we are who renews it.
async fn let_go(writer: &mut SqliteConnection, id: &str, since: &str) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update connections set renewing_since = null where id = ? and renewing_since = ?",
    )
    .bind(id)
    .bind(since)
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
    write_condition(writer, &row.id, &row.condition, row.condition_about.as_deref()).await
}

/// Writes what was found, unless a person paused it.
async fn write_condition(
    writer: &mut SqliteConnection,
    id: &str,
    condition: &str,
    about: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update connections set condition = ?, condition_about = ?
         where id = ? and condition <> 'paused'",
    )
    .bind(condition)
    .bind(about)
    .bind(id)
    .execute(writer)
    .await?;
    Ok(())
}
