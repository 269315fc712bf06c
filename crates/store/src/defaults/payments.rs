//! The tables `payment_accounts` and `payment_defaults`: whose money an account holds, and
//! into which account a segment pays. An account of the one kind cannot take the other: nothing
//! is paid but where both name the same kind, and while something is, nobody here says otherwise.

use sqlx::SqliteConnection;

use crate::{Change, OpenError, Store};

/// Whose money an account holds.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PaymentAccount {
    /// The connection it is at.
    pub connection: String,
    /// The provider's id of it. Empty where the connection has one alone.
    pub account: String,
    /// `operating` or `trust`.
    pub money: String,
}

/// Where a segment pays.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct PaymentDefault {
    /// The segment.
    pub segment: String,
    /// `operating` or `trust`.
    pub money: String,
    /// The connection.
    pub connection: String,
    /// The account there.
    pub account: String,
    /// Whether that account is known to hold such money. Nothing is paid into it otherwise.
    pub is_paid: bool,
}

/// A segment, and which money.
#[derive(Debug, Clone, Copy)]
pub struct PaymentPlace<'a> {
    /// The segment.
    pub segment: &'a str,
    /// `operating` or `trust`.
    pub money: &'a str,
}

impl Store {
    /// Every account of which it is known whose money it holds.
    pub async fn payment_accounts(&self) -> Result<Vec<PaymentAccount>, OpenError> {
        sqlx::query_as(
            "select connection, account, money from payment_accounts
             order by connection, account",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Where segments pay.
    pub async fn payment_defaults(&self) -> Result<Vec<PaymentDefault>, OpenError> {
        sqlx::query_as(
            "select segment, money, connection, account,
                 exists (select 1 from payment_places p
                         where p.segment = d.segment and p.money = d.money) as is_paid
             from payment_defaults d order by segment, money",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Says whose money a connection's only account holds. While a segment pays into it,
    /// it is no other's, and the database refuses.
    pub async fn set_money(
        &self,
        connection: &str,
        money: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            if !put_account(&mut *writer, connection, ("", money), change.at).await? {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Has a segment pay into this account. Says whether that is news. Into one that is not known
    /// to hold that money, nobody is sent.
    pub async fn set_payment_default(
        &self,
        place: PaymentPlace<'_>,
        connection: &str,
        account: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query(
                "insert into payment_defaults (segment, money, connection, account, changed_at)
                 select ?1, ?2, ?3, ?4, ?5
                 where exists (select 1 from payment_accounts
                               where connection = ?3 and account = ?4 and money = ?2)
                 on conflict (segment, money) do update
                    set connection = excluded.connection,
                        account = excluded.account,
                        changed_at = excluded.changed_at
                    where connection <> excluded.connection or account <> excluded.account",
            )
            .bind(place.segment)
            .bind(place.money)
            .bind(connection)
            .bind(account)
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

    /// Has a segment pay as everybody else does, or everybody else not at all. Says whether
    /// it did otherwise.
    pub async fn clear_payment_default(
        &self,
        place: PaymentPlace<'_>,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query("delete from payment_defaults where segment = ? and money = ?")
                .bind(place.segment)
                .bind(place.money)
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

/// Keeps the accounts that a connection's form named, each with its money. One that it does
/// not name any more goes, and with it what was paid into it by default.
pub(crate) async fn put(
    writer: &mut SqliteConnection,
    connection: &str,
    accounts: &[(&str, &str)],
    at: &str,
) -> Result<(), sqlx::Error> {
    let named: Vec<(String, String)> = sqlx::query_as(
        "select account, money from payment_accounts where connection = ? and account <> ''",
    )
    .bind(connection)
    .fetch_all(&mut *writer)
    .await?;
    for (account, money) in &named {
        if !accounts.contains(&(account, money)) {
            for sql in [
                "delete from payment_defaults where connection = ? and account = ?",
                "delete from payment_accounts where connection = ? and account = ?",
            ] {
                sqlx::query(sql).bind(connection).bind(account).execute(&mut *writer).await?;
            }
        }
    }
    for account in accounts {
        put_account(&mut *writer, connection, *account, at).await?;
    }
    Ok(())
}

async fn put_account(
    writer: &mut SqliteConnection,
    connection: &str,
    (account, money): (&str, &str),
    at: &str,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "insert into payment_accounts (connection, account, money, changed_at)
         values (?, ?, ?, ?)
         on conflict (connection, account) do update
            set money = excluded.money, changed_at = excluded.changed_at
            where money <> excluded.money",
    )
    .bind(connection)
    .bind(account)
    .bind(money)
    .bind(at)
    .execute(writer)
    .await?;
    Ok(done.rows_affected() == 1)
}
