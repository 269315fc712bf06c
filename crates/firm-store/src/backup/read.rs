//! Reading one, and filling an empty database from it.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::{FORMAT, Foot, Head};
use crate::rows::{hex, values_of};
use crate::tables::TABLES;
use crate::value::{Row, values};
use crate::{Action, AuditBroken, NewEntry, Session, Store, StoreError};

/// Why a backup was not put back. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file cannot be read.
    #[error("{} cannot be read: {why}", file.display())]
    NotReadable {
        /// Which.
        file: PathBuf,
        /// What the system said.
        why: io::Error,
    },
    /// It is no backup of a firm server.
    #[error("this is no backup of a firm server")]
    NotOne,
    /// It is not whole, or not as it was written.
    #[error("the backup is not as it was written, or cut off. Use another one.")]
    Damaged,
    /// Another program wrote it.
    #[error(
        "the backup has schema {found}, and this program {known}. Put it back with the version \
         that made it, then bring that up to date."
    )]
    OtherSchema {
        /// The backup's.
        found: i64,
        /// This program's.
        known: i64,
    },
    /// Something is in the database.
    #[error("the database is not empty. Name a new one to put the backup into.")]
    NotEmpty,
    /// The trail in it is broken.
    #[error("the audit trail in the backup is broken: {0}")]
    Trail(AuditBroken),
    /// The database refused, or does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A file that was found to be a whole backup.
#[derive(Debug)]
pub struct Backup {
    file: PathBuf,
    head: Head,
    rows: u64,
}

impl Backup {
    /// Reads a file to its end, and checks it.
    pub fn open(file: &Path) -> Result<Self, BackupError> {
        let mut lines = Lines::of(file)?;
        let first = lines.next()?.ok_or(BackupError::NotOne)?;
        let head: Head = serde_json::from_str(&first).map_err(|_| BackupError::NotOne)?;
        if head.patchbay_backup != FORMAT {
            return Err(BackupError::NotOne);
        }
        let mut rows = 0;
        loop {
            let before = hex(&lines.hash.clone().finalize());
            let line = lines.next()?.ok_or(BackupError::Damaged)?;
            if line.starts_with('[') {
                rows += 1;
                continue;
            }
            let foot: Foot = serde_json::from_str(&line).map_err(|_| BackupError::Damaged)?;
            let is_whole = foot.rows == rows && foot.sha256 == before && lines.next()?.is_none();
            if !is_whole {
                return Err(BackupError::Damaged);
            }
            return Ok(Self { file: file.into(), head, rows });
        }
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Which server it is of.
    #[must_use]
    pub fn server(&self) -> &str {
        &self.head.server
    }
}

impl Store {
    /// Fills this database, which has its tables and nothing else in them, from a backup. The
    /// server is the same as before, in another life. All of it is done, or nothing.
    pub async fn put_back(&self, backup: &Backup, now: Timestamp) -> Result<(), BackupError> {
        self.ready().await?;
        let known = self.schema().await?.known;
        if backup.head.schema != known {
            return Err(BackupError::OtherSchema { found: backup.head.schema, known });
        }
        let mut change = self.write().await?;
        if !change.is_empty().await? {
            return Err(BackupError::NotEmpty);
        }
        let Head { server, epoch, server_made_at, made_at, .. } = &backup.head;
        let sql = "update server set id = $1, epoch = $2, made_at = $3";
        change.run(sql, values![server, epoch, server_made_at]).await?;
        let mut lines = Lines::of(&backup.file)?;
        lines.next()?;
        while let Some(line) = lines.next()?.filter(|line| line.starts_with('[')) {
            let (table, row): (String, Vec<Json>) =
                serde_json::from_str(&line).map_err(|_| BackupError::Damaged)?;
            let table = TABLES.iter().find(|one| one.name == table).ok_or(BackupError::Damaged)?;
            let values = values_of(table, row).ok_or(BackupError::Damaged)?;
            change.run(table.insert, values).await?;
        }
        change.check_trail().await?.map_err(BackupError::Trail)?;
        change.begin_epoch(now).await?;
        let entry = NewEntry::new(now, None, "the server's machine", Action::DatabaseRestored);
        change.enter(&entry.with("of", made_at)).await?;
        Ok(change.commit().await?)
    }
}

impl Session {
    async fn is_empty(&mut self) -> Result<bool, StoreError> {
        let sql = "select (select count(*) from members) + (select count(*) from invitations)
                       + (select count(*) from connections) + (select count(*) from settings)
                       + (select count(*) from audit_entries)";
        Ok(self.row(sql, values![], Row::number).await? == Some(0))
    }
}

fn not_readable(file: &Path, why: io::Error) -> BackupError {
    BackupError::NotReadable { file: file.into(), why }
}

/// The lines of a file, hashed as they are read.
struct Lines {
    path: PathBuf,
    file: BufReader<File>,
    hash: Sha256,
}

impl Lines {
    fn of(path: &Path) -> Result<Self, BackupError> {
        let file = File::open(path).map_err(|why| not_readable(path, why))?;
        Ok(Self { path: path.into(), file: BufReader::new(file), hash: Sha256::new() })
    }

    fn next(&mut self) -> Result<Option<String>, BackupError> {
        let mut line = String::new();
        let read = self.file.read_line(&mut line).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => BackupError::NotOne,
            _ => not_readable(&self.path, error),
        })?;
        self.hash.update(&line);
        Ok((read > 0).then_some(line))
    }
}
