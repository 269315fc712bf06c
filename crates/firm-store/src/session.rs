//! A transaction, as the tables' files use it. Dropped, it has changed nothing.

use crate::StoreError;
use crate::dialect::Work;
use crate::value::{Row, Value};

/// A view of the database, or a change that is under way.
pub struct Session(Box<dyn Work>);

impl Session {
    pub(crate) fn new(work: Box<dyn Work>) -> Self {
        Self(work)
    }

    /// Makes what was changed last.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.0.commit().await
    }

    /// Asks for the database's time.
    pub(crate) fn clock(&self) -> &'static str {
        self.0.clock()
    }

    pub(crate) async fn run(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<u64, StoreError> {
        self.0.run(sql, values).await
    }

    /// Whether the statement changed a row.
    pub(crate) async fn took(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<bool, StoreError> {
        Ok(self.run(sql, values).await? > 0)
    }

    pub(crate) async fn rows<T>(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
        read: fn(&mut Row) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.0.rows(sql, values).await?.iter_mut().map(read).collect()
    }

    pub(crate) async fn row<T>(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
        read: fn(&mut Row) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        Ok(self.rows(sql, values, read).await?.into_iter().next())
    }
}
