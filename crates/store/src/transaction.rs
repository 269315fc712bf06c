//! One way to write: take the writer at once, do everything or nothing.

use sqlx::SqliteConnection;

use crate::{OpenError, Store};

impl Store {
    /// Runs `act` within a transaction that has the right to write from its first
    /// statement on. An error takes everything back.
    pub(crate) async fn in_transaction<T>(
        &self,
        act: impl AsyncFnOnce(&mut SqliteConnection) -> Result<T, sqlx::Error>,
    ) -> Result<T, OpenError> {
        let run = async {
            let mut transaction = self.writer.begin_with("begin immediate").await?;
            let done = act(&mut transaction).await?;
            transaction.commit().await?;
            Ok(done)
        };
        run.await.map_err(|error| self.sqlite(error))
    }
}
