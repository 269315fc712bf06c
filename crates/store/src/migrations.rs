//! Which migrations a file has, which this program knows, and the copy that is kept
//! before any is applied.

use std::path::{Path, PathBuf};

use sqlx::SqliteConnection;
use sqlx::migrate::{MigrateError, Migrator};

use crate::OpenError;
use crate::folder::BACKUPS;

/// The migrations of this program. Dated, never edited once released.
pub(crate) static KNOWN: Migrator = sqlx::migrate!("./migrations");

/// The newest migration of a set.
pub(crate) fn newest(migrator: &Migrator) -> i64 {
    migrator.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// The newest migration the file has; `None` for a file that never had one.
pub(crate) async fn newest_applied(
    connection: &mut SqliteConnection,
) -> Result<Option<i64>, sqlx::Error> {
    let has_any: bool = sqlx::query_scalar(
        "select exists (select 1 from sqlite_master where type = 'table' and name = '_sqlx_migrations')",
    )
    .fetch_one(&mut *connection)
    .await?;
    if !has_any {
        return Ok(None);
    }
    sqlx::query_scalar("select max(version) from _sqlx_migrations where success")
        .fetch_one(connection)
        .await
}

/// Brings the file up to date, after keeping a copy of what it was.
pub(crate) async fn bring_up_to_date(
    file: &Path,
    connection: &mut SqliteConnection,
    migrator: &Migrator,
) -> Result<(), OpenError> {
    let sqlite = |error| OpenError::from_sqlite(file, error);
    let applied = newest_applied(connection).await.map_err(sqlite)?;
    if let Some(applied) = applied
        && applied < newest(migrator)
    {
        let copy = back_up(file, connection, applied).await?;
        tracing::info!(copy = %copy.display(), "kept a copy of the database before migrating it");
    }
    migrator.run_direct(None, connection, false).await.map_err(|error| match error {
        MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) => {
            OpenError::from_sqlite(file, source)
        }
        other => OpenError::Migration(other),
    })
}

/// Whether there are tables that no migration of ours has made.
pub(crate) async fn has_other_tables(
    connection: &mut SqliteConnection,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "select exists (select 1 from sqlite_master
         where type = 'table' and name not like 'sqlite_%' and name <> '_sqlx_migrations')",
    )
    .fetch_one(connection)
    .await
}

/// Writes a whole and consistent copy beside the database, one for each schema. It
/// appears under its name only when it is complete and on the disk.
async fn back_up(
    file: &Path,
    connection: &mut SqliteConnection,
    schema: i64,
) -> Result<PathBuf, OpenError> {
    let folder = file.with_file_name(BACKUPS);
    let as_io = |error| OpenError::from_io(&folder, error);
    std::fs::create_dir_all(&folder).map_err(as_io)?;
    let copy = folder.join(format!("schema-{schema}.db"));
    let part = folder.join(format!("schema-{schema}.part"));
    match std::fs::remove_file(&part) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(as_io(error)),
        _ => {}
    }
    sqlx::query("vacuum into ?")
        .bind(part.to_string_lossy().into_owned())
        .execute(connection)
        .await
        .map_err(|error| OpenError::from_sqlite(&part, error))?;
    std::fs::File::options()
        .write(true)
        .open(&part)
        .and_then(|written| written.sync_all())
        .and_then(|()| std::fs::rename(&part, &copy))
        .map_err(as_io)?;
    Ok(copy)
}
