//! Opening the store: take the folder, look before touching, migrate, note it.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};

use crate::installation::{self, Installation};
use crate::{DataFolder, OpenError, migrations};

/// Who opens, and when. Passed in so that a test can say so.
#[derive(Debug, Clone, Copy)]
pub struct Opening<'a> {
    /// The version of the program that opens.
    pub by_version: &'a str,
    /// The time.
    pub at: Timestamp,
}

/// The open store: one writer, several readers, and the folder's lock.
#[derive(Debug)]
pub struct Store {
    pub(crate) readers: SqlitePool,
    pub(crate) writer: SqlitePool,
    folder: DataFolder,
    pub(crate) anchoring: Arc<Mutex<()>>,
}

/// What the database says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The newest migration.
    pub schema: i64,
    /// The SQLite that reads it.
    pub sqlite_version: String,
    /// Which installation it is.
    pub installation: Installation,
}

impl Store {
    /// Opens the store in this folder, making or migrating it as needed.
    pub async fn open(folder: &Path, opening: Opening<'_>) -> Result<Self, OpenError> {
        Self::open_with(folder, opening, &migrations::KNOWN).await
    }

    async fn open_with(
        folder: &Path,
        opening: Opening<'_>,
        migrator: &Migrator,
    ) -> Result<Self, OpenError> {
        let folder = DataFolder::take(folder)?;
        let file = folder.database();
        let sqlite = |error| OpenError::from_sqlite(&file, error);
        refuse_what_is_not_ours(&file, migrator).await?;

        let options = SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is deleted or replaced is overwritten: it may have been sealed.
            .pragma("secure_delete", "on")
            .busy_timeout(Duration::from_secs(5))
            .disable_statement_logging();
        let writer = pool(1).connect_with(options.clone()).await.map_err(sqlite)?;
        let mut connection = writer.acquire().await.map_err(sqlite)?;
        migrations::bring_up_to_date(&file, &mut connection, migrator).await?;
        installation::note_opening(&mut connection, &opening).await.map_err(sqlite)?;
        drop(connection);
        let readers = pool(4).connect_with(options.read_only(true)).await.map_err(sqlite)?;
        Ok(Self { readers, writer, folder, anchoring: Arc::default() })
    }

    /// The folder it is in.
    #[must_use]
    pub fn folder(&self) -> &DataFolder {
        &self.folder
    }

    /// Asks the database how it is, now.
    pub async fn facts(&self) -> Result<Facts, OpenError> {
        let file = self.folder.database();
        let sqlite = |error| OpenError::from_sqlite(&file, error);
        let sqlite_version = sqlx::query_scalar("select sqlite_version()")
            .fetch_one(&self.readers)
            .await
            .map_err(sqlite)?;
        let mut connection = self.readers.acquire().await.map_err(sqlite)?;
        let schema = migrations::newest_applied(&mut connection).await.map_err(sqlite)?;
        drop(connection);
        let installation = installation::read(&self.readers).await.map_err(sqlite)?;
        Ok(Facts { schema: schema.unwrap_or(0), sqlite_version, installation })
    }

    pub(crate) fn sqlite(&self, error: sqlx::Error) -> OpenError {
        OpenError::from_sqlite(&self.folder.database(), error)
    }

    /// Takes the mark of a practice firm away, which nothing but a test does.
    #[cfg(test)]
    pub(crate) async fn pretend_to_be_real(&self) {
        sqlx::query("update installation set practice = 0").execute(&self.writer).await.unwrap();
    }

    /// Closes every connection, so that the file is whole and the folder free. Whoever
    /// still holds the store can do nothing with it any more.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
        self.folder.release();
    }
}

/// So many connections. They are not tried before each use, as those to a server are: a
/// file does not hang up, and one that a failing disk broke is let go where it broke.
fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(connections).test_before_acquire(false)
}

/// Looks at an existing file without writing into it: is it a database, of ours, and
/// not newer than this program?
async fn refuse_what_is_not_ours(file: &Path, migrator: &Migrator) -> Result<(), OpenError> {
    match std::fs::metadata(file) {
        Ok(metadata) if metadata.len() > 0 => {}
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(OpenError::from_io(file, error)),
    }
    let sqlite = |error| OpenError::from_sqlite(file, error);
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = options.connect().await.map_err(sqlite)?;
    let applied = migrations::newest_applied(&mut connection).await.map_err(sqlite)?;
    let is_foreign =
        applied.is_none() && migrations::has_other_tables(&mut connection).await.map_err(sqlite)?;
    let (found, known) = (applied.unwrap_or(0), migrations::newest(migrator));
    let refusal = if is_foreign {
        Err(OpenError::Foreign { file: file.into() })
    } else if found > known {
        let last_opened_by = installation::last_opened_by(&mut connection).await;
        Err(OpenError::Newer { found, known, last_opened_by })
    } else {
        Ok(())
    };
    connection.close().await.map_err(sqlite)?;
    refusal
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use sqlx::migrate::{Migration, MigrationType};
    use sqlx::{AssertSqlSafe, SqlSafeStr};

    use super::*;

    fn opening(by_version: &str) -> Opening<'_> {
        Opening { by_version, at: Timestamp::UNIX_EPOCH }
    }

    /// The migrations of this program and one more, as a later version would have.
    fn with_one_more(sql: &str) -> Migrator {
        let mut all: Vec<_> = migrations::KNOWN.iter().cloned().collect();
        all.push(Migration::new(
            migrations::newest(&migrations::KNOWN) + 1,
            Cow::Borrowed("one more"),
            MigrationType::Simple,
            AssertSqlSafe(sql.to_string()).into_sql_str(),
            false,
        ));
        Migrator::with_migrations(all)
    }

    fn copies_in(folder: &Path) -> usize {
        std::fs::read_dir(folder.join("backups")).map_or(0, Iterator::count)
    }

    #[tokio::test]
    async fn a_first_opening_makes_and_migrates_the_file() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path(), opening("1.0.0")).await.unwrap();
        let facts = store.facts().await.unwrap();
        assert_eq!(facts.schema, migrations::newest(&migrations::KNOWN));
        assert_eq!(facts.installation.made_by, "1.0.0");
        assert_eq!(facts.installation.id.len(), 32);
        assert_eq!(copies_in(home.path()), 0, "an empty file needs no copy");
    }

    #[tokio::test]
    async fn a_second_opening_keeps_who_we_are_and_notes_the_version() {
        let home = tempfile::tempdir().unwrap();
        let first = Store::open(home.path(), opening("1.0.0")).await.unwrap();
        let before = first.facts().await.unwrap().installation;
        first.close().await;
        let second = Store::open(home.path(), opening("1.1.0")).await.unwrap();
        let after = second.facts().await.unwrap().installation;
        assert_eq!((after.id, after.made_by), (before.id, before.made_by));
        assert_eq!(after.last_opened_by, "1.1.0");
    }

    #[tokio::test]
    async fn the_file_survives_a_power_cut_by_its_settings() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path(), opening("1.0.0")).await.unwrap();
        let journal: String =
            sqlx::query_scalar("pragma journal_mode").fetch_one(&store.writer).await.unwrap();
        let synchronous: i64 =
            sqlx::query_scalar("pragma synchronous").fetch_one(&store.writer).await.unwrap();
        assert_eq!((journal.as_str(), synchronous), ("wal", 2));
    }

    #[tokio::test]
    async fn readers_cannot_write() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::open(home.path(), opening("1.0.0")).await.unwrap();
        assert!(sqlx::query("delete from installation").execute(&store.readers).await.is_err());
    }

    #[tokio::test]
    async fn a_database_from_a_newer_version_is_refused_and_left_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        let newer = with_one_more("create table later (x integer) strict");
        Store::open_with(home.path(), opening("9.0.0"), &newer).await.unwrap().close().await;
        let file = home.path().join(crate::DATABASE_FILE);
        let before = std::fs::read(&file).unwrap();
        match Store::open(home.path(), opening("1.0.0")).await {
            Err(OpenError::Newer { found, known, last_opened_by }) => {
                assert_eq!(found, known + 1);
                assert_eq!(last_opened_by.as_deref(), Some("9.0.0"));
            }
            other => panic!("expected a refusal, got {other:?}"),
        }
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_refused_and_left_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join(crate::DATABASE_FILE);
        let text = "These are the minutes of a meeting, not a database. ".repeat(40);
        std::fs::write(&file, &text).unwrap();
        assert!(matches!(
            Store::open(home.path(), opening("1.0.0")).await,
            Err(OpenError::Damaged { .. })
        ));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    }

    #[tokio::test]
    async fn a_database_of_another_program_is_refused_and_left_as_it_was() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join(crate::DATABASE_FILE);
        let options = SqliteConnectOptions::new().filename(&file).create_if_missing(true);
        let mut theirs = options.connect().await.unwrap();
        sqlx::query("create table invoices (x integer)").execute(&mut theirs).await.unwrap();
        theirs.close().await.unwrap();
        let before = std::fs::read(&file).unwrap();
        assert!(matches!(
            Store::open(home.path(), opening("1.0.0")).await,
            Err(OpenError::Foreign { .. })
        ));
        assert_eq!(std::fs::read(&file).unwrap(), before);
    }

    #[tokio::test]
    async fn a_migration_tried_again_keeps_one_copy_and_no_half_one() {
        let home = tempfile::tempdir().unwrap();
        Store::open(home.path(), opening("1.0.0")).await.unwrap().close().await;
        let broken = with_one_more("select no_such_function()");
        for _ in 0..3 {
            assert!(Store::open_with(home.path(), opening("2.0.0"), &broken).await.is_err());
        }
        assert_eq!(copies_in(home.path()), 1);
    }

    #[tokio::test]
    async fn a_database_of_each_earlier_schema_opens_with_all_it_had() {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
        for migration in &migrations::KNOWN.migrations[..migrations::KNOWN.migrations.len() - 1] {
            let home = tempfile::tempdir().unwrap();
            let old = fixtures.join(format!("schema-{}.db", migration.version));
            std::fs::copy(&old, home.path().join(crate::DATABASE_FILE))
                .unwrap_or_else(|error| panic!("{}: {error}", old.display()));
            let store = Store::open(home.path(), opening("2.0.0")).await.unwrap();
            let facts = store.facts().await.unwrap();
            assert_eq!(facts.schema, migrations::newest(&migrations::KNOWN));
            assert_eq!(facts.installation.made_by, "0.1.0");
            assert!(!facts.installation.practice);
            let ids: Vec<_> =
                store.connections().await.unwrap().into_iter().map(|c| c.id).collect();
            // The first schema had no connections yet.
            assert!(ids.is_empty() || ids == ["a", "b"], "{ids:?}");
        }
    }

    #[tokio::test]
    async fn a_copy_is_kept_before_an_older_file_is_migrated() {
        let home = tempfile::tempdir().unwrap();
        Store::open(home.path(), opening("1.0.0")).await.unwrap().close().await;
        let newer = with_one_more("create table later (x integer) strict");
        Store::open_with(home.path(), opening("2.0.0"), &newer).await.unwrap().close().await;
        assert_eq!(copies_in(home.path()), 1);
    }

    #[tokio::test]
    async fn a_migration_that_fails_leaves_the_file_openable_by_the_old_version() {
        let home = tempfile::tempdir().unwrap();
        Store::open(home.path(), opening("1.0.0")).await.unwrap().close().await;
        let broken = with_one_more("drop table installation; select no_such_function()");
        assert!(Store::open_with(home.path(), opening("2.0.0"), &broken).await.is_err());
        let store = Store::open(home.path(), opening("1.0.0")).await.unwrap();
        assert_eq!(store.facts().await.unwrap().installation.made_by, "1.0.0");
    }
}
