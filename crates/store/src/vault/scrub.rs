//! Making what was given up really gone: from free pages, from the log beside the
//! database, and from the copies that were kept before migrations.

use crate::{OpenError, Store};

impl Store {
    /// Whether something that was given up may still lie in the files.
    pub async fn scrub_is_due(&self) -> Result<bool, OpenError> {
        sqlx::query_scalar("select exists (select 1 from vault where scrub_due = 1)")
            .fetch_one(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Rewrites the file without its free pages, empties the log, and removes the
    /// copies: they hold what the old key sealed, and what they were for is done.
    pub async fn scrub(&self) -> Result<(), OpenError> {
        let sqlite = |error| self.sqlite(error);
        let copies = self.folder().backups();
        match std::fs::remove_dir_all(&copies) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(OpenError::from_io(&copies, error));
            }
            _ => {}
        }
        sqlx::query("vacuum").execute(&self.writer).await.map_err(sqlite)?;
        self.empty_the_log().await?;
        sqlx::query("update vault set scrub_due = 0")
            .execute(&self.writer)
            .await
            .map_err(sqlite)?;
        self.empty_the_log().await
    }

    async fn empty_the_log(&self) -> Result<(), OpenError> {
        let (held_up, _, _): (bool, i64, i64) = sqlx::query_as("pragma wal_checkpoint(truncate)")
            .fetch_one(&self.writer)
            .await
            .map_err(|error| self.sqlite(error))?;
        // SQLite only says so: to it, a log that somebody still reads is no error.
        if held_up { Err(OpenError::StillRead { file: self.folder().database() }) } else { Ok(()) }
    }
}
