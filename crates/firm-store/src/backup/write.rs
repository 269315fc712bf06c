//! Writing one: a view of the whole database that does not change in between.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::tables::{TABLES, Table};
use super::{FORMAT, Foot, Head, hex};
use crate::value::{Cell, Row, Value, time};
use crate::{Session, Store, StoreError};

/// How many rows are asked for at once.
const AT_ONCE: i64 = 1000;

impl Store {
    /// Writes a backup into a file that is not there yet. It appears under its name once it is
    /// whole and on the disk. Says how many rows it has.
    pub async fn back_up(&self, file: &Path, now: Timestamp) -> Result<u64, StoreError> {
        self.ready().await?;
        if file.exists() {
            let there = "there is a file of that name already";
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, there).into());
        }
        let part = file.with_extension("part");
        let written = self.write_part(&part, now).await;
        let moved = written.and_then(|rows| Ok(fs::rename(&part, file).map(|()| rows)?));
        if moved.is_err() {
            // What is half written is no use to anybody.
            let _ = fs::remove_file(&part);
        }
        moved
    }

    async fn write_part(&self, part: &Path, now: Timestamp) -> Result<u64, StoreError> {
        let mut out = Out { file: BufWriter::new(made_anew(part)?), hash: Sha256::new(), rows: 0 };
        let schema = self.schema().await?.known;
        let mut view = self.read().await?;
        let identity = view.identity().await?;
        let head = Head {
            patchbay_backup: FORMAT,
            schema,
            server: identity.id,
            epoch: identity.epoch,
            server_made_at: time(identity.made_at),
            made_at: time(now),
        };
        out.line(&json!(head))?;
        for table in TABLES {
            table_into(&mut view, table, &mut out).await?;
        }
        let foot = Foot { rows: out.rows, sha256: hex(&out.hash.clone().finalize()) };
        out.line(&json!(foot))?;
        out.file.flush()?;
        out.file.get_ref().sync_all()?;
        Ok(out.rows)
    }
}

/// A new file that its owner alone reads.
fn made_anew(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

async fn table_into(view: &mut Session, table: &Table, out: &mut Out) -> Result<(), StoreError> {
    let mut after = match table.kinds.first() {
        Some(super::tables::Kind::Number) => Value::from(0),
        _ => Value::from(""),
    };
    loop {
        let rows = view.raw(table.select, vec![after.clone(), Value::from(AT_ONCE)]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = match last.first() {
            Some(Json::Number(number)) => Value::from(number.as_i64().unwrap_or(i64::MAX)),
            Some(Json::String(text)) => Value::from(text),
            _ => return Err(StoreError::Broken("a row without a key")),
        };
        for row in rows {
            out.line(&json!([table.name, row]))?;
            out.rows += 1;
        }
    }
}

impl Session {
    /// Rows as JSON: text and numbers as they are, bytes in hexadecimal under a name.
    async fn raw(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Vec<Vec<Json>>, StoreError> {
        let read = |row: &mut Row| {
            Ok(row
                .cells()
                .map(|cell| match cell {
                    Cell::Nothing => Json::Null,
                    Cell::Text(text) => text.into(),
                    Cell::Number(number) => number.into(),
                    Cell::Bytes(bytes) => json!({ "hex": hex(&bytes) }),
                })
                .collect())
        };
        self.rows(sql, values, read).await
    }
}

struct Out {
    file: BufWriter<File>,
    hash: Sha256,
    rows: u64,
}

impl Out {
    fn line(&mut self, line: &Json) -> Result<(), StoreError> {
        let line = format!("{line}\n");
        self.hash.update(&line);
        Ok(self.file.write_all(line.as_bytes())?)
    }
}
