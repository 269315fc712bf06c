//! When credentials die, who keeps them alive until then, and how near that is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{ClockKind, Connection};

/// The clocks of everything that this firm connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocks {
    /// Each connection with its clocks, in the order of the hub.
    pub connections: Vec<ConnectionClocks>,
    /// When that was so.
    pub at: Timestamp,
}

/// One connection with its clocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionClocks {
    /// The connection.
    pub connection: Connection,
    /// What its provider is called.
    pub provider_name: String,
    /// Its clocks, the one that ends first before the others. None where it lives until
    /// somebody ends it.
    pub clocks: Vec<RunningClock>,
}

/// A clock that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunningClock {
    /// Which clock.
    pub kind: ClockKind,
    /// When it ends.
    pub at: Timestamp,
    /// Who winds it.
    pub kept_by: KeptBy,
    /// How near its end is.
    pub stage: ClockStage,
}

/// Who keeps a credential alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptBy {
    /// Patchbay does so each time, and nobody is told.
    Patchbay,
    /// Patchbay does so as long as somebody runs it.
    Use,
    /// A person has to sign in again.
    Person,
    /// A person has to put another key in its place.
    NewKey,
}

/// How near the end of a clock is, as a person is warned of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockStage {
    /// Far away, for what it is.
    Calm,
    /// Within 90 days, for a clock of half a year and more.
    Early,
    /// Within 30 days, for a clock of some weeks and more.
    Soon,
    /// Within 7 days, or in the last third of a life shorter than two weeks.
    Urgent,
    /// It is over.
    Ended,
}

/// Dates that were written to a file for another calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarFile {
    /// The file.
    pub path: String,
    /// How many dates are in it.
    pub dates: u64,
}

impl RunningClock {
    /// Whether a person may have to do something before it ends.
    #[must_use]
    pub fn concerns_a_person(&self) -> bool {
        self.kept_by != KeptBy::Patchbay
    }

    /// Whether nobody but a person keeps it from ending.
    #[must_use]
    pub fn needs_a_person(&self) -> bool {
        matches!(self.kept_by, KeptBy::Person | KeptBy::NewKey)
    }
}
