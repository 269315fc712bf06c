//! Why the database did not do what was asked: one case for each different remedy. Each says its
//! cause in its own words, and so names none beside them: whoever prints an error with its causes
//! says everything once.

/// What went wrong.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be reached, is busy for too long, or has no room: later it may work.
    #[error("the database does not answer: {0}")]
    Unavailable(sqlx::Error),
    /// It was made by a newer program.
    #[error("the database has schema {found}, and this program knows up to {known}")]
    Newer {
        /// The newest migration it has.
        found: i64,
        /// The newest that this program has.
        known: i64,
    },
    /// Its tables are not there yet, or not all.
    #[error("the database is not brought up to date yet")]
    NotMigrated,
    /// The server that lived in it lives elsewhere now.
    #[error(
        "what was in this database moved to {0}, and lives there. Set database to that address, \
         wherever the server is started."
    )]
    Moved(String),
    /// A move into it was begun and not ended.
    #[error(
        "a move into this database from {0} was cut off before its end. Run move again with the \
         same addresses."
    )]
    Arriving(String),
    /// A migration did not apply.
    #[error("the database could not be brought up to date: {0}")]
    Migration(sqlx::migrate::MigrateError),
    /// Something in it is not as it was written.
    #[error("the database holds something that does not belong there: {0}")]
    Broken(&'static str),
    /// It refused in a way that has no remedy of its own.
    #[error("the database refused: {0}")]
    Refused(sqlx::Error),
    /// A file beside it cannot be read or written.
    #[error(transparent)]
    File(#[from] std::io::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if passes(&error) { Self::Unavailable(error) } else { Self::Refused(error) }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError::{Execute, ExecuteMigration};
        match error {
            // No room, or somebody else at it, says nothing of the database.
            Execute(error) | ExecuteMigration(error, _) if passes(&error) => {
                Self::Unavailable(error)
            }
            error => Self::Migration(error),
        }
    }
}

impl StoreError {
    /// Whether the same may work later without anybody doing anything to the program.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::File(_))
    }
}

/// Whether an error is one of reaching the database, or of its machine.
fn passes(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(answer) = error else {
        return matches!(
            error,
            sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed
        );
    };
    let Some(code) = answer.code() else { return false };
    // PostgreSQL: connection, no resources, shut down, serialisation and deadlock, wrong
    // password or no such database. They are five letters; SQLite's are numbers.
    if code.len() == 5 {
        return ["08", "53", "57", "40", "28", "3D"].iter().any(|class| code.starts_with(class));
    }
    // SQLite: busy, locked, full, failing, read-only or not to be opened.
    const PASSING: [i32; 6] = [5, 6, 13, 10, 8, 14];
    code.parse::<i32>().is_ok_and(|code| PASSING.contains(&(code & 0xff)))
}
