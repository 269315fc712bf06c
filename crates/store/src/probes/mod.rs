//! The table `probes`: what each test of a connection came to, the newest of each. When one
//! is tested by itself, and that only one does, is in `plan`.
//!
//! Nothing is tested and nothing is judged here.

mod plan;

use sqlx::SqliteConnection;

use crate::{OpenError, Store};

pub use plan::{NextProbe, ProbePlan};

/// How many tests of a connection are kept: with one a day, more than half a year.
const KEPT: i64 = 200;

/// The row. Times are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Probe {
    /// When it ended.
    pub at: String,
    /// Who wanted to know: `person`, `schedule` or `connecting`.
    pub asked_by: String,
    /// The code of what it failed in.
    pub problem: Option<String>,
    /// The same as a sentence.
    pub what: Option<String>,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
    /// Its steps, as JSON.
    pub steps: String,
}

impl Store {
    /// Keeps what a test came to, and lets go of what is too old for that. Says whether the
    /// connection is still there.
    pub async fn keep_probe(&self, connection: &str, probe: &Probe) -> Result<bool, OpenError> {
        self.in_transaction(async |writer| {
            if !add(&mut *writer, connection, probe).await? {
                return Ok(false);
            }
            trim(writer, connection).await?;
            Ok(true)
        })
        .await
    }

    /// The tests of a connection, the newest first, as many at most.
    pub async fn probes_of(&self, connection: &str, most: u32) -> Result<Vec<Probe>, OpenError> {
        sqlx::query_as(
            "select at, asked_by, problem, what, took_ms, steps from probes
             where connection = ? order by id desc limit ?",
        )
        .bind(connection)
        .bind(most)
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }
}

async fn add(
    writer: &mut SqliteConnection,
    connection: &str,
    probe: &Probe,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query(
        "insert into probes (connection, at, asked_by, problem, what, took_ms, steps)
         select id, ?, ?, ?, ?, ?, ? from connections where id = ?",
    )
    .bind(&probe.at)
    .bind(&probe.asked_by)
    .bind(&probe.problem)
    .bind(&probe.what)
    .bind(probe.took_ms)
    .bind(&probe.steps)
    .bind(connection)
    .execute(writer)
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn trim(writer: &mut SqliteConnection, connection: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "delete from probes where connection = ?1 and id <= (
             select id from probes where connection = ?1 order by id desc limit 1 offset ?2)",
    )
    .bind(connection)
    .bind(KEPT)
    .execute(writer)
    .await
    .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connections::tests::row;
    use crate::testing::{AT, NOW, add, store};

    fn probe(took_ms: i64) -> Probe {
        Probe {
            at: AT.into(),
            asked_by: "person".into(),
            problem: None,
            what: None,
            took_ms,
            steps: "[]".into(),
        }
    }

    #[tokio::test]
    async fn of_each_connection_the_newest_tests_are_kept_and_told_newest_first() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        add(&store, &row("a")).await;
        add(&store, &row("b")).await;
        store.keep_probe("b", &probe(7)).await.unwrap();
        for n in 0..KEPT + 3 {
            assert!(store.keep_probe("a", &probe(n)).await.unwrap());
        }
        let kept = store.probes_of("a", 1000).await.unwrap();
        let took: Vec<i64> = kept.iter().map(|probe| probe.took_ms).collect();
        assert_eq!(took, (3..KEPT + 3).rev().collect::<Vec<_>>());
        assert_eq!(store.probes_of("a", 2).await.unwrap(), kept[..2]);
        assert_eq!(store.probes_of("b", 1000).await.unwrap(), [probe(7)]);
    }

    #[tokio::test]
    async fn a_connection_that_is_removed_takes_its_tests_with_it_and_gets_no_more() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        add(&store, &row("a")).await;
        store.keep_probe("a", &probe(1)).await.unwrap();
        assert!(store.remove_connection("a", NOW).await.unwrap());
        assert_eq!(store.probes_of("a", 10).await.unwrap(), []);
        assert!(!store.keep_probe("a", &probe(1)).await.unwrap(), "there is none");
    }

    #[tokio::test]
    async fn trouble_has_a_code_and_a_sentence_or_it_is_none() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        add(&store, &row("a")).await;
        let half = Probe { problem: Some("key_refused".into()), ..probe(1) };
        assert!(store.keep_probe("a", &half).await.is_err());
        let whole = Probe { what: Some("It does not take this key.".into()), ..half };
        assert!(store.keep_probe("a", &whole).await.unwrap());
        assert_eq!(store.probes_of("a", 10).await.unwrap(), [whole]);
    }
}
