//! The table `own_secrets`: what this installation itself keeps secret, by name.

use super::sealed::{self, SealedBytes, SealedRow, SealedTable};
use crate::audit::{FormerKey, keep_former_keys};
use crate::{OpenError, Store};

impl Store {
    /// Keeps a secret under a name, unless there is one already. When it is a key that
    /// signs the audit trail, it vouches for these before it.
    pub async fn keep_own_secret<E>(
        &self,
        name: &str,
        at: &str,
        former: &[FormerKey],
        seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<(), E>, OpenError> {
        self.in_transaction(async |writer| {
            if sealed::written(writer, SealedTable::OwnSecrets, name).await?.is_some() {
                return Ok(Ok(()));
            }
            let fresh = match sealed::seal(writer, None, seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            sqlx::query(
                "insert into own_secrets (id, generation, key_id, sealed, made_at, changed_at)
                 values (?1, 1, ?2, ?3, ?4, ?4)",
            )
            .bind(name)
            .bind(fresh.sealed.key_id)
            .bind(&fresh.sealed.bytes)
            .bind(at)
            .execute(&mut *writer)
            .await?;
            keep_former_keys(writer, former).await?;
            Ok(Ok(()))
        })
        .await
    }

    /// The secret of that name, as it is sealed.
    pub async fn own_secret(&self, name: &str) -> Result<Option<SealedRow>, OpenError> {
        sqlx::query_as("select id, generation, key_id, sealed from own_secrets where id = ?")
            .bind(name)
            .fetch_optional(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }
}
