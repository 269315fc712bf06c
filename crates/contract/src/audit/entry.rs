//! One entry: who did what to which connection, from where, and how it ended.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AuditAction, AuditOutcome};

/// An entry as it is shown. There is no secret in it, by the way it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its number: the first is 1, and none is left out.
    pub seq: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: AuditActor,
    /// From where: which program on which computer.
    pub origin: String,
    /// What. Nothing when the name that stands there is none of ours, which a check of
    /// the trail then tells.
    pub action: Option<AuditAction>,
    /// How it ended.
    pub outcome: AuditOutcome,
    /// The provider it was about.
    pub provider: Option<String>,
    /// The connection it was about, by its id.
    pub connection: Option<String>,
    /// What else is to be known, each under its name.
    pub detail: BTreeMap<String, String>,
    /// The hash of the entry before it, in hexadecimal.
    pub previous: String,
    /// Its own.
    pub hash: String,
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditActor {
    /// Patchbay by itself, with nobody asking.
    Patchbay,
    /// A person, by the name of their account on the computer.
    Person(String),
}

impl AuditActor {
    /// The person's name, if it was one.
    #[must_use]
    pub fn person(&self) -> Option<&str> {
        match self {
            Self::Patchbay => None,
            Self::Person(name) => Some(name),
        }
    }
}
