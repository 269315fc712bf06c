//! The steps of a hand-over. Each is a part of one transaction, with its audit entry beside it;
//! what comes twice, late or in another order changes nothing that it should not.

use jiff::Timestamp;
use patchbay_contract::custody::CustodyState;

use super::row::SealedCustody;
use crate::changes::Kind;
use crate::value::values;
use crate::{Session, StoreError};

/// What comes of something that is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// It may be kept, sealed as of this generation.
    Wanted {
        /// The generation that it gets.
        generation: u64,
    },
    /// The server holds it already, under this very number: what is held stays.
    HeldAlready,
    /// The server holds it under another number.
    Other,
    /// This number was called back.
    Withdrawn,
}

/// What comes of the computer's word that it has let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taking {
    /// From now on it is the server's.
    Taken,
    /// It is already.
    HeldAlready,
    /// It does not work from here, or was not tried yet.
    NotProven,
    /// Another number is the one that counts.
    Other,
    /// This number was called back.
    Withdrawn,
    /// Nothing was delivered under it.
    Nothing,
}

/// What the checks found of something that was delivered.
#[derive(Debug, Clone)]
pub struct Proving<'a> {
    /// The number of the hand-over that was proven.
    pub handover: &'a str,
    /// The generation that was proven: what was delivered again meanwhile is another one.
    pub generation: u64,
    /// What is wrong, as JSON; nothing where all holds.
    pub problem: Option<&'a str>,
    /// What the checks said, as JSON.
    pub checks: &'a str,
    /// When what calls are made with ends.
    pub clocks: Clocks,
}

/// When what opens a connection ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Clocks {
    /// What calls are made with.
    pub access_ends_at: Option<Timestamp>,
    /// All of it, unless it is used.
    pub idle_ends_at: Option<Timestamp>,
    /// All of it, in any case.
    pub absolute_ends_at: Option<Timestamp>,
}

pub(super) fn signed(generation: u64) -> i64 {
    i64::try_from(generation).unwrap_or(i64::MAX)
}

impl Session {
    /// Whether something that is delivered under this number is wanted.
    pub async fn delivery(
        &mut self,
        connection: &str,
        handover: &str,
    ) -> Result<Delivery, StoreError> {
        if self.has_ended(handover).await? {
            return Ok(Delivery::Withdrawn);
        }
        let Some(row) = self.custody(connection).await? else {
            return Ok(Delivery::Wanted { generation: 1 });
        };
        Ok(match (row.is_held(), row.handover == handover) {
            (true, true) => Delivery::HeldAlready,
            (true, false) => Delivery::Other,
            (false, _) => Delivery::Wanted { generation: row.generation + 1 },
        })
    }

    /// Keeps what was delivered, which [`Self::delivery`] said is wanted. What was delivered
    /// under another number before is over.
    pub async fn deliver(
        &mut self,
        connection: &str,
        handover: &str,
        generation: u64,
        sealed: &SealedCustody,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let before = self.custody(connection).await?;
        if let Some(before) = before.filter(|before| before.handover != handover) {
            self.end_handover(&before.handover, now).await?;
        }
        let sql = "insert into custody (connection, handover, state, data_key, sealed, generation,
                       condition, checks, put_off, made_at, changed_at)
                   values ($1, $2, 'delivered', $3, $4, $5, 'works', '[]', 0, $6, $6)
                   on conflict (connection) do update set handover = $2, state = 'delivered',
                       data_key = $3, sealed = $4, generation = $5, condition = 'works',
                       about = null, problem = null, checks = '[]', retry_at = null, put_off = 0,
                       access_ends_at = null, idle_ends_at = null, absolute_ends_at = null,
                       last_success = null, renewed_at = null, next_check_at = null, renewing_since = null,
                       renewing_term = null, made_at = $6, changed_at = $6
                   where custody.state <> 'held' and custody.generation < $5";
        let key = i64::from(sealed.key);
        let values = values![connection, handover, key, &sealed.bytes[..], signed(generation), now];
        match self.took(sql, values).await? {
            true => Ok(()),
            false => Err(StoreError::Broken("something is delivered over what is held")),
        }
    }

    /// Writes down what the checks found. Says whether it was about what is there.
    pub async fn proved(
        &mut self,
        connection: &str,
        proving: &Proving<'_>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let state =
            if proving.problem.is_none() { CustodyState::Proven } else { CustodyState::Delivered };
        let sql = "update custody set state = $1, problem = $2, checks = $3, changed_at = $4,
                       access_ends_at = $8, idle_ends_at = $9, absolute_ends_at = $10
                   where connection = $5 and handover = $6 and generation = $7
                       and state in ('delivered', 'proven')";
        let Clocks { access_ends_at, idle_ends_at, absolute_ends_at } = proving.clocks;
        let values = values![
            state.as_str(),
            proving.problem,
            proving.checks,
            now,
            connection,
            proving.handover,
            signed(proving.generation),
            access_ends_at,
            idle_ends_at,
            absolute_ends_at,
        ];
        self.took(sql, values).await
    }

    /// The computer has let go: from this transaction on the server holds it, and every computer
    /// is told who does.
    pub async fn take_custody(
        &mut self,
        connection: &str,
        handover: &str,
        now: Timestamp,
    ) -> Result<Taking, StoreError> {
        if self.has_ended(handover).await? {
            return Ok(Taking::Withdrawn);
        }
        let Some(row) = self.custody(connection).await? else { return Ok(Taking::Nothing) };
        match (row.handover == handover, row.state) {
            (false, CustodyState::Withdrawn) => return Ok(Taking::Nothing),
            (false, _) => return Ok(Taking::Other),
            (true, CustodyState::Withdrawn) => return Ok(Taking::Withdrawn),
            (true, CustodyState::Held) => return Ok(Taking::HeldAlready),
            (true, CustodyState::Delivered) => return Ok(Taking::NotProven),
            (true, CustodyState::Proven) => {}
        }
        let sql = "update custody set state = 'held', condition = 'works', last_success = $1,
                       changed_at = $1 where connection = $2";
        self.run(sql, values![now, connection]).await?;
        self.set_custodian(connection, "firm_server", now).await?;
        Ok(Taking::Taken)
    }

    /// Ends a hand-over: nothing of it is kept, and it is never taken again. Says whether the
    /// server held it. One that never came may be ended too, before it does.
    pub async fn withdraw_custody(
        &mut self,
        connection: &str,
        handover: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.end_handover(handover, now).await?;
        let row = self.custody(connection).await?;
        let Some(row) = row.filter(|row| row.handover == handover) else { return Ok(false) };
        if row.state == CustodyState::Withdrawn {
            return Ok(false);
        }
        let sql = "update custody set state = 'withdrawn', data_key = null, sealed = null,
                       about = null, problem = null, checks = '[]', retry_at = null, access_ends_at = null,
                       idle_ends_at = null, absolute_ends_at = null, next_check_at = null,
                       renewing_since = null, renewing_term = null, changed_at = $1
                   where connection = $2";
        self.run(sql, values![now, connection]).await?;
        self.forget_mail(connection).await?;
        if row.is_held() {
            self.set_custodian(connection, "this_computer", now).await?;
        }
        Ok(row.is_held())
    }

    /// Whether a hand-over is over.
    pub async fn has_ended(&mut self, handover: &str) -> Result<bool, StoreError> {
        let sql = "select 1 from ended_handovers where id = $1";
        Ok(self.row(sql, values![handover], |_| Ok(())).await?.is_some())
    }

    async fn end_handover(&mut self, handover: &str, now: Timestamp) -> Result<(), StoreError> {
        let sql = "insert into ended_handovers (id, ended_at) values ($1, $2)
                   on conflict do nothing";
        self.run(sql, values![handover, now]).await.map(drop)
    }

    /// Says in the connection's own row who holds it, for every computer to see. One that was
    /// removed stays as it is.
    async fn set_custodian(
        &mut self,
        connection: &str,
        custodian: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "update connections set custodian = $1, changed_at = $2, version = version + 1
                   where id = $3 and removed_at is null";
        if self.took(sql, values![custodian, now, connection]).await? {
            self.number_change(Kind::Connection, connection).await?;
        }
        Ok(())
    }
}
