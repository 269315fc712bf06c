//! The table `installation`: which installation this is. One row, made at the first
//! opening and kept for good.

use sqlx::{SqliteConnection, SqlitePool};

use crate::open::Opening;

/// The row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Installation {
    /// Random and unchanging; names this installation to the firm server.
    pub id: String,
    /// When it was first opened, RFC 3339 in UTC.
    pub made_at: String,
    /// By which version.
    pub made_by: String,
    /// By which version it was last opened.
    pub last_opened_by: String,
    /// Whether it is a practice firm: nothing in it is real.
    pub practice: bool,
}

/// Makes the row at the first opening, and notes every later one.
pub(crate) async fn note_opening(
    connection: &mut SqliteConnection,
    opening: &Opening<'_>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into installation (only_row, id, made_at, made_by, last_opened_at, last_opened_by)
         values (1, lower(hex(randomblob(16))), ?1, ?2, ?1, ?2)
         on conflict (only_row) do update
            set last_opened_at = excluded.last_opened_at,
                last_opened_by = excluded.last_opened_by",
    )
    .bind(opening.at.to_string())
    .bind(opening.by_version)
    .execute(connection)
    .await?;
    Ok(())
}

/// Reads the row.
pub async fn read(pool: &SqlitePool) -> Result<Installation, sqlx::Error> {
    sqlx::query_as("select id, made_at, made_by, last_opened_by, practice from installation")
        .fetch_one(pool)
        .await
}

/// Marks this as a practice firm, for good.
pub(crate) async fn become_practice(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("update installation set practice = 1").execute(connection).await?;
    Ok(())
}

/// The version that last opened a file, as far as the file can say. Asked of files
/// this program may be too old for, so a missing table is an answer and no error.
pub(crate) async fn last_opened_by(connection: &mut SqliteConnection) -> Option<String> {
    sqlx::query_scalar("select last_opened_by from installation")
        .fetch_optional(connection)
        .await
        .ok()
        .flatten()
}
