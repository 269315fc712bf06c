//! The tests of a connection that were made so far: when, who asked, what came of them and
//! how long they took.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::ErrorCode;

/// A test that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastProbe {
    /// When it ended.
    pub at: Timestamp,
    /// Who wanted to know.
    pub asked_by: ProbeAsker,
    /// What it failed in, if it did.
    pub trouble: Option<PastTrouble>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// Its steps, in their order.
    pub steps: Vec<ProbeStep>,
}

/// Who wanted to know how a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProbeAsker {
    /// A person, by a button or the command line.
    Person,
    /// Patchbay, which tests everything now and then.
    Schedule,
    /// A person who connected it, or signed in to it again: that is proven first.
    Connecting,
}

impl ProbeAsker {
    /// Everybody.
    pub const ALL: [Self; 3] = [Self::Person, Self::Schedule, Self::Connecting];

    /// The name on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Schedule => "schedule",
            Self::Connecting => "connecting",
        }
    }

    /// Whom a name stands for.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|asker| asker.as_str() == name)
    }
}

/// What a test failed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastTrouble {
    /// Which problem it was.
    pub code: ErrorCode,
    /// What happened, in a sentence.
    pub what: String,
    /// Whether it passes by itself: then nothing was found out about the connection.
    pub passes: bool,
}

/// A step of a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeStep {
    /// What it proves.
    pub name: String,
    /// Whether it held. `None` for one that was not made.
    pub holds: Option<bool>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asks_is_called_the_same_on_the_wire_and_in_the_database() {
        for asker in ProbeAsker::ALL {
            let written = serde_json::to_value(asker).unwrap();
            assert_eq!(written, asker.as_str());
            assert_eq!(ProbeAsker::from_name(asker.as_str()), Some(asker));
        }
    }
}
