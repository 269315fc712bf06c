//! Sealing everything anew with another data key, in batches, each a transaction.
//!
//! What is left to do is never written down: it is every row whose key is not the
//! primary one. So a rotation that was cut off goes on where it was.

use super::data_keys::{count_sealed, insert_primary};
use super::doors::{give_up_old_keys, insert_wrap};
use super::sealed::{SealedBytes, SealedRow, SealedTable};
use super::{NewDataKey, Wrap};
use crate::{Change, OpenError, Store};

/// A row that was opened with an old key and sealed with the primary one.
#[derive(Debug, Clone)]
pub struct Resealed {
    /// The row as it was read.
    pub row: SealedRow,
    /// What it holds now. Its generation stays: the value is the same.
    pub sealed: SealedBytes,
}

impl Store {
    /// Brings in a new primary key, as the doors hold it whose keys are at hand. Rows go
    /// on being read with the old key.
    pub async fn begin_rekey(
        &self,
        key: &NewDataKey,
        held_by: &[(u32, Wrap)],
    ) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            insert_primary(writer, key).await?;
            for (door, wrap) in held_by {
                insert_wrap(writer, *door, wrap).await?;
            }
            Ok(())
        })
        .await
    }

    /// How many rows are sealed at all, and how many with an old key.
    pub async fn count_to_rekey(&self) -> Result<(u64, u64), OpenError> {
        let (mut all, mut left) = (0, 0);
        for table in SealedTable::ALL {
            let (in_table, old): (i64, i64) = sqlx::query_as(table.statement(
                "select count(*), count(*) filter (where key_id in
                     (select id from data_keys where state = 'old')) from {table}",
            ))
            .fetch_one(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))?;
            all += in_table.unsigned_abs();
            left += old.unsigned_abs();
        }
        Ok((all, left))
    }

    /// Some rows that are still sealed with an old key.
    pub async fn rows_to_rekey(
        &self,
        table: SealedTable,
        at_most: u32,
    ) -> Result<Vec<SealedRow>, OpenError> {
        sqlx::query_as(table.statement(
            "select id, generation, key_id, sealed from {table}
             where key_id in (select id from data_keys where state = 'old') limit ?",
        ))
        .bind(at_most)
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Puts a batch in place of what it was made from. A row that somebody wrote in
    /// between has the new key already and is left alone.
    pub async fn replace_resealed(
        &self,
        table: SealedTable,
        batch: &[Resealed],
    ) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            for Resealed { row, sealed } in batch {
                sqlx::query(table.statement(
                    "update {table} set key_id = ?, sealed = ?
                     where id = ? and generation = ? and key_id = ?",
                ))
                .bind(sealed.key_id)
                .bind(&sealed.bytes)
                .bind(&row.id)
                .bind(row.generation)
                .bind(row.key_id)
                .execute(&mut *writer)
                .await?;
            }
            match batch.first() {
                Some(first) => count_sealed(writer, first.sealed.key_id, batch.len()).await,
                None => Ok(()),
            }
        })
        .await
    }

    /// Sealed rows in the order of their ids, beginning after this one: for looking at
    /// every one of them.
    pub async fn sealed_rows(
        &self,
        table: SealedTable,
        after: &str,
        at_most: u32,
    ) -> Result<Vec<SealedRow>, OpenError> {
        sqlx::query_as(table.statement(
            "select id, generation, key_id, sealed from {table} where id > ? order by id limit ?",
        ))
        .bind(after)
        .bind(at_most)
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Gives up the old keys. Recovery kits hold only those, and are retired with them.
    /// SQLite itself refuses while a row still needs one. Where there is no old key,
    /// nothing changed, and nothing is entered.
    pub async fn end_rekey(&self, change: Change<'_>) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            let changed: bool =
                sqlx::query_scalar("select exists (select 1 from data_keys where state = 'old')")
                    .fetch_one(&mut *writer)
                    .await?;
            give_up_old_keys(writer, change.at).await?;
            sqlx::query("update vault set scrub_due = 1").execute(&mut *writer).await?;
            if changed { change.enter(writer).await } else { Ok(()) }
        })
        .await
    }
}
