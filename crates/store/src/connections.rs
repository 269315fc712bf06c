//! The table `connections`: one account of one provider a row. The condition is what
//! was last found; what it means today (that a clock runs out soon) is worked out by
//! whoever shows it.

use sqlx::SqliteConnection;

use crate::{OpenError, Store};

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
}

/// Adds a connection.
pub(crate) async fn add(
    writer: &mut SqliteConnection,
    row: &Connection,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into connections (id, provider, environment, label, account_id, account_name,
             owner, custodian, condition, condition_about, retry_at, last_success_at,
             idle_ends_at, absolute_ends_at, made_at, changed_at)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
    .execute(writer)
    .await?;
    Ok(())
}

/// Takes every connection away. Only a practice firm may.
pub(crate) async fn clear(writer: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("delete from connections").execute(writer).await?;
    Ok(())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A connection that works.
    pub(crate) fn row(id: &str) -> Connection {
        let account_name = Some("Miller & Co".into());
        Connection { account_name, ..Connection::made(id, "xero", "2026-01-01T00:00:00Z") }
    }
}
