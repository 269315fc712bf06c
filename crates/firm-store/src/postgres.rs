//! PostgreSQL: a server that several of ours may share. Who would change something waits for
//! whoever does, by a lock that ends with the transaction.

use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgPoolOptions, PgRow};
use sqlx::{PgPool, Postgres, Row as _, Transaction, TypeInfo, ValueRef};

use crate::StoreError;
use crate::dialect::{Coming, Dialect, Work};
use crate::value::{Cell, Row, Value};

static KNOWN: Migrator = sqlx::migrate!("./migrations/postgres");

/// How long a connection is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Who would change something takes this first. Any number will do, as long as all of ours take
/// the same.
const WRITING: &str = "select pg_advisory_xact_lock(7809640237)";

/// Keeps everybody from writing into any table, those too who take no other lock.
const ALONE: &str = "lock table server, members, invitations, enrolment_links, devices, api_keys,
    api_key_secrets, connect_links, connections, connection_entities, settings, changes, answers,
    audit_entries in share row exclusive mode";

/// A program that stands still in the middle of a change keeps everybody from changing anything:
/// after so long its change is given up. The address may say otherwise.
const ABANDONED: &str = "select set_config('idle_in_transaction_session_timeout', '30s', false)
    where current_setting('idle_in_transaction_session_timeout') = '0'";

/// Connections to a server.
pub(crate) struct PostgresDialect {
    pool: PgPool,
}

impl PostgresDialect {
    pub(crate) async fn open(options: PgConnectOptions) -> Result<Self, StoreError> {
        let pool = PgPoolOptions::new()
            .max_connections(10)
            .acquire_timeout(PATIENCE)
            .after_connect(|connection, _| {
                Box::pin(async move { sqlx::query(ABANDONED).execute(connection).await.map(drop) })
            });
        Ok(Self { pool: pool.connect_with(options).await? })
    }

    async fn begin(
        &self,
        with: &'static str,
    ) -> Result<Transaction<'static, Postgres>, StoreError> {
        Ok(self.pool.begin_with(with).await?)
    }
}

impl Dialect for PostgresDialect {
    fn read(&self) -> Coming<'_, Box<dyn Work>> {
        Box::pin(async {
            let begun = self.begin("begin isolation level repeatable read read only").await?;
            Ok(Box::new(Transacting(begun)) as Box<dyn Work>)
        })
    }

    fn write(&self) -> Coming<'_, Box<dyn Work>> {
        Box::pin(async {
            let mut begun = self.begin("begin").await?;
            sqlx::query(WRITING).execute(&mut *begun).await?;
            Ok(Box::new(Transacting(begun)) as Box<dyn Work>)
        })
    }

    fn alone(&self) -> Coming<'_, Box<dyn Work>> {
        Box::pin(async {
            let mut begun = self.begin("begin").await?;
            for statement in [WRITING, "set local idle_in_transaction_session_timeout = 0", ALONE] {
                sqlx::query(statement).execute(&mut *begun).await?;
            }
            Ok(Box::new(Transacting(begun)) as Box<dyn Work>)
        })
    }

    fn note(&self) -> Coming<'_, Box<dyn Work>> {
        Box::pin(async { Ok(Box::new(Transacting(self.begin("begin").await?)) as Box<dyn Work>) })
    }

    fn is_shared(&self) -> bool {
        true
    }

    fn applied(&self) -> Coming<'_, Option<i64>> {
        Box::pin(async {
            let has_any: bool =
                sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
                    .fetch_one(&self.pool)
                    .await?;
            if !has_any {
                return Ok(None);
            }
            let newest = "select max(version) from _sqlx_migrations where success";
            Ok(sqlx::query_scalar(newest).fetch_one(&self.pool).await?)
        })
    }

    fn migrate(&self) -> Coming<'_, ()> {
        Box::pin(async { Ok(KNOWN.run(&self.pool).await?) })
    }

    fn known(&self) -> i64 {
        KNOWN.iter().map(|migration| migration.version).max().unwrap_or(0)
    }

    fn close(&self) -> Coming<'_, ()> {
        Box::pin(async {
            self.pool.close().await;
            Ok(())
        })
    }
}

struct Transacting(Transaction<'static, Postgres>);

type Asking = sqlx::query::Query<'static, Postgres, PgArguments>;

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
        "select to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
    }

    fn commit(self: Box<Self>) -> Coming<'static, ()> {
        Box::pin(async move { Ok(self.0.commit().await?) })
    }
}

fn read(row: &PgRow) -> Result<Row, StoreError> {
    let cells = (0..row.len()).map(|n| {
        let value = row.try_get_raw(n)?;
        if value.is_null() {
            return Ok(Cell::Nothing);
        }
        let kind = value.type_info().name().to_owned();
        Ok(match kind.as_str() {
            "INT8" => Cell::Number(row.try_get(n)?),
            "INT4" => Cell::Number(row.try_get::<i32, _>(n)?.into()),
            "BOOL" => Cell::Number(row.try_get::<bool, _>(n)?.into()),
            "BYTEA" => Cell::Bytes(row.try_get(n)?),
            _ => Cell::Text(row.try_get(n)?),
        })
    });
    cells.collect::<Result<_, StoreError>>().map(Row::new)
}
