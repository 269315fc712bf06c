//! What a test of a connection found out: its condition, and what a person has to do about
//! it or has no more to do, as one change.

use sqlx::SqliteConnection;

use crate::audit::{self, NewEntry};
use crate::{Change, NewRepair, OpenError, Store, repairs};

/// What was tested: a connection by the credential that it had.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    /// The connection.
    pub connection: &'a str,
    /// Its credential.
    pub credential: &'a str,
    /// Which generation of it.
    pub generation: i64,
}

/// What was found.
#[derive(Debug, Clone, Copy)]
pub struct NewCondition<'a> {
    /// How the connection is. Nothing where that was not found out.
    pub condition: Option<&'a str>,
    /// What the condition is about.
    pub about: Option<&'a str>,
    /// When it is tried again.
    pub retry_at: Option<&'a str>,
    /// Whether it worked just now.
    pub worked: bool,
    /// What nobody has to do any more.
    pub closes: &'a [Closing<'a>],
    /// By whom or what.
    pub by: &'a str,
    /// What a person has to do.
    pub raises: Option<NewRepair<'a>>,
}

/// A repair that nobody has to do any more.
#[derive(Debug, Clone)]
pub struct Closing<'a> {
    /// Its kind.
    pub kind: &'a str,
    /// What is entered where it was open.
    pub entry: NewEntry,
}

impl Store {
    /// Writes what was found. One that a person paused stays so. Where the connection or its
    /// credential is not the tested one any more, nothing changes, and the answer is no.
    pub async fn note_condition(
        &self,
        of: Of<'_>,
        found: &NewCondition<'_>,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        let written = self.make(change, async |writer| {
            if !write(&mut *writer, of, found, change.at).await? {
                return Ok(false);
            }
            for Closing { kind, entry } in found.closes {
                let closed =
                    repairs::close(writer, of.connection, Some(kind), found.by, change.at).await?;
                if closed > 0 {
                    audit::append(writer, std::slice::from_ref(entry)).await?;
                }
            }
            if let Some(repair) = &found.raises {
                repairs::raise(writer, repair, change.at).await?;
            }
            change.enter(writer).await?;
            Ok(true)
        });
        let written = written.await?;
        if !found.closes.is_empty() {
            self.note_what_is_done().await;
        }
        Ok(written)
    }
}

async fn write(
    writer: &mut SqliteConnection,
    of: Of<'_>,
    found: &NewCondition<'_>,
    at: &str,
) -> Result<bool, sqlx::Error> {
    // What is not found out stays, and so does what a person decided.
    let done = sqlx::query(
        "update connections set
             condition_about = case when ?1 is null or condition = 'paused'
                 then condition_about else ?2 end,
             retry_at = case when ?1 is null or condition = 'paused' then retry_at else ?3 end,
             condition = case when ?1 is null or condition = 'paused' then condition else ?1 end,
             last_success_at = case when ?4 then ?5 else last_success_at end,
             changed_at = ?5
         where id = ?6 and exists (
             select 1 from credentials where id = ?7 and connection = ?6 and generation = ?8)",
    )
    .bind(found.condition)
    .bind(found.about)
    .bind(found.retry_at)
    .bind(found.worked)
    .bind(at)
    .bind(of.connection)
    .bind(of.credential)
    .bind(of.generation)
    .execute(writer)
    .await?;
    Ok(done.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connections::tests::row;
    use crate::testing::{AT, LATER, change, entered, entry, sealed, store_with_vault};
    use crate::vault::NewCredential;
    use crate::{Connection, FinishedSignIn};

    const OF: Of<'_> = Of { connection: "a", credential: "a.key", generation: 1 };
    const WORKS: NewCondition<'_> = NewCondition {
        condition: Some("works"),
        about: None,
        retry_at: None,
        worked: true,
        closes: &[],
        by: "a test",
        raises: None,
    };

    fn refused() -> NewCondition<'static> {
        let repair = NewRepair { id: "1", connection: "a", kind: "replace_key", about: None };
        NewCondition {
            condition: Some("reconnect_needed"),
            about: Some("It was deleted."),
            worked: false,
            raises: Some(repair),
            ..WORKS
        }
    }

    async fn connected(condition: &str) -> (tempfile::TempDir, Store) {
        let (home, store) = store_with_vault().await;
        let row = Connection { condition: condition.into(), ..row("a") };
        let credential = NewCredential { id: "a.key", connection: "a", kind: "key", hint: None };
        let new = FinishedSignIn {
            connection: &row,
            name: None,
            credential,
            accounts: &[],
            mailbox: None,
        };
        let seal = |_| Ok::<_, ()>(sealed(1, "one"));
        store.add_signed_in(&new, change(AT), seal).await.unwrap().unwrap();
        (home, store)
    }

    async fn note(store: &Store, of: Of<'_>, found: &NewCondition<'_>) -> bool {
        store.note_condition(of, found, change(LATER)).await.unwrap()
    }

    async fn now(store: &Store) -> Connection {
        store.connection("a").await.unwrap().unwrap()
    }

    #[tokio::test]
    async fn what_was_found_and_what_is_to_be_done_about_it_are_one_change() {
        let (_home, store) = connected("works").await;
        assert!(note(&store, OF, &refused()).await);
        let found = now(&store).await;
        assert_eq!(found.condition, "reconnect_needed");
        assert_eq!(found.condition_about.as_deref(), Some("It was deleted."));
        assert_eq!((found.last_success_at, store.open_repairs().await.unwrap().len()), (None, 1));
        let closes = [Closing { kind: "replace_key", entry: entry() }];
        let works = NewCondition { closes: &closes, ..WORKS };
        let before = entered(&store).await;
        assert!(note(&store, OF, &works).await);
        assert_eq!(entered(&store).await, before + 2, "the test, and what it closed");
        assert!(note(&store, OF, &works).await);
        assert_eq!(entered(&store).await, before + 3, "nothing was left to close");
        let found = now(&store).await;
        assert_eq!((found.condition.as_str(), found.condition_about), ("works", None));
        assert_eq!(found.last_success_at.as_deref(), Some(LATER));
        assert_eq!(store.open_repairs().await.unwrap(), []);
    }

    #[tokio::test]
    async fn what_was_not_found_out_and_what_a_person_paused_stay_as_they_are() {
        let (_home, store) = connected("check_settings").await;
        let unknown = NewCondition { condition: None, worked: false, ..WORKS };
        assert!(note(&store, OF, &unknown).await);
        assert_eq!(now(&store).await.condition, "check_settings");
        let (_home, store) = connected("paused").await;
        assert!(note(&store, OF, &WORKS).await);
        let found = now(&store).await;
        assert_eq!((found.condition.as_str(), found.last_success_at.is_some()), ("paused", true));
    }

    #[tokio::test]
    async fn what_was_found_about_an_older_credential_says_nothing_about_the_newer() {
        let (_home, store) = connected("works").await;
        assert!(!note(&store, Of { generation: 7, ..OF }, &refused()).await);
        assert!(!note(&store, Of { connection: "b", ..OF }, &refused()).await);
        assert_eq!(now(&store).await.condition, "works");
        assert_eq!(store.open_repairs().await.unwrap(), []);
    }
}
