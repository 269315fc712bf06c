//! A database, opened.

use std::sync::Arc;

use jiff::Timestamp;

use crate::dialect::Dialect;
use crate::postgres::PostgresDialect;
use crate::sqlite::SqliteDialect;
use crate::{Place, Session, StoreError, id};

/// A database. Cheap to copy.
#[derive(Clone)]
pub struct Store(Arc<dyn Dialect>);

/// How far its tables are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// The newest migration it has; none for an empty one.
    pub applied: Option<i64>,
    /// The newest that this program knows.
    pub known: i64,
}

impl Store {
    /// Opens it, and changes nothing. One that a newer program made is left alone.
    pub async fn open(place: &Place) -> Result<Self, StoreError> {
        let dialect: Arc<dyn Dialect> = match place {
            Place::Sqlite(path) => Arc::new(SqliteDialect::open(path).await?),
            Place::Postgres { options, .. } => {
                Arc::new(PostgresDialect::open((**options).clone()).await?)
            }
        };
        let store = Self(dialect);
        match store.schema().await? {
            Schema { applied: Some(found), known } if found > known => {
                Err(StoreError::Newer { found, known })
            }
            _ => Ok(store),
        }
    }

    /// Whether several servers may share it.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.0.is_shared()
    }

    /// How far its tables are.
    pub async fn schema(&self) -> Result<Schema, StoreError> {
        Ok(Schema { applied: self.0.applied().await?, known: self.0.known() })
    }

    /// Brings its tables up to date, and names the server where it has no name yet.
    pub async fn migrate(&self, now: Timestamp) -> Result<(), StoreError> {
        self.prepare(now).await?;
        self.read().await.map(drop)
    }

    /// Whether it answers, its tables are those of this program, and a server may live in it.
    pub async fn ready(&self) -> Result<(), StoreError> {
        self.is_up_to_date().await?;
        self.read().await.map(drop)
    }

    /// Whether its tables are those of this program.
    pub(crate) async fn is_up_to_date(&self) -> Result<(), StoreError> {
        let Schema { applied, known } = self.schema().await?;
        if applied == Some(known) { Ok(()) } else { Err(StoreError::NotMigrated) }
    }

    /// A view of it that does not change while it is looked at.
    pub async fn read(&self) -> Result<Session, StoreError> {
        self.look().await?.at_home().await
    }

    /// The same, wherever the server lives.
    pub(crate) async fn look(&self) -> Result<Session, StoreError> {
        self.0.read().await.map(Session::new)
    }

    /// A change. Of several, one is under way at a time.
    pub async fn write(&self) -> Result<Session, StoreError> {
        self.0.write().await.map(Session::new)?.at_home().await
    }

    /// A note that stands alone and need not wait for a change under way.
    pub async fn note(&self) -> Result<Session, StoreError> {
        self.0.note().await.map(Session::new)?.at_home().await
    }

    /// A change during which nobody else changes or notes anything, wherever the server lives.
    pub(crate) async fn alone(&self) -> Result<Session, StoreError> {
        self.0.alone().await.map(Session::new)
    }

    /// Makes the tables where they are not there yet, and names the server.
    pub(crate) async fn prepare(&self, now: Timestamp) -> Result<(), StoreError> {
        self.0.migrate().await?;
        let mut change = self.0.write().await.map(Session::new)?;
        change.name_server(&id::new(now)?, &id::new(now)?, now).await?;
        change.commit().await
    }

    /// Lets go of it, once what is under way has ended.
    pub async fn close(&self) {
        // There is nothing that a failure to let go would change.
        let _ = self.0.close().await;
    }
}
