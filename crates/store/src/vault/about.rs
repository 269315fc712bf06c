//! The table `vault`, and how much is sealed.

use crate::{OpenError, Store};

impl Store {
    /// When the vault was made, if it was.
    pub async fn vault_made_at(&self) -> Result<Option<String>, OpenError> {
        sqlx::query_scalar("select made_at from vault")
            .fetch_optional(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// How many credentials are sealed.
    pub async fn count_credentials(&self) -> Result<u64, OpenError> {
        let count: i64 = sqlx::query_scalar("select count(*) from credentials")
            .fetch_one(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))?;
        Ok(count.unsigned_abs())
    }
}
