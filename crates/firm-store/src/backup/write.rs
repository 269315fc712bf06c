//! Writing one: a view of the whole database that does not change in between.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::{FORMAT, Foot, Head};
use crate::rows::{Pages, hex};
use crate::tables::{TABLES, Table};
use crate::value::time;
use crate::{Session, Store, StoreError};

impl Store {
    /// Writes a backup into a file that is not there yet. It appears under its name once it is
    /// whole and on the disk. Says how many rows it has.
    pub async fn back_up(&self, file: &Path, now: Timestamp) -> Result<u64, StoreError> {
        // One that moved away may be looked at as it was left.
        self.is_up_to_date().await?;
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
        let mut view = self.look().await?;
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

async fn table_into(
    view: &mut Session,
    table: &'static Table,
    out: &mut Out,
) -> Result<(), StoreError> {
    let mut pages = Pages::of(table);
    loop {
        let rows = pages.next(view).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            out.line(&json!([table.name, row]))?;
            out.rows += 1;
        }
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
