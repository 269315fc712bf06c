//! The table `segments`: clients by how they pay. The one without a name is everybody who
//! is in no other; it is there from the beginning and stays.

use crate::{Change, OpenError, Store};

/// The row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Segment {
    /// Random and unchanging.
    pub id: String,
    /// What the firm calls it. Everybody else has no name.
    pub name: Option<String>,
}

impl Store {
    /// Every segment by its name, everybody else last.
    pub async fn segments(&self) -> Result<Vec<Segment>, OpenError> {
        sqlx::query_as(
            "select id, name from segments order by name is null, name collate nocase, id",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Adds a segment. Says whether it was: a name that another has already is none.
    pub async fn add_segment(&self, name: &str, change: Change<'_>) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query(
                "insert into segments (id, name, made_at, changed_at)
                 select lower(hex(randomblob(16))), ?1, ?2, ?2
                 where not exists (select 1 from segments where name = ?1 collate nocase)",
            )
            .bind(name)
            .bind(change.at)
            .execute(&mut *writer)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Gives a segment another name. Says whether it has it now: one that another has
    /// already is none, and everybody else has none.
    pub async fn rename_segment(
        &self,
        id: &str,
        name: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query(
                "update segments set name = ?2, changed_at = ?3
                 where id = ?1 and name is not null
                     and not exists (select 1 from segments
                         where name = ?2 collate nocase and id <> ?1)",
            )
            .bind(id)
            .bind(name)
            .bind(change.at)
            .execute(&mut *writer)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Removes a segment with what it paid by. Says whether it was there; everybody else is
    /// not removed.
    pub async fn remove_segment(&self, id: &str, change: Change<'_>) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query("delete from segments where id = ? and name is not null")
                .bind(id)
                .execute(&mut *writer)
                .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }
}
