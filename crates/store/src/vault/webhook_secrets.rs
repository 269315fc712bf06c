//! The tables `webhook_endpoints` and `webhook_secrets`: where the events of a connection
//! arrive, and what proves them, sealed. There are two slots, so that a new secret can be
//! there before the old one ends.

use sqlx::SqliteConnection;

use super::sealed::{self, Fresh, SealedBytes, SealedRow, Written};
use crate::{Change, Connection, OpenError, Store};

/// What is known of one without opening it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct WebhookSecret {
    /// Random and unchanging.
    pub id: String,
    /// Whose it is.
    pub connection: String,
    /// `current` or `next`.
    pub slot: String,
    /// Its last four characters.
    pub hint: Option<String>,
    /// When it was put there.
    pub changed_at: String,
}

/// One to be saved: everything but the secret itself.
#[derive(Debug, Clone, Copy)]
pub struct NewWebhookSecret<'a> {
    /// Random and unchanging. Where the slot holds one already, its own id stays.
    pub id: &'a str,
    /// Whose it is.
    pub connection: &'a str,
    /// `current` or `next`.
    pub slot: &'a str,
    /// Its last four characters.
    pub hint: Option<&'a str>,
}

impl Store {
    /// Where the events of this connection arrive: as it was decided first, and from then
    /// on. A connection that is not there has none.
    pub async fn webhook_endpoint(
        &self,
        connection: &str,
        new: &str,
        at: &str,
    ) -> Result<Option<String>, OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(
                "insert into webhook_endpoints (connection, id, made_at)
                 select id, ?2, ?3 from connections where id = ?1
                 on conflict (connection) do nothing",
            )
            .bind(connection)
            .bind(new)
            .bind(at)
            .execute(&mut *writer)
            .await?;
            sqlx::query_scalar("select id from webhook_endpoints where connection = ?")
                .bind(connection)
                .fetch_optional(&mut *writer)
                .await
        })
        .await
    }

    /// What is known of a connection's secrets, the current one first.
    pub async fn webhook_secrets(&self, connection: &str) -> Result<Vec<WebhookSecret>, OpenError> {
        sqlx::query_as(
            "select id, connection, slot, hint, changed_at from webhook_secrets
             where connection = ? order by slot",
        )
        .bind(connection)
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// One of them as it is sealed.
    pub async fn sealed_webhook_secret(
        &self,
        connection: &str,
        slot: &str,
    ) -> Result<Option<SealedRow>, OpenError> {
        sqlx::query_as(
            "select id, generation, key_id, sealed from webhook_secrets
             where connection = ? and slot = ?",
        )
        .bind(connection)
        .bind(slot)
        .fetch_optional(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Puts a secret into a slot. It is sealed within the transaction for the row's id,
    /// which is that of the one there is, and its generation.
    pub async fn save_webhook_secret<E>(
        &self,
        new: &NewWebhookSecret<'_>,
        change: Change<'_>,
        seal: impl FnOnce(&str, u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<(), E>, OpenError> {
        self.make(change, async |writer| {
            let (id, before) = match there_is(writer, new).await? {
                Some(Row { id, written }) => (id, Some(written)),
                None => (new.id.to_owned(), None),
            };
            let fresh =
                match sealed::seal(writer, before, |generation| seal(&id, generation)).await? {
                    Ok(fresh) => fresh,
                    Err(error) => return Ok(Err(error)),
                };
            put(writer, &NewWebhookSecret { id: &id, ..*new }, &fresh, change.at).await?;
            change.enter(writer).await?;
            Ok(Ok(()))
        })
        .await
    }

    /// Ends the current secret: the next one takes its place. Where there is no next one,
    /// nothing changes, and the answer is no.
    pub async fn retire_webhook_secret(
        &self,
        connection: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let next: Option<String> = sqlx::query_scalar(
                "select id from webhook_secrets where connection = ? and slot = 'next'",
            )
            .bind(connection)
            .fetch_optional(&mut *writer)
            .await?;
            let Some(next) = next else { return Ok(false) };
            sqlx::query("delete from webhook_secrets where connection = ? and slot = 'current'")
                .bind(connection)
                .execute(&mut *writer)
                .await?;
            sqlx::query("update webhook_secrets set slot = 'current' where id = ?")
                .bind(next)
                .execute(&mut *writer)
                .await?;
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Removes the secret of a slot. Says whether there was one.
    pub async fn remove_webhook_secret(
        &self,
        connection: &str,
        slot: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let gone = sqlx::query("delete from webhook_secrets where connection = ? and slot = ?")
                .bind(connection)
                .bind(slot)
                .execute(&mut *writer)
                .await?;
            if gone.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// The connection whose events a secret proves.
    pub async fn connection_of_webhook_secret(
        &self,
        id: &str,
    ) -> Result<Option<Connection>, OpenError> {
        sqlx::query_as(
            "select c.* from connections c join webhook_secrets s on s.connection = c.id
             where s.id = ?",
        )
        .bind(id)
        .fetch_optional(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    #[sqlx(flatten)]
    written: Written,
}

async fn there_is(
    writer: &mut SqliteConnection,
    new: &NewWebhookSecret<'_>,
) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as(
        "select id, generation, key_id from webhook_secrets where connection = ? and slot = ?",
    )
    .bind(new.connection)
    .bind(new.slot)
    .fetch_optional(writer)
    .await
}

async fn put(
    writer: &mut SqliteConnection,
    new: &NewWebhookSecret<'_>,
    fresh: &Fresh,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into webhook_secrets (id, connection, slot, hint, generation, key_id, sealed,
             made_at, changed_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
         on conflict (connection, slot) do update
            set hint = excluded.hint,
                generation = excluded.generation,
                key_id = excluded.key_id,
                sealed = excluded.sealed,
                changed_at = excluded.changed_at",
    )
    .bind(new.id)
    .bind(new.connection)
    .bind(new.slot)
    .bind(new.hint)
    .bind(fresh.generation)
    .bind(fresh.sealed.key_id)
    .bind(&fresh.sealed.bytes)
    .bind(at)
    .execute(writer)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connections::tests::row;
    use crate::testing::{AT, LATER, add, change, entered, sealed, store_with_vault};

    async fn with_endpoint() -> (tempfile::TempDir, Store) {
        let (home, store) = store_with_vault().await;
        add(&store, &Connection { account_id: Some("1".into()), ..row("a") }).await;
        let made = store.webhook_endpoint("a", "unguessable", AT).await.unwrap();
        assert_eq!(made.as_deref(), Some("unguessable"));
        (home, store)
    }

    async fn save(store: &Store, slot: &str, id: &str, text: &str) -> (String, u64) {
        let new = NewWebhookSecret { id, connection: "a", slot, hint: Some("cdef") };
        let mut sealed_for = (String::new(), 0);
        let seal = |id: &str, generation| {
            sealed_for = (id.to_owned(), generation);
            Ok::<_, ()>(sealed(1, text))
        };
        store.save_webhook_secret(&new, change(AT), seal).await.unwrap().unwrap();
        sealed_for
    }

    async fn kept(store: &Store, slot: &str) -> Option<SealedRow> {
        store.sealed_webhook_secret("a", slot).await.unwrap()
    }

    #[tokio::test]
    async fn the_address_of_events_stays_what_it_was_first() {
        let (_home, store) = with_endpoint().await;
        let again = store.webhook_endpoint("a", "another", LATER).await.unwrap();
        assert_eq!(again.as_deref(), Some("unguessable"));
        assert_eq!(store.webhook_endpoint("gone", "another", LATER).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_new_secret_stands_beside_the_old_one_until_that_is_retired() {
        let (_home, store) = with_endpoint().await;
        assert!(!store.retire_webhook_secret("a", change(AT)).await.unwrap());
        assert_eq!(save(&store, "current", "1", "old").await, ("1".into(), 1));
        assert!(!store.retire_webhook_secret("a", change(AT)).await.unwrap());
        assert_eq!(kept(&store, "current").await.unwrap().sealed, b"old", "it is the only one");
        assert_eq!(save(&store, "next", "2", "mistyped").await, ("2".into(), 1));
        assert_eq!(save(&store, "next", "3", "new").await, ("2".into(), 2));
        let before = entered(&store).await;
        assert!(store.retire_webhook_secret("a", change(LATER)).await.unwrap());
        let current = kept(&store, "current").await.unwrap();
        assert_eq!((&*current.id, current.generation, &*current.sealed), ("2", 2, &b"new"[..]));
        assert_eq!(kept(&store, "next").await, None);
        assert_eq!(entered(&store).await, before + 1);
    }

    #[tokio::test]
    async fn what_could_not_be_sealed_changes_nothing_and_a_removed_one_is_gone_once() {
        let (_home, store) = with_endpoint().await;
        save(&store, "current", "1", "old").await;
        let before = entered(&store).await;
        let new = NewWebhookSecret { id: "2", connection: "a", slot: "current", hint: None };
        let failed = store.save_webhook_secret(&new, change(LATER), |_, _| Err("no key")).await;
        assert_eq!(failed.unwrap(), Err("no key"));
        assert_eq!(kept(&store, "current").await.unwrap().sealed, b"old");
        assert_eq!(entered(&store).await, before);
        for removed in [true, false] {
            let found = store.remove_webhook_secret("a", "current", change(LATER)).await;
            assert_eq!(found.unwrap(), removed);
        }
        assert_eq!(entered(&store).await, before + 1);
    }

    #[tokio::test]
    async fn another_account_in_the_connections_place_brings_no_events_of_the_old_one() {
        let (_home, store) = with_endpoint().await;
        save(&store, "current", "1", "old").await;
        let switched = Connection { account_id: Some("2".into()), ..row("a") };
        assert!(store.update_connection(&switched, change(LATER)).await.unwrap());
        assert_eq!(kept(&store, "current").await, None);
        let anew = store.webhook_endpoint("a", "another", LATER).await.unwrap();
        assert_eq!(anew.as_deref(), Some("another"));
    }
}
