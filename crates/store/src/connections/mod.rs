//! The table `connections`: one account of one provider a row. The condition is what
//! was last found; what it means today (that a clock runs out soon) is worked out by
//! whoever shows it. Who renews one, and that only one does, is in `renewal`; what
//! a test found out in `condition`; one that
//! is written together with its credential in `saving`.

mod condition;
mod naming;
mod renewal;
mod saving;
#[cfg(test)]
pub(crate) mod tests;

use sqlx::SqliteConnection;

use crate::{Change, OpenError, Store, attempts};

pub use condition::{Closing, NewCondition, Of};
pub use renewal::Unrenewed;
pub(crate) use renewal::forget as forget_renewal;

/// The row. Times are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Connection {
    /// Random and unchanging.
    pub id: String,
    /// The provider's id.
    pub provider: String,
    /// `live` or `sandbox`.
    pub environment: String,
    /// What the firm calls it.
    pub label: Option<String>,
    /// The account's id at the provider.
    pub account_id: Option<String>,
    /// The account's name at the provider.
    pub account_name: Option<String>,
    /// Who connected it.
    pub owner: Option<String>,
    /// `this_computer` or `firm_server`.
    pub custodian: String,
    /// What was last found.
    pub condition: String,
    /// What the condition is about.
    pub condition_about: Option<String>,
    /// When a delayed one is tried again.
    pub retry_at: Option<String>,
    /// When it last worked.
    pub last_success_at: Option<String>,
    /// When it dies unless it is used.
    pub idle_ends_at: Option<String>,
    /// When it dies in any case.
    pub absolute_ends_at: Option<String>,
    /// When it was made.
    pub made_at: String,
    /// When the row last changed.
    pub changed_at: String,
    /// By which of the provider's ways it signed in.
    pub sign_in: Option<String>,
    /// When what it calls with ends and is renewed.
    pub access_ends_at: Option<String>,
    /// Since when somebody renews it. Only who does so changes that: a row that is written
    /// back leaves it as it is.
    pub renewing_since: Option<String>,
}

impl Connection {
    /// A live one that was just made and works. What more is known of it is filled in.
    #[must_use]
    pub fn made(id: &str, provider: &str, at: &str) -> Self {
        Self {
            id: id.into(),
            provider: provider.into(),
            environment: "live".into(),
            label: None,
            account_id: None,
            account_name: None,
            owner: None,
            custodian: "this_computer".into(),
            condition: "works".into(),
            condition_about: None,
            retry_at: None,
            last_success_at: None,
            idle_ends_at: None,
            absolute_ends_at: None,
            made_at: at.into(),
            changed_at: at.into(),
            sign_in: None,
            access_ends_at: None,
            renewing_since: None,
        }
    }
}

impl Store {
    /// Every connection of this firm, the oldest of each provider first.
    pub async fn connections(&self) -> Result<Vec<Connection>, OpenError> {
        sqlx::query_as("select * from connections order by provider, made_at, id")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// One of them.
    pub async fn connection(&self, id: &str) -> Result<Option<Connection>, OpenError> {
        sqlx::query_as("select * from connections where id = ?")
            .bind(id)
            .fetch_optional(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Writes what can change of a connection. Says whether it is still there: one of that
    /// id at that provider, in that environment.
    pub async fn update_connection(
        &self,
        row: &Connection,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            if !update(&mut *writer, row, row.label.as_deref(), change.at).await? {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Removes a connection, with its credentials. A sign-in to it that is under way ends.
    /// Says whether it was there.
    pub async fn remove_connection(&self, id: &str, change: Change<'_>) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            if !remove(&mut *writer, id, change.at).await? {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }
}

/// Adds a connection.
pub(crate) async fn add(
    writer: &mut SqliteConnection,
    row: &Connection,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into connections (id, provider, environment, label, account_id, account_name,
             owner, custodian, condition, condition_about, retry_at, last_success_at,
             idle_ends_at, absolute_ends_at, made_at, changed_at, sign_in, access_ends_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&row.id)
    .bind(&row.provider)
    .bind(&row.environment)
    .bind(&row.label)
    .bind(&row.account_id)
    .bind(&row.account_name)
    .bind(&row.owner)
    .bind(&row.custodian)
    .bind(&row.condition)
    .bind(&row.condition_about)
    .bind(&row.retry_at)
    .bind(&row.last_success_at)
    .bind(&row.idle_ends_at)
    .bind(&row.absolute_ends_at)
    .bind(&row.made_at)
    .bind(&row.changed_at)
    .bind(&row.sign_in)
    .bind(&row.access_ends_at)
    .execute(writer)
    .await?;
    Ok(())
}

/// Writes what can change of a connection that is there, but not who renews it and who holds it
/// (`handovers`). Its name it keeps unless it is given another: it may have been renamed since
/// the row was read.
pub(crate) async fn update(
    writer: &mut SqliteConnection,
    row: &Connection,
    name: Option<&str>,
    at: &str,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "update connections set label = coalesce(?, label), account_id = ?, account_name = ?, owner = ?,
             condition = ?, condition_about = ?, retry_at = ?,
             last_success_at = ?, idle_ends_at = ?, absolute_ends_at = ?, sign_in = ?,
             access_ends_at = ?, changed_at = ?
         where id = ? and provider = ? and environment = ?",
    )
    .bind(name)
    .bind(&row.account_id)
    .bind(&row.account_name)
    .bind(&row.owner)
    .bind(&row.condition)
    .bind(&row.condition_about)
    .bind(&row.retry_at)
    .bind(&row.last_success_at)
    .bind(&row.idle_ends_at)
    .bind(&row.absolute_ends_at)
    .bind(&row.sign_in)
    .bind(&row.access_ends_at)
    .bind(at)
    .bind(&row.id)
    .bind(&row.provider)
    .bind(&row.environment)
    .execute(writer)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a connection and what hangs on it, and says whether it was there.
pub(crate) async fn remove(
    writer: &mut SqliteConnection,
    id: &str,
    at: &str,
) -> Result<bool, sqlx::Error> {
    attempts::end_of_connection(&mut *writer, id, "cancelled", at).await?;
    let gone = sqlx::query("delete from connections where id = ?").bind(id).execute(writer).await?;
    Ok(gone.rows_affected() > 0)
}

/// Takes every connection away. Only a practice firm may.
pub(crate) async fn clear(writer: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("delete from connections").execute(writer).await?;
    Ok(())
}
