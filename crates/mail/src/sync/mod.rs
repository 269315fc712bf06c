//! What is new in a folder since the last time.
//!
//! A [`Round`] takes what is known from the last one and asks for no more than changed:
//! when nothing did, one command; when a message came, one search and its header. It is
//! made to be done every minute, cut off at any point, and begun again from what was
//! known then.
//!
//! What is asked next is decided in `machine.rs`, without any I/O. What happened to
//! messages older than the window is not noticed here.

mod machine;
mod round;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::{Flags, Header};

pub use round::Round;

/// How far a round goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// So many of the newest messages are brought the first time.
    pub reach_back: u32,
    /// So many headers are asked for at once.
    pub page: usize,
    /// For so many of the newest messages it is noticed that they were marked or went.
    pub window: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self { reach_back: 2000, page: 100, window: 500 }
    }
}

/// What is known of a folder. Whoever asks keeps it until the next round, together with
/// the news that came with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The folder's UIDVALIDITY: with another, no number means anything any more.
    pub validity: u32,
    /// The highest number that was asked for.
    pub highest: u32,
    /// How many messages there were at the end of the last whole round.
    pub exists: Option<u32>,
    /// The folder's HIGHESTMODSEQ at the end of the last whole round, where it has one.
    pub change: Option<u64>,
    /// The newest messages that are known, and how they are marked.
    pub window: BTreeMap<u32, Flags>,
}

/// One piece of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// What was known means nothing any more: the folder is read anew.
    Anew(Why),
    /// Messages came, oldest first.
    Came(Vec<Header>),
    /// Messages are marked otherwise than before.
    Marked(Vec<(u32, Flags)>),
    /// Messages are not there any more.
    Went(Vec<u32>),
}

/// Why a folder is read anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The server numbers its messages anew, as when the folder was made anew.
    OtherNumbers,
    /// The next number is one that there was already, as after an old copy was put back.
    NumbersWentBack,
}
