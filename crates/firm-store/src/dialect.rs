//! The seam: what SQLite and PostgreSQL each do in their own way.
//!
//! A transaction runs statements with `$1`, `$2` and gives rows. Whoever asks knows no more
//! of the database than that.

use std::future::Future;
use std::pin::Pin;

use crate::StoreError;
use crate::value::{Row, Value};

/// What comes of asking a database.
pub(crate) type Coming<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// One kind of database, opened.
pub(crate) trait Dialect: Send + Sync {
    /// A view that does not change while it is looked at.
    fn read(&self) -> Coming<'_, Box<dyn Work>>;

    /// A transaction that alone changes anything until it ends.
    fn write(&self) -> Coming<'_, Box<dyn Work>>;

    /// The same, and notes wait for it too. It may take as long as it needs.
    fn alone(&self) -> Coming<'_, Box<dyn Work>>;

    /// A transaction for one statement that stands alone, and waits for nobody.
    fn note(&self) -> Coming<'_, Box<dyn Work>>;

    /// Whether several programs may share it.
    fn is_shared(&self) -> bool;

    /// The newest migration it has; none where there is no table yet.
    fn applied(&self) -> Coming<'_, Option<i64>>;

    /// Applies what is missing. Of several programs that would at once, one does.
    fn migrate(&self) -> Coming<'_, ()>;

    /// The newest migration that this program has for it.
    fn known(&self) -> i64;

    /// Lets go of it.
    fn close(&self) -> Coming<'_, ()>;
}

/// A transaction. One that is dropped has changed nothing.
pub(crate) trait Work: Send {
    /// Runs a statement. Says how many rows it changed.
    fn run<'a>(&'a mut self, sql: &'static str, values: Vec<Value>) -> Coming<'a, u64>;

    /// Asks for rows.
    fn rows<'a>(&'a mut self, sql: &'static str, values: Vec<Value>) -> Coming<'a, Vec<Row>>;

    /// What asks for the database's time, as rows have it.
    fn clock(&self) -> &'static str;

    /// Makes it last.
    fn commit(self: Box<Self>) -> Coming<'static, ()>;
}
