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
    /// What the firm's apps at providers sign in with.
    OauthApps,
    /// What the answers of sign-ins under way are redeemed with.
    Attempts,
    /// What the events of connections are proven by.
    WebhookSecrets,
}

impl SealedTable {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::Credentials,
        Self::OwnSecrets,
        Self::OauthApps,
        Self::Attempts,
        Self::WebhookSecrets,
    ];

    /// The column that holds the seal, in each of them.
    pub const COLUMN: &'static str = "sealed";

    /// The table's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::OwnSecrets => "own_secrets",
            Self::OauthApps => "oauth_apps",
            Self::Attempts => "attempts",
            Self::WebhookSecrets => "webhook_secrets",
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
pub(crate) struct Written {
    /// How often.
    pub(crate) generation: i64,
    /// With which key.
    pub(crate) key_id: u32,
}

/// A value that is sealed for its row and not written yet.
#[derive(Debug)]
pub(crate) struct Fresh {
    /// How the row was written before, if there is one.
    pub(crate) before: Option<Written>,
    /// How often it is written then.
    pub(crate) generation: i64,
    /// The seal.
    pub(crate) sealed: SealedBytes,
}

/// How a row was last written, or nothing when there is no row.
pub(crate) async fn written(
    writer: &mut SqliteConnection,
    table: SealedTable,
    id: &str,
) -> Result<Option<Written>, sqlx::Error> {
    sqlx::query_as(table.statement("select generation, key_id from {table} where id = ?"))
        .bind(id)
        .fetch_optional(writer)
        .await
}

/// Seals a value for its row, whose generation is part of the seal, and counts that. It
/// comes before anything is written: what could not be sealed changes nothing.
pub(crate) async fn seal<E>(
    writer: &mut SqliteConnection,
    before: Option<Written>,
    seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
) -> Result<Result<Fresh, E>, sqlx::Error> {
    let generation = before.map_or(0, |before| before.generation) + 1;
    let sealed = match seal(generation.unsigned_abs()) {
        Ok(sealed) => sealed,
        Err(error) => return Ok(Err(error)),
    };
    count_sealed(writer, sealed.key_id, 1).await?;
    Ok(Ok(Fresh { before, generation, sealed }))
}
