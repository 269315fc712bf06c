//! One way to write: take the writer at once, do everything or nothing. What is entered
//! in the audit trail goes with it.

use sqlx::{Connection, SqliteConnection, SqlitePool};

use crate::audit::{self, NewEntry};
use crate::{OpenError, Store};

/// When something is changed, and what the audit trail says of it: both are there
/// afterwards, or neither.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// When, RFC 3339 in UTC.
    pub at: &'a str,
    /// What is entered.
    pub entries: &'a [NewEntry],
}

impl Change<'_> {
    /// Enters it in the transaction that changes.
    pub(crate) async fn enter(self, writer: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        if self.entries.is_empty() { Ok(()) } else { audit::append(writer, self.entries).await }
    }
}

/// Runs in one transaction, with the writer taken from the first statement on. An error
/// takes everything back.
pub(crate) async fn in_transaction<T>(
    writer: &SqlitePool,
    act: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
) -> Result<T, sqlx::Error> {
    let mut connection = writer.acquire().await?;
    let run = async {
        let mut transaction = connection.begin_with("begin immediate").await?;
        let done = act(&mut transaction).await?;
        transaction.commit().await?;
        Ok(done)
    };
    let done = run.await;
    if let Err(sqlx::Error::Database(_)) = &done {
        // After a failure of the disk SQLite has taken the transaction back by itself.
        // sqlx would wait for that for ever, and nothing could be written any more.
        let _ = connection.close().await;
    }
    done
}

impl Store {
    /// Runs `act` within a transaction that has the right to write from its first
    /// statement on. An error takes everything back.
    pub(crate) async fn in_transaction<T>(
        &self,
        act: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, OpenError> {
        in_transaction(&self.writer, act).await.map_err(|error| self.sqlite(error))
    }

    /// The same for a change that is entered in the audit trail: by what acts
    /// ([`Change::enter`]), which may find that there is nothing to change.
    pub(crate) async fn make<T>(
        &self,
        change: Change<'_>,
        act: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, OpenError> {
        let done = self.in_transaction(act).await?;
        if !change.entries.is_empty() {
            self.note_what_is_done().await;
        }
        Ok(done)
    }

    /// Notes the end of the trail after something was committed. That the file could not
    /// be written does not undo it: the next entry notes it too.
    pub(crate) async fn note_what_is_done(&self) {
        if let Err(error) = self.audit().note_end().await {
            tracing::error!(%error, "the end of the audit trail could not be noted");
        }
    }
}
