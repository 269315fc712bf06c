//! The table `repairs`: what a person has to do for a connection. Of one kind at most one
//! is open for a connection. What the kinds are, and in which words a person is asked, is
//! not known here.

use sqlx::SqliteConnection;

use crate::{Change, OpenError, Store};

/// The row. Times are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Repair {
    /// Its own, and unchanging.
    pub id: String,
    /// For which connection.
    pub connection: String,
    /// What is to be done.
    pub kind: String,
    /// The feature, field or permission that it is about.
    pub about: Option<String>,
    /// When it was found.
    pub raised_at: String,
    /// When it was done, or not needed any more.
    pub closed_at: Option<String>,
    /// By whom or what.
    pub closed_by: Option<String>,
}

/// Something to be done that was just found.
#[derive(Debug, Clone, Copy)]
pub struct NewRepair<'a> {
    /// Its own, and unchanging.
    pub id: &'a str,
    /// For which connection.
    pub connection: &'a str,
    /// What is to be done.
    pub kind: &'a str,
    /// The feature, field or permission that it is about.
    pub about: Option<&'a str>,
}

impl Store {
    /// Asks for a repair. Says whether that is new: one of the kind that is open stays as it
    /// is, and nothing is entered.
    pub async fn raise_repair(
        &self,
        new: &NewRepair<'_>,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            if !raise(&mut *writer, new, change.at).await? {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Closes what is open for a connection, of this kind or of any. Says how many that
    /// were; where there was none, nothing is entered.
    pub async fn close_repairs(
        &self,
        connection: &str,
        kind: Option<&str>,
        by: &str,
        change: Change<'_>,
    ) -> Result<u64, OpenError> {
        self.make(change, async |writer| {
            let closed = close(&mut *writer, connection, kind, by, change.at).await?;
            if closed > 0 {
                change.enter(writer).await?;
            }
            Ok(closed)
        })
        .await
    }

    /// What is open for any connection, the oldest first.
    pub async fn open_repairs(&self) -> Result<Vec<Repair>, OpenError> {
        sqlx::query_as("select * from repairs where closed_at is null order by raised_at, id")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// What was closed since then, the newest first.
    pub async fn closed_repairs(&self, since: &str) -> Result<Vec<Repair>, OpenError> {
        sqlx::query_as("select * from repairs where closed_at >= ? order by closed_at desc, id")
            .bind(since)
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// What is and was to be done for a connection, the newest first.
    pub async fn repairs_of(&self, connection: &str) -> Result<Vec<Repair>, OpenError> {
        sqlx::query_as("select * from repairs where connection = ? order by raised_at desc, id")
            .bind(connection)
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }
}

/// Writes what is to be done, and says whether that is new.
pub(crate) async fn raise(
    writer: &mut SqliteConnection,
    new: &NewRepair<'_>,
    at: &str,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "insert into repairs (id, connection, kind, about, raised_at)
         values (?, ?, ?, ?, ?)
         on conflict (connection, kind) where closed_at is null do nothing",
    )
    .bind(new.id)
    .bind(new.connection)
    .bind(new.kind)
    .bind(new.about)
    .bind(at)
    .execute(writer)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Closes what is open for a connection, of this kind or of any. Says how many that were.
pub(crate) async fn close(
    writer: &mut SqliteConnection,
    connection: &str,
    kind: Option<&str>,
    by: &str,
    at: &str,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query(
        "update repairs set closed_at = ?1, closed_by = ?2
         where connection = ?3 and kind = ifnull(?4, kind) and closed_at is null",
    )
    .bind(at)
    .bind(by)
    .bind(connection)
    .bind(kind)
    .execute(writer)
    .await?;
    Ok(done.rows_affected())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connections::tests::row;
    use crate::testing::{AT, LATER, add, change, entered, store};

    async fn with_connections(home: &tempfile::TempDir) -> Store {
        let store = store(home).await;
        add(&store, &row("a")).await;
        add(&store, &row("b")).await;
        store
    }

    async fn raise(store: &Store, id: &str, connection: &str, kind: &str, at: &str) -> bool {
        let new = NewRepair { id, connection, kind, about: Some("sending mail") };
        store.raise_repair(&new, change(at)).await.unwrap()
    }

    fn ids(repairs: Vec<Repair>) -> Vec<String> {
        repairs.into_iter().map(|repair| repair.id).collect()
    }

    #[tokio::test]
    async fn a_repair_is_asked_for_once_until_it_is_closed() {
        let home = tempfile::tempdir().unwrap();
        let store = with_connections(&home).await;
        assert!(raise(&store, "1", "a", "sign_in", AT).await);
        assert!(!raise(&store, "2", "a", "sign_in", LATER).await);
        assert!(raise(&store, "3", "a", "permission", LATER).await);
        assert!(raise(&store, "4", "b", "sign_in", LATER).await);
        assert_eq!(ids(store.open_repairs().await.unwrap()), ["1", "3", "4"]);
        let closed = store.close_repairs("a", Some("sign_in"), "Dana", change(LATER)).await;
        assert_eq!(closed.unwrap(), 1);
        assert!(raise(&store, "5", "a", "sign_in", "2026-11-21T09:02:00Z").await);
        assert_eq!(ids(store.repairs_of("a").await.unwrap()), ["5", "3", "1"]);
        assert_eq!(entered(&store).await, 5);
    }

    #[tokio::test]
    async fn all_that_is_open_for_a_connection_is_closed_together_and_says_by_whom() {
        let home = tempfile::tempdir().unwrap();
        let store = with_connections(&home).await;
        raise(&store, "1", "a", "sign_in", AT).await;
        raise(&store, "2", "a", "permission", AT).await;
        raise(&store, "3", "b", "sign_in", AT).await;
        let before = entered(&store).await;
        for count in [2, 0] {
            let closed = store.close_repairs("a", None, "signing in", change(LATER)).await;
            assert_eq!(closed.unwrap(), count);
        }
        assert_eq!(entered(&store).await, before + 1);
        for repair in store.repairs_of("a").await.unwrap() {
            let (at, by) = (repair.closed_at.as_deref(), repair.closed_by.as_deref());
            assert_eq!((at, by), (Some(LATER), Some("signing in")));
        }
        assert_eq!(ids(store.open_repairs().await.unwrap()), ["3"]);
    }

    #[tokio::test]
    async fn what_was_closed_is_known_from_any_day_on() {
        let home = tempfile::tempdir().unwrap();
        let store = with_connections(&home).await;
        raise(&store, "1", "a", "sign_in", AT).await;
        raise(&store, "2", "b", "sign_in", AT).await;
        store.close_repairs("a", None, "Dana", change(AT)).await.unwrap();
        store.close_repairs("b", None, "Dana", change(LATER)).await.unwrap();
        assert_eq!(ids(store.closed_repairs(AT).await.unwrap()), ["2", "1"]);
        assert_eq!(ids(store.closed_repairs(LATER).await.unwrap()), ["2"]);
    }

    #[tokio::test]
    async fn a_connection_that_is_removed_takes_its_repairs_with_it() {
        let home = tempfile::tempdir().unwrap();
        let store = with_connections(&home).await;
        raise(&store, "1", "a", "sign_in", AT).await;
        assert!(store.remove_connection("a", change(LATER)).await.unwrap());
        assert_eq!(store.open_repairs().await.unwrap(), []);
        let new = NewRepair { id: "2", connection: "a", kind: "sign_in", about: None };
        assert!(store.raise_repair(&new, change(LATER)).await.is_err(), "there is none");
    }
}
