//! The table `credentials`: what a connection signs in with, sealed.

use sqlx::SqliteConnection;

use super::sealed::{self, Fresh, SealedBytes, SealedRow, SealedTable, Written};
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
#[derive(Debug, Clone, Copy)]
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
            let fresh = match seal_credential(writer, new.id, seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            put_credential(writer, new, &fresh, change.at).await?;
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

    /// What may be shown of a provider's credentials, by the connection.
    pub async fn key_hints(&self, provider: &str) -> Result<Vec<(String, String)>, OpenError> {
        sqlx::query_as(
            "select credentials.connection, credentials.hint
             from credentials join connections on connections.id = credentials.connection
             where connections.provider = ? and credentials.hint is not null
             order by credentials.connection",
        )
        .bind(provider)
        .fetch_all(&self.readers)
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

/// Seals what is to be put into a credential's row, new or there.
pub(crate) async fn seal_credential<E>(
    writer: &mut SqliteConnection,
    id: &str,
    seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
) -> Result<Result<Fresh, E>, sqlx::Error> {
    let before = sealed::written(writer, SealedTable::Credentials, id).await?;
    sealed::seal(writer, before, seal).await
}

/// Inserts a credential, or replaces it in place.
pub(crate) async fn put_credential(
    writer: &mut SqliteConnection,
    new: &NewCredential<'_>,
    fresh: &Fresh,
    at: &str,
) -> Result<(), sqlx::Error> {
    match fresh.before {
        None => insert(writer, new, &fresh.sealed, at).await,
        Some(before) => replace(writer, new, before, fresh, at).await,
    }
}

async fn insert(
    writer: &mut SqliteConnection,
    new: &NewCredential<'_>,
    sealed: &SealedBytes,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into credentials (id, connection, kind, hint, generation, key_id, sealed,
             made_at, changed_at)
         values (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7, ?7)",
    )
    .bind(new.id)
    .bind(new.connection)
    .bind(new.kind)
    .bind(new.hint)
    .bind(sealed.key_id)
    .bind(&sealed.bytes)
    .bind(at)
    .execute(writer)
    .await?;
    Ok(())
}

/// Replaces in place. The key is named only where it is another one: naming it writes a
/// page of the index over it too, at every renewal of a token.
async fn replace(
    writer: &mut SqliteConnection,
    new: &NewCredential<'_>,
    before: Written,
    fresh: &Fresh,
    at: &str,
) -> Result<(), sqlx::Error> {
    if before.key_id != fresh.sealed.key_id {
        sqlx::query("update credentials set key_id = ? where id = ?")
            .bind(fresh.sealed.key_id)
            .bind(new.id)
            .execute(&mut *writer)
            .await?;
    }
    sqlx::query(
        "update credentials set hint = ?, generation = ?, sealed = ?, changed_at = ? where id = ?",
    )
    .bind(new.hint)
    .bind(fresh.generation)
    .bind(&fresh.sealed.bytes)
    .bind(at)
    .bind(new.id)
    .execute(writer)
    .await?;
    Ok(())
}
