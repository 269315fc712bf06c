//! Answers to sign-ins that arrived at one of several servers over this database, for whichever of
//! them is asked for one: sealed, few, and not for long. They belong to this database alone: no
//! backup and no move takes them along.

use jiff::Timestamp;

use crate::value::{Row, values};
use crate::{Hash, Session, StoreError};

/// The most at once. Who floods them takes this way home from others, and no other way.
const MOST: i64 = 1000;

impl Session {
    /// Keeps one under this name, unless there is one: the first is the one that a person saw
    /// arrive. Those whose time is over go, and the oldest where there are too many.
    pub async fn keep_relayed(
        &mut self,
        name: &Hash,
        sealed: &[u8],
        ends_at: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.run("delete from relayed where ends_at <= $1", values![now]).await?;
        let sql = "insert into relayed (name, sealed, ends_at) values ($1, $2, $3)
                   on conflict do nothing";
        let kept = self.took(sql, values![name, sealed, ends_at]).await?;
        let sql = "delete from relayed where name not in
                       (select name from relayed order by ends_at desc, name limit $1)";
        self.run(sql, values![MOST]).await?;
        Ok(kept)
    }

    /// The names of those that are there.
    pub async fn relayed_names(&mut self, now: Timestamp) -> Result<Vec<Hash>, StoreError> {
        let sql = "select name from relayed where ends_at > $1";
        self.rows(sql, values![now], Row::hash).await
    }

    /// The one of that name, sealed.
    pub async fn relayed(
        &mut self,
        name: &Hash,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "select sealed from relayed where name = $1 and ends_at > $2";
        self.row(sql, values![name, now], Row::bytes).await
    }
}
