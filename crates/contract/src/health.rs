//! How a connection is, in five parts: each with what it is and what proved it last. Trouble
//! that passes by itself is never called for a person.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::PastTrouble;
use crate::catalogue::names;

names! {
    /// One of the five.
    HealthPart {
        /// The provider takes what opens the connection.
        Credential = "credential",
        /// It allows what the connection needs.
        Permission = "permission",
        /// What is read of it is new.
        Data = "data",
        /// The provider tells by itself when something happens.
        Events = "events",
        /// What is written there arrives.
        Writes = "writes",
    }
}

names! {
    /// How a part is.
    HealthState {
        /// It was proven, and nothing was found against it since.
        Well = "well",
        /// A person has to do something.
        Trouble = "trouble",
        /// It could not be looked at; that passes.
        Waiting = "waiting",
        /// It was proven, and that is too long ago to go by.
        Old = "old",
        /// Somebody paused it.
        Paused = "paused",
        /// Nothing has proven it yet, or what stands before it is in trouble.
        Unproven = "unproven",
        /// A connection of this kind has none.
        NotNeeded = "not_needed",
    }
}

/// A part, and how it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartHealth {
    /// Which.
    pub part: HealthPart,
    /// How it is.
    pub state: HealthState,
    /// When it was last proven, however it is now.
    pub proven_at: Option<Timestamp>,
    /// What is wrong, or in the way.
    pub trouble: Option<PastTrouble>,
}

/// The five parts of a connection, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionHealth {
    /// The connection's id.
    pub connection: String,
    /// All five.
    pub parts: Vec<PartHealth>,
}
