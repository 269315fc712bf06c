//! The table `credentials`: what a connection signs in with, sealed.

use super::sealed::{self, SealedBytes, SealedRow, SealedTable};
use crate::{Change, OpenError, Store};

/// What is known of a credential without opening it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Credential {
    /// Random and unchanging.
    pub id: String,
    /// Whose it is.
    pub connection: String,
    /// What kind of credential.
    pub kind: String,
    /// Its last four characters.
    pub hint: Option<String>,
    /// When it was first saved.
    pub made_at: String,
    /// When it was last replaced.
    pub changed_at: String,
}

/// A credential to be saved: everything but the secret itself.
#[derive(Debug, Clone)]
pub struct NewCredential<'a> {
    /// Random and unchanging.
    pub id: &'a str,
    /// Whose it is.
    pub connection: &'a str,
    /// What kind of credential.
    pub kind: &'a str,
    /// Its last four characters.
    pub hint: Option<&'a str>,
}

impl Store {
    /// Saves a credential, or replaces it in place. It is sealed within the transaction,
    /// because its generation is part of the seal.
    pub async fn save_credential<E>(
        &self,
        new: &NewCredential<'_>,
        change: Change<'_>,
        seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<(), E>, OpenError> {
        self.make(change, async |writer| {
            let before = sealed::generation(writer, SealedTable::Credentials, new.id).await?;
            let generation = before.unwrap_or(0) + 1;
            let sealed = match seal(generation.unsigned_abs()) {
                Ok(sealed) => sealed,
                Err(error) => return Ok(Err(error)),
            };
            sqlx::query(
                "insert into credentials (id, connection, kind, hint, generation, key_id, sealed,
                     made_at, changed_at)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
                 on conflict (id) do update set
                     hint = excluded.hint, generation = excluded.generation,
                     key_id = excluded.key_id, sealed = excluded.sealed,
                     changed_at = excluded.changed_at",
            )
            .bind(new.id)
            .bind(new.connection)
            .bind(new.kind)
            .bind(new.hint)
            .bind(generation)
            .bind(sealed.key_id)
            .bind(&sealed.bytes)
            .bind(change.at)
            .execute(&mut *writer)
            .await?;
            sealed::count(writer, &sealed).await?;
            change.enter(writer).await?;
            Ok(Ok(()))
        })
        .await
    }

    /// A credential as it is sealed.
    pub async fn sealed_credential(&self, id: &str) -> Result<Option<SealedRow>, OpenError> {
        sqlx::query_as("select id, generation, key_id, sealed from credentials where id = ?")
            .bind(id)
            .fetch_optional(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// What is known of the credentials of a connection.
    pub async fn credentials_of(&self, connection: &str) -> Result<Vec<Credential>, OpenError> {
        sqlx::query_as(
            "select id, connection, kind, hint, made_at, changed_at from credentials
             where connection = ? order by kind",
        )
        .bind(connection)
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }
}
