//! What a person has to do for connections: why, since when, what it stops, and the way
//! to do it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{ClockKind, EnvironmentId, SignInAt};

/// What is to be done, and what was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repairs {
    /// What is to be done, the most severe first.
    pub open: Vec<Repair>,
    /// What was done or is not needed any more, in the last 30 days, the newest first.
    pub closed: Vec<Repair>,
    /// When that was so.
    pub at: Timestamp,
}

/// One thing to be done for one connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// Its id.
    pub id: String,
    /// The connection's id.
    pub connection: String,
    /// What the connection is called.
    pub title: String,
    /// Live or sandbox.
    pub environment: EnvironmentId,
    /// The provider's id.
    pub provider: String,
    /// What the provider is called.
    pub provider_name: String,
    /// Why.
    pub cause: RepairCause,
    /// How much it matters.
    pub severity: Severity,
    /// Since when.
    pub since: Timestamp,
    /// What Patchbay reads and writes by this connection: what stops, or will.
    pub stops: Vec<String>,
    /// The way to do it.
    pub fix: RepairFix,
    /// When and by what it was closed, if it was.
    pub closed: Option<RepairClosed>,
}

/// How much a repair matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something stands still, or will within days.
    Critical,
    /// There is time.
    Warning,
}

/// Why a repair is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum RepairCause {
    /// The permission is over.
    Reconnect {
        /// Why, in a sentence, where that is known.
        why: Option<String>,
    },
    /// The permission will be over.
    ExpiresSoon {
        /// By which clock, and when; not known any more of some that were closed.
        clock: Option<(ClockKind, Timestamp)>,
    },
    /// The permission does not allow something.
    Permission {
        /// What.
        feature: String,
    },
    /// Something that was typed in does not fit.
    Settings {
        /// What.
        field: String,
    },
    /// It works, and the books behind it do not tie.
    Books {
        /// By how much, in a sentence.
        about: String,
    },
    /// Something else.
    Other {
        /// What, where that is known.
        about: String,
    },
}

/// The way to do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairFix {
    /// Signing in again.
    SignIn(SignInAt),
    /// Signing in again, with more allowed at the provider.
    AllowMore(SignInAt),
    /// The firm's app at the provider is corrected, on the provider's Settings tab.
    FirmApp,
    /// The provider's page has the way, at the account.
    ProviderPage,
}

/// How a repair was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepairClosed {
    /// When.
    pub at: Timestamp,
    /// By whom or what.
    pub by: ClosedBy,
}

/// By whom or what a repair was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedBy {
    /// A person did it.
    Person(String),
    /// The permission was renewed.
    Renewal,
    /// The connection works again.
    Recovery,
    /// The time was over: another repair took its place.
    Expiry,
}
