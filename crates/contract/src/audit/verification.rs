//! What a check of the trail found, and what an export is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::AuditFilter;

/// What `VerifyAudit` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditVerification {
    /// How many entries were checked.
    pub checked: u64,
    /// When.
    pub at: Timestamp,
    /// The first entry that is not as it was written, if any is.
    pub broken: Option<AuditBreak>,
    /// The last entry that a good signature covers.
    pub signed_until: Option<u64>,
    /// Whether the signatures were held against this installation's own key. Without it
    /// they are only known to fit the entries.
    pub key_known: bool,
    /// What the firm's server knows of this trail, where it was told.
    pub at_server: Option<TrailAtServer>,
}

/// What the firm's server and this computer were told of each other's trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailAtServer {
    /// Its address.
    pub server: String,
    /// When they were last told.
    pub at: Timestamp,
    /// Up to which entry of this trail it knows it.
    pub until: u64,
    /// Whether what it was told of this trail still stands here.
    pub ours_stands: bool,
    /// Whether what was told here of the server's trail still stood there.
    pub theirs_stands: bool,
}

/// The first entry that is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditBreak {
    /// Its number.
    pub seq: u64,
    /// What is wrong with it.
    pub kind: AuditBreakKind,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditBreakKind {
    /// It says something else than when it was written.
    Changed,
    /// It is gone, and later ones are there.
    Missing,
    /// It does not follow from the one before it: entries were put in another order.
    OutOfOrder,
    /// It and all after it are gone.
    TailCut,
    /// The entries up to it fit each other and not what was signed: they were written
    /// anew.
    Rewritten,
    /// A signature over it is missing.
    Unsigned,
    /// The file beside the database that knows where the trail ended is gone or cannot be
    /// read, so entries after this one could be gone too.
    AnchorGone,
    /// The signature over it is not one of this installation's key.
    Forged,
}

/// What `ExportAudit` asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditExportOrder {
    /// Which entries.
    pub filter: AuditFilter,
    /// As what.
    pub format: AuditExportFormat,
}

/// What an export is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditExportFormat {
    /// For a spreadsheet.
    Csv,
    /// For a program, with what it needs to check every hash.
    Json,
}

impl AuditExportFormat {
    /// The ending of the file.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// What `ExportAudit` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditExport {
    /// The file.
    pub path: String,
    /// How many entries are in it.
    pub entries: u64,
}
