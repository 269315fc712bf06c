//! What a server of a story keeps its things in: a database of its own, of either kind.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{Connection, PgConnection, Row, SqliteConnection};
use tempfile::TempDir;

pub(crate) enum Ground {
    Sqlite(TempDir),
    /// Its address.
    Postgres(String),
}

impl Ground {
    pub(crate) fn sqlite() -> Self {
        Self::Sqlite(tempfile::tempdir().unwrap())
    }

    pub(crate) async fn postgres() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var("PATCHBAY_POSTGRES").expect(
            "PostgreSQL is started by `cargo xtask test flows`, or by \
             `cargo xtask with-postgres …` for a command of yours; run the tests by one of them",
        );
        let name = format!("firm_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
        let make = sqlx::AssertSqlSafe(format!("create database {name}"));
        sqlx::query(make).execute(&mut connection).await.unwrap();
        Self::Postgres(format!("{server}/{name}"))
    }

    /// One of the other kind.
    pub(crate) async fn other(&self) -> Self {
        match self {
            Self::Sqlite(_) => Self::postgres().await,
            Self::Postgres(_) => Self::sqlite(),
        }
    }

    /// As the configuration names it.
    pub(crate) fn address(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite:{}", folder.path().join("firm.db").display()),
            Self::Postgres(address) => address.clone(),
        }
    }

    /// Asks a server while somebody else is in the middle of writing.
    pub(crate) async fn while_somebody_writes<T>(&self, asked: impl Future<Output = T>) -> T {
        match self {
            Self::Sqlite(_) => {
                let mut writer = SqliteConnection::connect(&self.address()).await.unwrap();
                sqlx::raw_sql("begin immediate").execute(&mut writer).await.unwrap();
                asked.await
            }
            Self::Postgres(address) => {
                let mut writer = PgConnection::connect(address).await.unwrap();
                let hold = "begin; lock table devices, api_keys in exclusive mode";
                sqlx::raw_sql(hold).execute(&mut writer).await.unwrap();
                asked.await
            }
        }
    }

    /// Does this to what is kept, behind every server's back.
    pub(crate) async fn run(&self, sql: &'static str) {
        match self {
            Self::Sqlite(_) => {
                let mut connection = SqliteConnection::connect(&self.address()).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            }
            Self::Postgres(address) => {
                let mut connection = PgConnection::connect(address).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
            }
        }
    }

    /// All that is kept, to be searched.
    pub(crate) async fn all_that_is_kept(&self) -> Vec<u8> {
        match self {
            Self::Sqlite(folder) => {
                let files = std::fs::read_dir(folder.path()).unwrap();
                files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
            }
            Self::Postgres(address) => {
                let mut connection = PgConnection::connect(address).await.unwrap();
                let sql =
                    "select query_to_xml('select * from ' || tablename, true, false, '')::text
                           from pg_tables where schemaname = 'public'";
                let tables = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
                tables.iter().flat_map(|row| row.get::<String, _>(0).into_bytes()).collect()
            }
        }
    }
}
