//! SQLite: a file of this machine. One writes at a time, and readers wait for nobody. What
//! was committed is on the disk.

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{Row as _, Sqlite, SqlitePool, Transaction, TypeInfo, ValueRef};

use crate::StoreError;
use crate::dialect::{Coming, Dialect, Work};
use crate::value::{Cell, Row, Value};

static KNOWN: Migrator = sqlx::migrate!("./migrations/sqlite");

/// How long one that would write waits for another program that does.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open file.
pub(crate) struct SqliteDialect {
    readers: SqlitePool,
    writer: SqlitePool,
}

impl SqliteDialect {
    /// Opens the file, and makes it where there is none.
    pub(crate) async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What was sealed and is withdrawn leaves no bytes behind in the file.
            .pragma("secure_delete", "on")
            .busy_timeout(PATIENCE);
        let pool = |size| SqlitePoolOptions::new().max_connections(size).acquire_timeout(PATIENCE);
        let writer = pool(1).connect_with(options.clone()).await?;
        let readers = pool(4).connect_lazy_with(options);
        Ok(Self { readers, writer })
    }
}

impl Dialect for SqliteDialect {
    fn read(&self) -> Coming<'_, Box<dyn Work>> {
        Box::pin(async { Ok(Box::new(Transacting(self.readers.begin().await?)) as Box<dyn Work>) })
    }

    fn write(&self) -> Coming<'_, Box<dyn Work>> {
        Box::pin(async {
            let transaction = self.writer.begin_with("begin immediate").await?;
            Ok(Box::new(Transacting(transaction)) as Box<dyn Work>)
        })
    }

    fn alone(&self) -> Coming<'_, Box<dyn Work>> {
        self.write()
    }

    fn note(&self) -> Coming<'_, Box<dyn Work>> {
        self.write()
    }

    fn is_shared(&self) -> bool {
        false
    }

    fn applied(&self) -> Coming<'_, Option<i64>> {
        Box::pin(async {
            let has_any: bool = sqlx::query_scalar(
                "select exists (select 1 from sqlite_master where name = '_sqlx_migrations')",
            )
            .fetch_one(&self.writer)
            .await?;
            if !has_any {
                return Ok(None);
            }
            let newest = "select max(version) from _sqlx_migrations where success";
            Ok(sqlx::query_scalar(newest).fetch_one(&self.writer).await?)
        })
    }

    fn migrate(&self) -> Coming<'_, ()> {
        Box::pin(async {
            // In one transaction that is begun by writing: of several programs, one applies
            // what is missing, and the others find it done.
            let mut transaction = self.writer.begin_with("begin immediate").await?;
            KNOWN.run_direct(None, &mut *transaction, false).await?;
            Ok(transaction.commit().await?)
        })
    }

    fn known(&self) -> i64 {
        KNOWN.iter().map(|migration| migration.version).max().unwrap_or(0)
    }

    fn close(&self) -> Coming<'_, ()> {
        Box::pin(async {
            self.readers.close().await;
            self.writer.close().await;
            Ok(())
        })
    }
}

struct Transacting(Transaction<'static, Sqlite>);

type Asking = sqlx::query::Query<'static, Sqlite, SqliteArguments>;

fn asking(sql: &'static str, values: Vec<Value>) -> Asking {
    values.into_iter().fold(sqlx::query(sql), |query, value| match value {
        Value::Text(text) => query.bind(text),
        Value::Number(number) => query.bind(number),
        Value::Bytes(bytes) => query.bind(bytes),
    })
}

impl Work for Transacting {
    fn run<'a>(&'a mut self, sql: &'static str, values: Vec<Value>) -> Coming<'a, u64> {
        Box::pin(
            async move { Ok(asking(sql, values).execute(&mut *self.0).await?.rows_affected()) },
        )
    }

    fn rows<'a>(&'a mut self, sql: &'static str, values: Vec<Value>) -> Coming<'a, Vec<Row>> {
        Box::pin(async move {
            asking(sql, values).fetch_all(&mut *self.0).await?.iter().map(read).collect()
        })
    }

    fn clock(&self) -> &'static str {
        "select strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
    }

    fn commit(self: Box<Self>) -> Coming<'static, ()> {
        Box::pin(async move { Ok(self.0.commit().await?) })
    }
}

fn read(row: &SqliteRow) -> Result<Row, StoreError> {
    let cells = (0..row.len()).map(|n| {
        let value = row.try_get_raw(n)?;
        if value.is_null() {
            return Ok(Cell::Nothing);
        }
        let kind = value.type_info().name().to_owned();
        Ok(match kind.as_str() {
            "TEXT" => Cell::Text(row.try_get(n)?),
            "BLOB" => Cell::Bytes(row.try_get(n)?),
            _ => Cell::Number(row.try_get(n)?),
        })
    });
    cells.collect::<Result<_, StoreError>>().map(Row::new)
}
