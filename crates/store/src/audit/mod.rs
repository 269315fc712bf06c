//! The audit trail: entries that follow from each other, each holding the hash of the
//! one before it, with signed checkpoints over the chain and an anchor outside the
//! database.
//!
//! Who the person is and what a page looks like is not decided here; nor is the key
//! known: whoever signs is passed in.
//!
//! What a check proves: that no entry was changed, taken out, put elsewhere or cut off
//! at the end since the last checkpoint was signed, as far as whoever did it had not the
//! key. What it cannot prove: that an entry was true when it was made; that nothing was
//! cut off *behind* the last checkpoint by somebody who also put the anchor back; and
//! nothing at all against somebody who holds the whole disk and the key — against that
//! only a copy elsewhere helps, which is what an export is for.

mod anchor;
mod append;
mod chain;
mod checkpoint;
mod detail;
mod entry;
mod former;
mod query;
#[cfg(test)]
mod query_tests;
#[cfg(test)]
mod tampering;
mod verify;
mod words;

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use sqlx::SqlitePool;

use crate::{OpenError, Store};

pub use anchor::ANCHOR_FILE;
pub use checkpoint::{Checkpoint, Signatures, Signer};
pub use detail::Detail;
pub use entry::{Entry, NewEntry};
pub use former::{FormerKey, OwnKey, SignedSoFar};
pub use query::{Facts, Page};
pub use verify::Verified;

pub(crate) use append::append;
pub(crate) use former::keep as keep_former_keys;

/// Bytes in hexadecimal, as entries show their hashes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    chain::hex(bytes)
}

/// A hash.
pub type Hash = [u8; 32];

/// The trail of an open store. Cheap to copy, and holds no lock: a check of a million
/// entries keeps nobody waiting. It ends with the store.
#[derive(Debug, Clone)]
pub struct Audit {
    readers: SqlitePool,
    writer: SqlitePool,
    database: PathBuf,
    /// Held while the anchor is written.
    anchoring: Arc<Mutex<()>>,
}

impl Store {
    /// The audit trail.
    #[must_use]
    pub fn audit(&self) -> Audit {
        Audit {
            readers: self.readers.clone(),
            writer: self.writer.clone(),
            database: self.folder().database(),
            anchoring: Arc::clone(&self.anchoring),
        }
    }
}

impl Audit {
    /// What the chain begins with: the installation, and the hash its first entry follows.
    pub async fn beginning(&self) -> Result<(String, String), OpenError> {
        let id: String = sqlx::query_scalar("select id from installation")
            .fetch_one(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))?;
        let hash = chain::hex(&chain::beginning(&id));
        Ok((id, hash))
    }

    /// The number and the hash of the last entry; 0 with what the first will follow from.
    pub async fn end(&self) -> Result<(i64, Hash), OpenError> {
        let mut reader = self.readers.acquire().await.map_err(|error| self.sqlite(error))?;
        append::end(&mut reader).await.map_err(|error| self.sqlite(error))
    }

    /// Whether the entry of that number has this hash.
    pub async fn holds(&self, seq: i64, hash: &Hash) -> Result<bool, OpenError> {
        if seq == 0 {
            let (_, beginning) = self.beginning().await?;
            return Ok(beginning == chain::hex(hash));
        }
        sqlx::query_scalar("select exists (select 1 from audit_entries where seq = ? and hash = ?)")
            .bind(seq)
            .bind(hash.as_slice())
            .fetch_one(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    fn sqlite(&self, error: sqlx::Error) -> OpenError {
        OpenError::from_sqlite(&self.database, error)
    }
}
