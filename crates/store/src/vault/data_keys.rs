//! The table `data_keys`: which keys seal, and how often each did.

use sqlx::SqliteConnection;

use crate::{OpenError, Store};

/// The row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct DataKey {
    /// Rises and is never given twice.
    pub id: u32,
    /// `primary` or `old`.
    pub state: String,
    /// Tells it from another key that came to have its id.
    pub check_value: Vec<u8>,
    /// The key sealed with the one before it, while everything is sealed anew.
    pub bridge: Option<Vec<u8>>,
    /// When it was made, RFC 3339 in UTC.
    pub made_at: String,
    /// How many values were sealed with it.
    pub sealed: i64,
}

impl DataKey {
    /// Whether new values are sealed with it.
    #[must_use]
    pub fn is_primary(&self) -> bool {
        self.state == "primary"
    }
}

/// A data key that is to become the primary one.
#[derive(Debug, Clone)]
pub struct NewDataKey {
    /// One more than the highest so far.
    pub id: u32,
    /// Its check value.
    pub check_value: Vec<u8>,
    /// The key sealed with the one before it, if there is one.
    pub bridge: Option<Vec<u8>>,
    /// When it was made.
    pub made_at: String,
}

impl Store {
    /// Every data key, the primary one first.
    pub async fn data_keys(&self) -> Result<Vec<DataKey>, OpenError> {
        sqlx::query_as("select * from data_keys order by state desc, id desc")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }
}

/// Makes this the primary key. The one before it is old from here on.
pub(super) async fn insert_primary(
    writer: &mut SqliteConnection,
    key: &NewDataKey,
) -> Result<(), sqlx::Error> {
    sqlx::query("update data_keys set state = 'old'").execute(&mut *writer).await?;
    sqlx::query(
        "insert into data_keys (id, state, check_value, bridge, made_at)
         values (?, 'primary', ?, ?, ?)",
    )
    .bind(key.id)
    .bind(&key.check_value)
    .bind(&key.bridge)
    .bind(&key.made_at)
    .execute(writer)
    .await?;
    Ok(())
}

/// Counts values that were sealed with a key.
pub(super) async fn count_sealed(
    writer: &mut SqliteConnection,
    id: u32,
    values: usize,
) -> Result<(), sqlx::Error> {
    sqlx::query("update data_keys set sealed = sealed + ? where id = ?")
        .bind(i64::try_from(values).unwrap_or(i64::MAX))
        .bind(id)
        .execute(writer)
        .await?;
    Ok(())
}
