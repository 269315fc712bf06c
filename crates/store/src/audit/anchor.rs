//! The anchor: a small file beside the database that says where the chain ended and what
//! was last signed. Entries that are cut off the end of the database, with their
//! checkpoints, leave a chain that is whole in itself; only the anchor knows that there
//! was more.
//!
//! It is only ever moved forward along the same chain. One that does not fit the
//! database is left as it is: it is the evidence.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use serde::{Deserialize, Serialize};

use super::append::end;
use super::chain::{from_hex, hex};
use super::{Audit, Checkpoint, Hash};
use crate::OpenError;

/// The anchor's name inside the data folder.
pub const ANCHOR_FILE: &str = "audit.anchor";

/// What the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    pub(super) seq: i64,
    pub(super) hash: Hash,
    pub(super) checkpoint: Option<Checkpoint>,
}

/// What there is of an anchor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// None was ever written, or it was taken away.
    Nothing,
    /// A file that is no anchor.
    Unreadable,
    /// An anchor.
    Anchor(Anchor),
}

#[derive(Serialize, Deserialize)]
struct Written {
    seq: i64,
    hash: String,
    signed: Option<WrittenCheckpoint>,
}

#[derive(Serialize, Deserialize)]
struct WrittenCheckpoint {
    seq: i64,
    hash: String,
    at: String,
    public_key: String,
    signature: String,
}

impl Audit {
    /// Notes outside the database where the chain ends now.
    pub async fn note_end(&self) -> Result<(), OpenError> {
        if !self.follows_from_what_was_noted().await? {
            return Ok(());
        }
        let sqlite = |error| self.sqlite(error);
        let mut reader = self.readers.acquire().await.map_err(sqlite)?;
        let (seq, hash) = end(&mut reader).await.map_err(sqlite)?;
        drop(reader);
        if seq == 0 {
            return Ok(());
        }
        let anchor = Anchor { seq, hash, checkpoint: self.last_checkpoint().await? };
        let path = self.anchor_path();
        let _alone = self.anchoring.lock().unwrap_or_else(PoisonError::into_inner);
        // Somebody who came later may have been quicker.
        match read(&path) {
            Ok(Found::Anchor(there)) if there.is_as_far_as(&anchor) => Ok(()),
            Ok(_) => write(&path, &anchor).map_err(|error| OpenError::from_io(&path, error)),
            Err(error) => Err(OpenError::from_io(&path, error)),
        }
    }

    /// Whether the database has what the anchor says it had. No anchor says nothing.
    pub(super) async fn follows_from_what_was_noted(&self) -> Result<bool, OpenError> {
        let anchor = match self.anchor()? {
            Found::Nothing => return Ok(true),
            Found::Unreadable => return Ok(false),
            Found::Anchor(anchor) => anchor,
        };
        let hash: Option<Vec<u8>> =
            sqlx::query_scalar("select hash from audit_entries where seq = ?")
                .bind(anchor.seq)
                .fetch_optional(&self.readers)
                .await
                .map_err(|error| self.sqlite(error))?;
        Ok(hash.is_some_and(|hash| hash == anchor.hash))
    }

    pub(super) fn anchor(&self) -> Result<Found, OpenError> {
        let path = self.anchor_path();
        read(&path).map_err(|error| OpenError::from_io(&path, error))
    }

    fn anchor_path(&self) -> PathBuf {
        self.database.with_file_name(ANCHOR_FILE)
    }
}

impl Anchor {
    fn is_as_far_as(&self, other: &Self) -> bool {
        let signed = |anchor: &Self| anchor.checkpoint.as_ref().map_or(0, |signed| signed.seq);
        self.seq >= other.seq && signed(self) >= signed(other)
    }
}

fn read(path: &Path) -> io::Result<Found> {
    let text = match std::fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(error),
    };
    let anchor = serde_json::from_slice(&text).ok().and_then(understand);
    Ok(anchor.map_or(Found::Unreadable, Found::Anchor))
}

fn understand(written: Written) -> Option<Anchor> {
    let checkpoint = match written.signed {
        None => None,
        Some(signed) => Some(Checkpoint {
            seq: signed.seq,
            hash: from_hex(&signed.hash)?,
            at: signed.at,
            public_key: from_hex(&signed.public_key)?,
            signature: from_hex(&signed.signature)?,
        }),
    };
    Some(Anchor { seq: written.seq, hash: from_hex(&written.hash)?, checkpoint })
}

/// Writes it whole or not at all.
fn write(path: &Path, anchor: &Anchor) -> io::Result<()> {
    let written = Written {
        seq: anchor.seq,
        hash: hex(&anchor.hash),
        signed: anchor.checkpoint.as_ref().map(|signed| WrittenCheckpoint {
            seq: signed.seq,
            hash: hex(&signed.hash),
            at: signed.at.clone(),
            public_key: hex(&signed.public_key),
            signature: hex(&signed.signature),
        }),
    };
    let part = path.with_extension("anchor.part");
    let mut options = File::options();
    options.create(true).write(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    file.write_all(&serde_json::to_vec_pretty(&written)?)?;
    file.sync_all()?;
    drop(file);
    std::fs::rename(&part, path)
}
