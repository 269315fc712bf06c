//! What every sealed row has in common, whichever table it is in: an id, a generation,
//! the key it was sealed with and the sealed bytes.

use sqlx::{AssertSqlSafe, SqliteConnection};

use super::data_keys::count_sealed;

/// The tables with sealed rows. A new one is named here, and is re-keyed with the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SealedTable {
    /// Credentials of connections.
    Credentials,
    /// What the installation itself keeps secret.
    OwnSecrets,
}

impl SealedTable {
    /// Every one.
    pub const ALL: [Self; 2] = [Self::Credentials, Self::OwnSecrets];

    /// The column that holds the seal, in each of them.
    pub const COLUMN: &'static str = "sealed";

    /// The table's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::OwnSecrets => "own_secrets",
        }
    }

    /// A statement with the table's name in place of `{table}`. The names are ours.
    pub(super) fn statement(self, text: &str) -> AssertSqlSafe<String> {
        AssertSqlSafe(text.replace("{table}", self.name()))
    }
}

/// Sealed bytes, and the key that sealed them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBytes {
    /// The data key's id.
    pub key_id: u32,
    /// The envelope.
    pub bytes: Vec<u8>,
}

/// A sealed row, in whichever table.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SealedRow {
    /// The row's id.
    pub id: String,
    /// How often it was written.
    pub generation: i64,
    /// The data key's id.
    pub key_id: u32,
    /// The envelope.
    pub sealed: Vec<u8>,
}

/// How a row was last written.
#[derive(Debug, Clone, Copy, sqlx::FromRow)]
pub(super) struct Written {
    /// How often.
    pub(super) generation: i64,
    /// With which key.
    pub(super) key_id: u32,
}

/// How a row was last written, or nothing when there is no row.
pub(super) async fn written(
    writer: &mut SqliteConnection,
    table: SealedTable,
    id: &str,
) -> Result<Option<Written>, sqlx::Error> {
    sqlx::query_as(table.statement("select generation, key_id from {table} where id = ?"))
        .bind(id)
        .fetch_optional(writer)
        .await
}

/// Counts one more value sealed with its key.
pub(super) async fn count(
    writer: &mut SqliteConnection,
    sealed: &SealedBytes,
) -> Result<(), sqlx::Error> {
    count_sealed(writer, sealed.key_id, 1).await
}
