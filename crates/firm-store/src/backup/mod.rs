//! A backup: one file that either kind of database is filled from, so that it is also the way
//! from the one to the other.
//!
//! Lines of JSON: whose it is, then every row, then how many and the SHA-256 of all before.
//! There is no secret in it, as there is none in the database: hashes, and what is sealed by a key
//! that is elsewhere. It says who is in the firm, and is for its administrators alone. A file is read whole and checked before anything is filled.

mod read;
mod write;

use serde::{Deserialize, Serialize};

pub use read::{Backup, BackupError};

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    /// Another way of writing gets another number.
    patchbay_backup: u32,
    /// The newest migration of the database that it is of.
    schema: i64,
    server: String,
    epoch: String,
    server_made_at: String,
    made_at: String,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foot {
    rows: u64,
    sha256: String,
}

/// How it is written.
const FORMAT: u32 = 1;
