//! The table `probe_plans`: when each connection is tested by itself, and who tests it just
//! now. Who does says so first, and is alone until that is over or a time has passed.
//!
//! When that should be is decided elsewhere.

use std::time::Duration;

use crate::{OpenError, Store};

/// The row. Times are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ProbePlan {
    /// Of which connection.
    pub connection: String,
    /// When it is tested next. None where that was not decided yet.
    pub next_at: Option<String>,
    /// How often in a row it could not be tested.
    pub put_off: i64,
    /// Since when somebody tests it.
    pub testing_since: Option<String>,
}

/// What is planned once a test is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextProbe<'a> {
    /// When the next one is due.
    pub at: &'a str,
    /// How often in a row there was nothing to be found out.
    pub put_off: i64,
}

impl Store {
    /// What is planned for each connection there is a plan for.
    pub async fn probe_plans(&self) -> Result<Vec<ProbePlan>, OpenError> {
        sqlx::query_as("select * from probe_plans order by connection")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Plans the first test of connections that have no plan, each at its time. Where
    /// somebody was first, theirs stays.
    pub async fn plan_first_probes(&self, first: &[(&str, String)]) -> Result<(), OpenError> {
        if first.is_empty() {
            return Ok(());
        }
        self.in_transaction(async |writer| {
            for (connection, at) in first {
                sqlx::query(
                    "insert into probe_plans (connection, next_at)
                     select id, ? from connections where id = ?
                     on conflict (connection) do update
                        set next_at = ifnull(next_at, excluded.next_at)",
                )
                .bind(at)
                .bind(connection)
                .execute(&mut *writer)
                .await?;
            }
            Ok(())
        })
        .await
    }

    /// Takes a test upon oneself at `at`, by which it is known for ours, unless somebody did
    /// within the time of a `lease`. Where `planned` is given, only while that is what is
    /// planned: somebody else may just have made that test. Of many that ask at once exactly
    /// one is told yes, and how often in a row there was nothing to be found out before.
    pub async fn begin_probe(
        &self,
        connection: &str,
        at: &str,
        planned: Option<&str>,
        lease: Duration,
    ) -> Result<Option<i64>, OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query_scalar(
                "insert into probe_plans (connection, testing_since)
                 select id, ?1 from connections where id = ?2 and (?3 is null or exists (
                     select 1 from probe_plans where connection = ?2 and next_at = ?3))
                 on conflict (connection) do update set testing_since = excluded.testing_since
                 where testing_since is null
                    or abs(unixepoch(?1, 'subsec') - unixepoch(testing_since, 'subsec')) > ?4
                 returning put_off",
            )
            .bind(at)
            .bind(connection)
            .bind(planned)
            .bind(lease.as_secs_f64())
            .fetch_optional(writer)
            .await
        })
        .await
    }

    /// Ends the test that we took upon ourselves at `since`, with what is planned then.
    /// Where somebody took it over, nothing changes.
    pub async fn end_probe(
        &self,
        connection: &str,
        since: &str,
        next: NextProbe<'_>,
    ) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(
                "update probe_plans set testing_since = null, next_at = ?, put_off = ?
                 where connection = ? and testing_since = ?",
            )
            .bind(next.at)
            .bind(next.put_off)
            .bind(connection)
            .bind(since)
            .execute(writer)
            .await
            .map(drop)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connections::tests::row;
    use crate::testing::{AT, LATER, add, store};

    const LEASE: Duration = Duration::from_secs(600);

    async fn with_one(home: &tempfile::TempDir) -> Store {
        let store = store(home).await;
        add(&store, &row("a")).await;
        store
    }

    async fn plan(store: &Store) -> ProbePlan {
        store.probe_plans().await.unwrap().remove(0)
    }

    #[tokio::test]
    async fn of_many_that_would_test_a_connection_at_once_exactly_one_may() {
        let home = tempfile::tempdir().unwrap();
        let store = with_one(&home).await;
        let all = tokio::join!(
            store.begin_probe("a", AT, None, LEASE),
            store.begin_probe("a", AT, None, LEASE),
            store.begin_probe("a", LATER, None, LEASE),
        );
        let may = [all.0.unwrap(), all.1.unwrap(), all.2.unwrap()];
        assert_eq!(may.iter().filter(|may| may.is_some()).count(), 1);
        assert_eq!(store.begin_probe("gone", AT, None, LEASE).await.unwrap(), None);
    }

    #[tokio::test]
    async fn who_was_killed_in_a_test_keeps_nobody_from_it_for_ever() {
        let home = tempfile::tempdir().unwrap();
        let store = with_one(&home).await;
        assert_eq!(store.begin_probe("a", AT, None, LEASE).await.unwrap(), Some(0));
        let in_time = "2026-11-21T09:10:00Z";
        assert_eq!(store.begin_probe("a", in_time, None, LEASE).await.unwrap(), None);
        let over = "2026-11-21T09:10:01Z";
        assert_eq!(store.begin_probe("a", over, None, LEASE).await.unwrap(), Some(0));
        // What the first one ends is not his any more.
        let next = NextProbe { at: LATER, put_off: 0 };
        store.end_probe("a", AT, next).await.unwrap();
        assert_eq!(plan(&store).await.testing_since.as_deref(), Some(over));
        assert_eq!(plan(&store).await.next_at, None);
    }

    #[tokio::test]
    async fn a_test_that_somebody_else_just_made_is_not_made_again() {
        let home = tempfile::tempdir().unwrap();
        let store = with_one(&home).await;
        store.plan_first_probes(&[("a", AT.into()), ("gone", AT.into())]).await.unwrap();
        store.plan_first_probes(&[("a", LATER.into())]).await.unwrap();
        assert_eq!(plan(&store).await.next_at.as_deref(), Some(AT), "the first plan stays");
        assert_eq!(store.begin_probe("a", AT, Some(AT), LEASE).await.unwrap(), Some(0));
        let next = NextProbe { at: LATER, put_off: 2 };
        store.end_probe("a", AT, next).await.unwrap();
        let after = plan(&store).await;
        assert_eq!((after.next_at.as_deref(), after.put_off), (Some(LATER), 2));
        assert_eq!(store.begin_probe("a", LATER, Some(AT), LEASE).await.unwrap(), None);
        assert_eq!(store.begin_probe("a", LATER, Some(LATER), LEASE).await.unwrap(), Some(2));
    }
}
