//! What is in the tables, as sums that are the same on either kind of database.

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use crate::rows::Pages;
use crate::tables::{ANSWERS, SIGN_INS, TABLES, Table};
use crate::{Hash, Session, StoreError};

/// A table that is the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableMoved {
    /// Its name.
    pub name: &'static str,
    /// How many rows it has.
    pub rows: u64,
    /// Over all of them, in the order of their keys.
    pub sha256: Hash,
}

/// Every table that moves, in an order in which they can be filled.
pub(super) fn every_table() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().chain([&ANSWERS, &SIGN_INS])
}

/// What is in every table.
pub(super) async fn sums(view: &mut Session) -> Result<Vec<TableMoved>, StoreError> {
    let mut sums = Vec::new();
    for table in every_table() {
        let (mut pages, mut sum) = (Pages::of(table), Sum::of(table));
        loop {
            let rows = pages.next(view).await?;
            if rows.is_empty() {
                break;
            }
            rows.iter().for_each(|row| sum.add(row));
        }
        sums.push(sum.done());
    }
    Ok(sums)
}

/// A sum over the rows of a table, under way.
pub(super) struct Sum {
    name: &'static str,
    rows: u64,
    hash: Sha256,
}

impl Sum {
    pub(super) fn of(table: &Table) -> Self {
        Self { name: table.name, rows: 0, hash: Sha256::new() }
    }

    /// JSON has no line break in it, so that two rows are never taken for one.
    pub(super) fn add(&mut self, row: &[Json]) {
        self.rows += 1;
        self.hash.update(format!("{}\n", Json::from(row)));
    }

    pub(super) fn done(self) -> TableMoved {
        TableMoved { name: self.name, rows: self.rows, sha256: self.hash.finalize().into() }
    }
}
