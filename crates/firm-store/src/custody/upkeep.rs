//! Keeping alive what is held: who renews it says so first, and is alone until it is done or a
//! time is over; and what a renewal or a check found is written down, for the row and for every
//! computer. When something is due is decided elsewhere, and nobody is called here.

use jiff::{SignedDuration, Timestamp};

use super::row::{Custody, SealedCustody};
use super::steps::{Clocks, signed};
use crate::changes::Kind;
use crate::value::values;
use crate::{Session, StoreError};

/// How long an account of a success may be old before computers are told a newer one: not every
/// renewal is news.
const NEWS: SignedDuration = SignedDuration::from_hours(1);

/// What was found of one that is held.
#[derive(Debug, Clone)]
pub struct CustodyFound<'a> {
    /// How it is.
    pub condition: &'a str,
    /// What that is about.
    pub about: Option<&'a str>,
    /// What is wrong, as JSON.
    pub problem: Option<&'a str>,
    /// What the checks said, as JSON; nothing where none were made.
    pub checks: Option<&'a str>,
    /// Until when nothing is tried.
    pub retry_at: Option<Timestamp>,
    /// How often in a row it was put off.
    pub put_off: i64,
    /// When it worked, if it did.
    pub worked_at: Option<Timestamp>,
    /// When its checks are made again; nothing where that stays as it is.
    pub next_check_at: Option<Timestamp>,
    /// How it is called where every computer sees it.
    pub status: &'a str,
}

/// What came of a renewal, sealed.
#[derive(Debug, Clone)]
pub struct RenewedCustody {
    /// What opens it now, sealed as of the next generation.
    pub sealed: SealedCustody,
    /// When that ends.
    pub clocks: Clocks,
}

/// After so long whoever renews is taken for ended. A call that is tried as often as it may be,
/// with the patience between, takes no longer.
const LEASE: SignedDuration = SignedDuration::from_mins(5);

impl Session {
    /// Whether somebody renews something just now.
    pub(crate) async fn somebody_renews(&mut self) -> Result<bool, StoreError> {
        let long_ago = self.database_time().await? - LEASE;
        let sql = "select 1 from custody where renewing_since > $1 limit 1";
        Ok(self.row(sql, values![long_ago], |_| Ok(())).await?.is_some())
    }

    /// Takes the renewal of one that is held upon oneself, in this term, unless somebody did
    /// within five minutes. Says since when, by the database's clock.
    pub async fn begin_custody_renewal(
        &mut self,
        row: &Custody,
        term: i64,
    ) -> Result<Option<Timestamp>, StoreError> {
        let now = self.database_time().await?;
        let sql = "update custody set renewing_since = $1, renewing_term = $2
                   where connection = $3 and generation = $4 and state = 'held'
                       and (renewing_since is null or renewing_since < $5 or renewing_since > $6)";
        let values =
            values![now, term, &row.connection, signed(row.generation), now - LEASE, now + LEASE];
        Ok(self.took(sql, values).await?.then_some(now))
    }

    /// Ends a renewal that brought something. It is saved where nobody saved anything else
    /// meanwhile, and nobody took the connection away; else nothing changes, and the answer is no.
    pub async fn end_custody_renewal(
        &mut self,
        row: &Custody,
        renewed: &RenewedCustody,
        found: &CustodyFound<'_>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let Clocks { access_ends_at, idle_ends_at, absolute_ends_at } = renewed.clocks;
        let sql = "update custody set data_key = $1, sealed = $2, generation = generation + 1,
                       access_ends_at = $3, idle_ends_at = $4, absolute_ends_at = $5,
                       renewed_at = coalesce($8, renewed_at), renewing_since = null, renewing_term = null
                   where connection = $6 and generation = $7 and state = 'held'";
        let values = values![
            i64::from(renewed.sealed.key),
            &renewed.sealed.bytes[..],
            access_ends_at,
            idle_ends_at,
            absolute_ends_at,
            &row.connection,
            signed(row.generation),
            found.worked_at,
        ];
        if !self.took(sql, values).await? {
            return Ok(false);
        }
        self.write_found(&row.connection, found, now).await?;
        Ok(true)
    }

    /// Ends a renewal that brought nothing, if it is still ours.
    pub async fn give_up_custody_renewal(
        &mut self,
        row: &Custody,
        since: Timestamp,
        found: &CustodyFound<'_>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "update custody set renewing_since = null, renewing_term = null
                   where connection = $1 and generation = $2 and state = 'held'
                       and renewing_since = $3";
        if !self.took(sql, values![&row.connection, signed(row.generation), since]).await? {
            return Ok(false);
        }
        self.write_found(&row.connection, found, now).await?;
        Ok(true)
    }

    /// Writes down what the checks of one that is held found, if they were of what is there.
    pub async fn note_custody(
        &mut self,
        row: &Custody,
        found: &CustodyFound<'_>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let there = self.custody(&row.connection).await?;
        if there.is_none_or(|there| !there.is_held() || there.generation != row.generation) {
            return Ok(false);
        }
        self.write_found(&row.connection, found, now).await?;
        Ok(true)
    }

    /// Plans the checks of one that is held.
    pub async fn plan_custody_check(
        &mut self,
        connection: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "update custody set next_check_at = $1
                   where connection = $2 and state = 'held'";
        self.run(sql, values![at, connection]).await.map(drop)
    }

    async fn write_found(
        &mut self,
        connection: &str,
        found: &CustodyFound<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "update custody set condition = $1, about = $2, problem = $3,
                       checks = coalesce($4, checks), retry_at = $5, put_off = $6,
                       last_success = coalesce($7, last_success),
                       next_check_at = coalesce($8, next_check_at), changed_at = $9
                   where connection = $10";
        let values = values![
            found.condition,
            found.about,
            found.problem,
            found.checks,
            found.retry_at,
            found.put_off,
            found.worked_at,
            found.next_check_at,
            now,
            connection,
        ];
        self.run(sql, values).await?;
        let Some(row) = self.custody(connection).await? else { return Ok(()) };
        self.tell_how_it_is(&row, found.status, now).await
    }

    /// Says in the connection's own row how it is, where that is news.
    async fn tell_how_it_is(
        &mut self,
        row: &Custody,
        status: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(told) = self.connection(&row.connection).await? else { return Ok(()) };
        let moved = |new: Option<Timestamp>, old: Option<Timestamp>| match (new, old) {
            (Some(new), Some(old)) => new.duration_since(old).abs() >= NEWS,
            (new, old) => new.is_some() != old.is_some(),
        };
        let is_news = told.status != status
            || moved(row.last_success, told.last_success)
            || moved(row.idle_ends_at, told.idle_ends_at)
            || moved(row.absolute_ends_at, told.absolute_ends_at);
        if !is_news {
            return Ok(());
        }
        let sql = "update connections set status = $1, last_success = $2, idle_ends_at = $3,
                       absolute_ends_at = $4, changed_at = $5, version = version + 1
                   where id = $6 and removed_at is null";
        let values = values![
            status,
            row.last_success,
            row.idle_ends_at,
            row.absolute_ends_at,
            now,
            &row.connection
        ];
        if self.took(sql, values).await? {
            self.number_change(Kind::Connection, &row.connection).await?;
        }
        Ok(())
    }
}
