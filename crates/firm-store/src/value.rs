//! What goes into a statement and comes out of a row: text, numbers, bytes, or nothing.

use jiff::Timestamp;

use crate::{Hash, StoreError};

/// What goes into a statement. Nothing has a kind too, which PostgreSQL wants to know.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Text(Option<String>),
    Number(Option<i64>),
    Bytes(Option<Vec<u8>>),
}

/// A row, read from the left to the right.
pub(crate) struct Row(std::vec::IntoIter<Cell>);

/// What comes out.
pub(crate) enum Cell {
    Nothing,
    Text(String),
    Number(i64),
    Bytes(Vec<u8>),
}

const OTHER: StoreError = StoreError::Broken("a column of another kind");

impl Row {
    pub(crate) fn new(cells: Vec<Cell>) -> Self {
        Self(cells.into_iter())
    }

    fn next(&mut self) -> Result<Cell, StoreError> {
        self.0.next().ok_or(OTHER)
    }

    /// The next one, whatever is in it.
    pub(crate) fn cell(&mut self) -> Result<Cell, StoreError> {
        self.next()
    }

    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        self.maybe_text()?.ok_or(OTHER)
    }

    pub(crate) fn maybe_text(&mut self) -> Result<Option<String>, StoreError> {
        match self.next()? {
            Cell::Nothing => Ok(None),
            Cell::Text(text) => Ok(Some(text)),
            _ => Err(OTHER),
        }
    }

    pub(crate) fn number(&mut self) -> Result<i64, StoreError> {
        match self.next()? {
            Cell::Number(number) => Ok(number),
            _ => Err(OTHER),
        }
    }

    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, StoreError> {
        match self.next()? {
            Cell::Bytes(bytes) => Ok(bytes),
            _ => Err(OTHER),
        }
    }

    pub(crate) fn hash(&mut self) -> Result<Hash, StoreError> {
        self.bytes()?.try_into().map_err(|_| OTHER)
    }

    pub(crate) fn time(&mut self) -> Result<Timestamp, StoreError> {
        self.maybe_time()?.ok_or(OTHER)
    }

    pub(crate) fn maybe_time(&mut self) -> Result<Option<Timestamp>, StoreError> {
        let text = self.maybe_text()?;
        text.map(|text| text.parse().map_err(|_| StoreError::Broken("a time that is none")))
            .transpose()
    }
}

impl Row {
    /// Every cell that is left.
    pub(crate) fn cells(&mut self) -> impl Iterator<Item = Cell> {
        self.0.by_ref()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.into()))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(Some(text.clone()))
    }
}

impl From<&Option<String>> for Value {
    fn from(text: &Option<String>) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Option<&str>> for Value {
    fn from(text: Option<&str>) -> Self {
        Self::Text(text.map(str::to_owned))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(Some(bytes.into()))
    }
}

impl From<&Hash> for Value {
    fn from(hash: &Hash) -> Self {
        hash.as_slice().into()
    }
}

impl From<Timestamp> for Value {
    fn from(at: Timestamp) -> Self {
        Self::Text(Some(time(at)))
    }
}

impl From<Option<Timestamp>> for Value {
    fn from(at: Option<Timestamp>) -> Self {
        Self::Text(at.map(time))
    }
}

/// A time as rows write it: always as long, so that it sorts as text.
pub(crate) fn time(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// The values of a statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(crate::value::Value::from($value)),*] };
}

pub(crate) use values;
