//! Provider files of the firm's own that go along with the firm's server.
//!
//! Whoever writes a provider file says where keys are sent. So what somebody offers comes as a
//! proposal, and a person takes it at each computer. The files themselves lie in the data
//! folder; nothing is read or written here.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Category;
use crate::catalogue::names;

names! {
    /// How this computer stands to a provider file that the firm shares.
    SharedFileState {
        /// It is not at this computer, and nobody here has said anything to it.
        Proposed = "proposed",
        /// It is here, as it is shared.
        InUse = "in_use",
        /// It was taken here, and somebody has offered another one since; or another one of this
        /// id is here that never came from the firm.
        Other = "other",
        /// It was changed at this computer since, and that was not offered.
        ChangedHere = "changed_here",
        /// Somebody here did not want it as it is now, or has removed it.
        Declined = "declined",
        /// This version of Patchbay cannot use it.
        Unusable = "unusable",
    }
}

/// A provider file that the firm shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedFile {
    /// The provider's id.
    pub provider: String,
    /// What it is called; nothing where it cannot be read.
    pub name: Option<String>,
    /// Its category.
    pub category: Option<Category>,
    /// How this computer stands to it.
    pub state: SharedFileState,
    /// Why it cannot be used.
    pub mistakes: Vec<String>,
    /// Every host that a person signs in at, or that keys, tokens and questions are sent to.
    pub hosts: Vec<String>,
    /// Those of them that the file of this id at this computer does not name.
    pub new_hosts: Vec<String>,
    /// How many connections of this computer would use it.
    pub connections: u32,
    /// Who offered it, by the name that the firm gave them, as far as it is known here; nothing
    /// where it was at this computer.
    pub offered_by: Option<String>,
    /// When, by the server's clock; nothing where the server has not heard of it yet.
    pub offered_at: Option<Timestamp>,
    /// The SHA-256 of its text: a person takes what they looked at.
    pub digest: String,
}

/// A provider file of this computer that the firm does not share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsharedFile {
    /// The provider's id.
    pub provider: String,
    /// What it is called.
    pub name: String,
}

/// What `GetSharedFiles` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedFiles {
    /// Whether this computer is in at a server at all.
    pub is_in: bool,
    /// Whether this person's role lets them offer and withdraw.
    pub may_offer: bool,
    /// What the firm shares, those that wait for a person first.
    pub shared: Vec<SharedFile>,
    /// What could be offered.
    pub unshared: Vec<UnsharedFile>,
}

/// A shared file in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedFileText {
    /// The provider's id.
    pub provider: String,
    /// As it is shared.
    pub text: String,
    /// The one of this id at this computer, where there is one.
    pub here: Option<String>,
}

/// What a person decides about a shared file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedFileChoice {
    /// The provider's id.
    pub provider: String,
    /// The digest of what they looked at.
    pub digest: String,
}

impl SharedFileState {
    /// Whether it waits for a person here.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(self, Self::Proposed | Self::Other)
    }
}
