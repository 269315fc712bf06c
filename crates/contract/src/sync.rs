//! What goes along between this computer and the firm's server: how far it is, and what a
//! person has to decide.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::catalogue::names;
use crate::{Problem, StatusKind};

names! {
    /// What kind of thing goes along.
    SyncedKind {
        /// A connection, without what opens it.
        Connection = "connection",
        /// A setting of the firm's.
        Setting = "setting",
    }
}

/// Which thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncedThing {
    /// Its kind.
    pub kind: SyncedKind,
    /// Its id or name.
    pub id: String,
}

/// Something that was changed both here and by somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncConflict {
    /// Which.
    pub thing: SyncedThing,
    /// What it is about, where that has a name: a connection, or a segment of clients.
    pub title: Option<String>,
    /// As it is here; nothing where it is not set. Where it says several things, each has a line:
    /// what it is, a tab, and how it is.
    pub ours: Option<String>,
    /// As the server has it.
    pub theirs: Option<String>,
    /// When it was changed there, by the server's clock.
    pub changed_at: Option<Timestamp>,
}

/// Something that the server does not take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncRefusal {
    /// Which.
    pub thing: SyncedThing,
    /// What it is about, as of a conflict.
    pub title: Option<String>,
    /// The server's own word for why.
    pub code: String,
    /// Whether it is as the firm has it again. Otherwise it counts at this computer alone.
    pub is_put_back: bool,
}

/// A connection that another computer of the firm holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElsewhereConnection {
    /// The provider's id.
    pub provider: String,
    /// What it is called.
    pub title: String,
    /// Who connected it.
    pub owner: Option<String>,
    /// How it is.
    pub status: StatusKind,
}

/// What `GetSync` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoingAlong {
    /// Whether this computer is in at the firm's server.
    pub is_in: bool,
    /// How it is with the server inside the app, where it is not; nothing where that keeps nothing.
    /// The rest says nothing of it: nobody has to know or do anything.
    pub embedded: Option<EmbeddedServer>,
    /// What the server has not heard yet.
    pub pending: Vec<SyncedThing>,
    /// When all was told and taken last.
    pub last_sync_at: Option<Timestamp>,
    /// Why it does not work now.
    pub trouble: Option<Problem>,
    /// When it is tried again by itself.
    pub next_try_at: Option<Timestamp>,
    /// What a person has to decide.
    pub conflicts: Vec<SyncConflict>,
    /// What the server does not take.
    pub refused: Vec<SyncRefusal>,
    /// What other computers of the firm hold.
    pub elsewhere: Vec<ElsewhereConnection>,
    /// What came that this version of Patchbay does not know.
    pub left_out: Vec<String>,
    /// How many provider files that the firm shares wait for a person at this computer.
    pub proposals: u32,
}

/// The server inside the app, as it keeps what is set here until the firm has one of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddedServer {
    /// Since when; nothing before there is something to keep, and a vault to keep its key in.
    pub since: Option<Timestamp>,
    /// When it had everything last.
    pub last_sync_at: Option<Timestamp>,
    /// How many connections it has, without what opens them.
    pub connections: u32,
    /// How many settings.
    pub settings: u32,
    /// How much it has not heard yet.
    pub pending: u32,
    /// How much it does not take: connections of services that the firm's catalogue has not.
    pub refused: u32,
    /// Why it does not work now.
    pub trouble: Option<Problem>,
}

/// What a person decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncChoice {
    /// About which thing.
    pub thing: SyncedThing,
    /// Whether it is to be as it is here, and not as the server has it.
    pub ours: bool,
}
