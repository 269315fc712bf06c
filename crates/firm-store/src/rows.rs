//! Rows of any table, as JSON: text and numbers as they are, bytes in hexadecimal under a name.
//! So they look the same whichever kind of database they come from.

use serde_json::{Value as Json, json};

use crate::tables::{Kind, Table};
use crate::value::{Cell, Row, Value};
use crate::{Session, StoreError};

/// How many rows are asked for at once.
const AT_ONCE: i64 = 1000;

/// The rows of a table, page by page.
pub(crate) struct Pages {
    table: &'static Table,
    after: Value,
}

impl Pages {
    pub(crate) fn of(table: &'static Table) -> Self {
        let after = match table.kinds.first() {
            Some(Kind::Number) => Value::from(0),
            _ => Value::from(""),
        };
        Self { table, after }
    }

    /// The next ones; none at the end.
    pub(crate) async fn next(&mut self, view: &mut Session) -> Result<Vec<Vec<Json>>, StoreError> {
        let values = vec![self.after.clone(), Value::from(AT_ONCE)];
        let rows = view.rows(self.table.select, values, as_json).await?;
        if let Some(last) = rows.last() {
            self.after = match last.first() {
                Some(Json::Number(number)) => Value::from(number.as_i64().unwrap_or(i64::MAX)),
                Some(Json::String(text)) => Value::from(text),
                _ => return Err(StoreError::Broken("a row without a key")),
            };
        }
        Ok(rows)
    }
}

fn as_json(row: &mut Row) -> Result<Vec<Json>, StoreError> {
    let one = |cell| match cell {
        Cell::Nothing => Json::Null,
        Cell::Text(text) => text.into(),
        Cell::Number(number) => number.into(),
        Cell::Bytes(bytes) => json!({ "hex": hex(&bytes) }),
    };
    Ok(row.cells().map(one).collect())
}

/// A row as it is put into its table; nothing where it does not fit that.
pub(crate) fn values_of(table: &Table, row: Vec<Json>) -> Option<Vec<Value>> {
    if row.len() != table.kinds.len() {
        return None;
    }
    let one = |(kind, cell): (&Kind, Json)| match (kind, cell) {
        (Kind::Text, Json::Null) => Some(Value::Text(None)),
        (Kind::Number, Json::Null) => Some(Value::Number(None)),
        (Kind::Bytes, Json::Null) => Some(Value::Bytes(None)),
        (Kind::Text, Json::String(text)) => Some(Value::Text(Some(text))),
        (Kind::Number, Json::Number(number)) => number.as_i64().map(Value::from),
        (Kind::Bytes, Json::Object(fields)) => {
            bytes(fields.get("hex")?.as_str()?).map(|bytes| Value::Bytes(Some(bytes)))
        }
        _ => None,
    };
    table.kinds.iter().zip(row).map(one).collect()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    let pair = |at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    (0..hex.len()).step_by(2).map(pair).collect()
}
