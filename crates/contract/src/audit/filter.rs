//! What is looked for in the trail, and a page of what was found.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AuditAction, AuditActor, AuditArea, AuditEntry, AuditOutcome};

/// What an entry has to be to be shown. Nothing set shows every entry.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AuditFilter {
    /// Words that stand in it, or that its words begin with.
    pub words: String,
    /// What it is about.
    pub area: Option<AuditArea>,
    /// What was done.
    pub action: Option<AuditAction>,
    /// How it ended.
    pub outcome: Option<AuditOutcome>,
    /// Which provider.
    pub provider: Option<String>,
    /// Which connection.
    pub connection: Option<String>,
    /// Who.
    pub actor: Option<AuditActor>,
    /// Not before.
    pub since: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

/// Where a page ended, to be handed back for the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuditCursor(pub i64);

/// What `GetAudit` asks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AuditQuestion {
    /// What is looked for.
    pub filter: AuditFilter,
    /// Only what is older than the page that ended here.
    pub older_than: Option<AuditCursor>,
}

/// What `GetAudit` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditPage {
    /// The entries, newest first.
    pub entries: Vec<AuditEntry>,
    /// Where to go on, when there are older ones.
    pub older: Option<AuditCursor>,
    /// How many entries the whole trail has.
    pub total: u64,
    /// Everybody who is in the trail, by name.
    pub people: Vec<String>,
    /// Every provider that is.
    pub providers: Vec<String>,
    /// How far it is signed.
    pub seal: AuditSeal,
}

/// How far the trail is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditSeal {
    /// Whether the key that signs is at hand now.
    pub key_at_hand: bool,
    /// The last entry that a signature covers.
    pub signed_until: Option<u64>,
}
