//! A database of its own for each story.

use std::sync::atomic::{AtomicU32, Ordering};

use jiff::{SignedDuration, Timestamp};
use patchbay_firm_store::{Place, Store};
use sqlx::{Connection, PgConnection, SqliteConnection};
use tempfile::TempDir;

pub(crate) struct Stage {
    pub(crate) place: Place,
    pub(crate) store: Store,
    _folder: Option<TempDir>,
}

/// A moment, so many minutes after the first.
pub(crate) fn minute(n: i64) -> Timestamp {
    "2026-11-22T09:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(n)
}

/// Where PostgreSQL is, without the name of a database.
pub(crate) fn server() -> String {
    std::env::var("PATCHBAY_POSTGRES").expect(
        "PostgreSQL is started by `cargo xtask test flows`, or by \
         `cargo xtask with-postgres …` for a command of yours; run the tests by one of them",
    )
}

impl Stage {
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = format!("sqlite:{}", folder.path().join("firm.db").display());
        Self::at(place.parse().unwrap(), Some(folder)).await
    }

    pub(crate) async fn postgres() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let server = server();
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("story_{}_{next}", std::process::id());
        let mut connection = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
        let make = sqlx::AssertSqlSafe(format!("create database {name}"));
        sqlx::query(make).execute(&mut connection).await.unwrap();
        Self::at(format!("{server}/{name}").parse().unwrap(), None).await
    }

    async fn at(place: Place, folder: Option<TempDir>) -> Self {
        let store = Store::open(&place).await.unwrap();
        Self { place, store, _folder: folder }
    }

    /// Another one of the same kind.
    pub(crate) async fn another(&self) -> Self {
        match self.place {
            Place::Sqlite(_) => Self::sqlite().await,
            Place::Postgres { .. } => Self::postgres().await,
        }
    }

    /// One of the other kind.
    pub(crate) async fn of_the_other_kind(&self) -> Self {
        match self.place {
            Place::Sqlite(_) => Self::postgres().await,
            Place::Postgres { .. } => Self::sqlite().await,
        }
    }

    /// With its tables.
    pub(crate) async fn ready(self) -> Self {
        self.store.migrate(minute(0)).await.unwrap();
        self
    }

    /// Runs a statement past the store, as somebody with another program would.
    pub(crate) async fn behind_its_back(&self, sql: &'static str) -> Result<(), sqlx::Error> {
        match &self.place {
            Place::Sqlite(path) => {
                let mut connection =
                    SqliteConnection::connect(&format!("sqlite:{}", path.display())).await?;
                sqlx::raw_sql(sql).execute(&mut connection).await.map(drop)
            }
            Place::Postgres { options, .. } => {
                let mut connection = PgConnection::connect_with(options).await?;
                sqlx::raw_sql(sql).execute(&mut connection).await.map(drop)
            }
        }
    }
}
