//! What the firm calls a connection.

use crate::{Change, OpenError, Store};

impl Store {
    /// Gives a connection another name, or none. Says whether the connection is there.
    pub async fn rename_connection(
        &self,
        id: &str,
        label: Option<&str>,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let named =
                sqlx::query("update connections set label = ?, changed_at = ? where id = ?")
                    .bind(label)
                    .bind(change.at)
                    .bind(id)
                    .execute(&mut *writer)
                    .await?;
            if named.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }
}
