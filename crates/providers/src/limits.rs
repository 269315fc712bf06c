//! How often a provider may be called, and what can be synced with it.

use serde::Deserialize;

use crate::{Period, Template};

pub use patchbay_contract::{Direction, Entity};

/// One limit: so many calls in so long, or so many at once.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// What is counted together.
    pub of: LimitOf,
    /// How many calls.
    pub calls: u32,
    /// In how long. Without it, `calls` is how many at once.
    pub per: Option<Period>,
    /// What to know about it.
    pub note: Option<String>,
}

/// What a limit counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitOf {
    /// One connected company or account.
    Account,
    /// The firm's app, over all its accounts.
    App,
    /// One person at the provider.
    User,
    /// One key.
    Key,
}

/// One kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sync {
    /// What it is in our words.
    pub entity: Entity,
    /// Read, written, or both.
    #[serde(default)]
    pub direction: Direction,
    /// The call that lists it.
    pub url: Template,
    /// How the list goes on.
    pub paging: Paging,
    /// How only what changed is read.
    pub changes: Changes,
}

/// How a list goes on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// The scheme.
    pub kind: PagingKind,
    /// The most that one page may hold.
    pub size: Option<u32>,
}

/// The schemes of paging.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PagingKind {
    /// Everything in one answer.
    None,
    /// A page number.
    Page,
    /// How many to skip.
    Offset,
    /// A text from the last answer.
    Cursor,
    /// The id of the last record.
    AfterId,
    /// An address in the last answer.
    Link,
}

/// How only what changed is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Changes {
    /// It cannot: everything is read each time.
    None,
    /// A header or parameter with the last time.
    Since,
    /// A condition in the query.
    Query,
    /// A feed of changes.
    Feed,
    /// The newest id or date that was seen.
    Newest,
}
