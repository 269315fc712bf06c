//! The table `oauth_apps`: the apps that the firm registered at providers, one for each way
//! to sign in and each environment. By what an app is known there, and its secret, are
//! sealed; what is in the seal is not known here.

use sqlx::SqliteConnection;

use crate::vault::sealed::{self, Fresh, Written};
use crate::vault::{SealedBytes, SealedRow};
use crate::{Change, OpenError, Store};

/// The row, without the seal.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OAuthApp {
    /// Random and unchanging.
    pub id: String,
    /// The provider's id.
    pub provider: String,
    /// For which of its ways to sign in.
    pub sign_in: String,
    /// `live` or `sandbox`.
    pub environment: String,
    /// When it was first saved.
    pub made_at: String,
    /// When it was last replaced.
    pub changed_at: String,
}

/// An app to be saved: everything but what is sealed.
#[derive(Debug, Clone, Copy)]
pub struct NewOAuthApp<'a> {
    /// Random and unchanging. Where there is an app already, its own id stays.
    pub id: &'a str,
    /// The provider's id.
    pub provider: &'a str,
    /// For which of its ways to sign in.
    pub sign_in: &'a str,
    /// `live` or `sandbox`.
    pub environment: &'a str,
}

impl Store {
    /// Every app that is registered.
    pub async fn oauth_apps(&self) -> Result<Vec<OAuthApp>, OpenError> {
        sqlx::query_as(
            "select id, provider, sign_in, environment, made_at, changed_at from oauth_apps
             order by provider, sign_in, environment",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// An app as it is sealed.
    pub async fn sealed_oauth_app(
        &self,
        provider: &str,
        sign_in: &str,
        environment: &str,
    ) -> Result<Option<SealedRow>, OpenError> {
        sqlx::query_as(
            "select id, generation, key_id, sealed from oauth_apps
             where provider = ? and sign_in = ? and environment = ?",
        )
        .bind(provider)
        .bind(sign_in)
        .bind(environment)
        .fetch_optional(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Saves an app, or replaces the one there is in place. It is sealed within the
    /// transaction for the row's id, which is that of the one there is, and its generation.
    pub async fn save_oauth_app<E>(
        &self,
        new: &NewOAuthApp<'_>,
        change: Change<'_>,
        seal: impl FnOnce(&str, u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<(), E>, OpenError> {
        self.make(change, async |writer| {
            let (id, before) = match there_is(writer, new).await? {
                Some(Row { id, written }) => (id, Some(written)),
                None => (new.id.to_owned(), None),
            };
            let seal = |generation| seal(&id, generation);
            let fresh = match sealed::seal(writer, before, seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            put(writer, &NewOAuthApp { id: &id, ..*new }, &fresh, change.at).await?;
            change.enter(writer).await?;
            Ok(Ok(()))
        })
        .await
    }

    /// Removes an app. Says whether it was there.
    pub async fn remove_oauth_app(
        &self,
        provider: &str,
        sign_in: &str,
        environment: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let gone = sqlx::query(
                "delete from oauth_apps where provider = ? and sign_in = ? and environment = ?",
            )
            .bind(provider)
            .bind(sign_in)
            .bind(environment)
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
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    #[sqlx(flatten)]
    written: Written,
}

async fn there_is(
    writer: &mut SqliteConnection,
    new: &NewOAuthApp<'_>,
) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as(
        "select id, generation, key_id from oauth_apps
         where provider = ? and sign_in = ? and environment = ?",
    )
    .bind(new.provider)
    .bind(new.sign_in)
    .bind(new.environment)
    .fetch_optional(writer)
    .await
}

async fn put(
    writer: &mut SqliteConnection,
    new: &NewOAuthApp<'_>,
    fresh: &Fresh,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into oauth_apps (id, provider, sign_in, environment, generation, key_id, sealed,
             made_at, changed_at)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)
         on conflict (provider, sign_in, environment) do update
            set generation = excluded.generation,
                key_id = excluded.key_id,
                sealed = excluded.sealed,
                changed_at = excluded.changed_at",
    )
    .bind(new.id)
    .bind(new.provider)
    .bind(new.sign_in)
    .bind(new.environment)
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
    use crate::testing::{AT, LATER, change, entered, sealed, store_with_vault};

    const LIVE: NewOAuthApp<'_> =
        NewOAuthApp { id: "1", provider: "xero", sign_in: "browser", environment: "live" };

    async fn save(store: &Store, new: &NewOAuthApp<'_>, at: &str, text: &str) -> (String, u64) {
        let mut sealed_for = (String::new(), 0);
        let seal = |id: &str, generation| {
            sealed_for = (id.to_owned(), generation);
            Ok::<_, ()>(sealed(1, text))
        };
        store.save_oauth_app(new, change(at), seal).await.unwrap().unwrap();
        sealed_for
    }

    async fn kept(store: &Store, app: &NewOAuthApp<'_>) -> Option<SealedRow> {
        store.sealed_oauth_app(app.provider, app.sign_in, app.environment).await.unwrap()
    }

    #[tokio::test]
    async fn an_app_is_kept_for_each_provider_way_and_environment() {
        let (_home, store) = store_with_vault().await;
        let sandbox = NewOAuthApp { id: "2", environment: "sandbox", ..LIVE };
        save(&store, &LIVE, AT, "live").await;
        save(&store, &sandbox, AT, "sandbox").await;
        assert_eq!(kept(&store, &LIVE).await.unwrap().sealed, b"live");
        assert_eq!(kept(&store, &sandbox).await.unwrap().sealed, b"sandbox");
        let other = NewOAuthApp { sign_in: "certificate", ..LIVE };
        assert_eq!(kept(&store, &other).await, None);
        let ids: Vec<_> = store.oauth_apps().await.unwrap().into_iter().map(|a| a.id).collect();
        assert_eq!(ids, ["1", "2"]);
    }

    #[tokio::test]
    async fn an_app_that_is_replaced_keeps_its_id_and_is_sealed_for_a_new_generation() {
        let (_home, store) = store_with_vault().await;
        assert_eq!(save(&store, &LIVE, AT, "one").await, ("1".into(), 1));
        let again = NewOAuthApp { id: "another", ..LIVE };
        assert_eq!(save(&store, &again, LATER, "two").await, ("1".into(), 2));
        let row = kept(&store, &LIVE).await.unwrap();
        assert_eq!((row.id.as_str(), row.generation, row.sealed.as_slice()), ("1", 2, &b"two"[..]));
        let app = store.oauth_apps().await.unwrap().remove(0);
        assert_eq!((app.made_at.as_str(), app.changed_at.as_str()), (AT, LATER));
        assert_eq!(store.data_keys().await.unwrap()[0].sealed, 2, "each took a nonce");
    }

    #[tokio::test]
    async fn an_app_that_could_not_be_sealed_changes_nothing_and_is_not_entered() {
        let (_home, store) = store_with_vault().await;
        save(&store, &LIVE, AT, "one").await;
        let before = entered(&store).await;
        let failed = store.save_oauth_app(&LIVE, change(LATER), |_, _| Err("no randomness")).await;
        assert_eq!(failed.unwrap(), Err("no randomness"));
        assert_eq!(kept(&store, &LIVE).await.unwrap().sealed, b"one");
        assert_eq!(entered(&store).await, before);
    }

    #[tokio::test]
    async fn an_app_is_removed_once_and_that_is_entered_once() {
        let (_home, store) = store_with_vault().await;
        save(&store, &LIVE, AT, "one").await;
        let before = entered(&store).await;
        for removed in [true, false] {
            let found = store.remove_oauth_app("xero", "browser", "live", change(LATER)).await;
            assert_eq!(found.unwrap(), removed);
        }
        assert_eq!(entered(&store).await, before + 1);
        assert_eq!(kept(&store, &LIVE).await, None);
    }
}
