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

    /// How far its tables are.
    pub async fn schema(&self) -> Result<Schema, StoreError> {
        Ok(Schema { applied: self.0.applied().await?, known: self.0.known() })
    }

    /// Brings its tables up to date, and names the server where it has no name yet.
    pub async fn migrate(&self, now: Timestamp) -> Result<(), StoreError> {
        self.0.migrate().await?;
        let mut change = self.write().await?;
        change.name_server(&id::new(now)?, &id::new(now)?, now).await?;
        change.commit().await
    }

    /// Whether it answers, and its tables are those of this program.
    pub async fn ready(&self) -> Result<(), StoreError> {
        let Schema { applied, known } = self.schema().await?;
        if applied == Some(known) { Ok(()) } else { Err(StoreError::NotMigrated) }
    }

    /// A view of it that does not change while it is looked at.
    pub async fn read(&self) -> Result<Session, StoreError> {
        self.0.read().await.map(Session::new)
    }

    /// A change. Of several, one is under way at a time.
    pub async fn write(&self) -> Result<Session, StoreError> {
        self.0.write().await.map(Session::new)
    }

    /// A note that stands alone and need not wait for a change under way.
    pub async fn note(&self) -> Result<Session, StoreError> {
        self.0.note().await.map(Session::new)
    }

    /// Lets go of it, once what is under way has ended.
    pub async fn close(&self) {
        // There is nothing that a failure to let go would change.
        let _ = self.0.close().await;
    }
}
