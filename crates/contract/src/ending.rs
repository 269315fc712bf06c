//! Ending a connection: what would stop, the wish itself, and the receipt that stays.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::catalogue::names;
use crate::{DefaultKind, EnvironmentId, Mandatory};

names! {
    /// How the provider took it that its permission was to end.
    TakenBack {
        /// It says that it is over.
        Confirmed = "confirmed",
        /// It was over before.
        WasOver = "was_over",
        /// It has no call for it: a person does it there.
        ByHand = "by_hand",
        /// It could not be asked, and the connection was removed here all the same.
        NotAsked = "not_asked",
        /// It said no, and the connection was removed here all the same.
        Refused = "refused",
    }
}

names! {
    /// How it was proven that nothing works any more.
    EndProof {
        /// What worked before was tried, and refused.
        RefusedAfterwards = "refused_afterwards",
        /// The provider was asked, and says that it is over.
        Introspected = "introspected",
        /// There was no way to prove it.
        NotProvable = "not_provable",
        /// What worked before still does.
        StillWorks = "still_works",
    }
}

/// Where a person takes a permission or a key back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHand {
    /// How, in plain words, where the provider's file says it.
    pub how: Option<String>,
    /// The vendor's page to begin at, where it is known.
    pub page: Option<String>,
}

/// Who ends the permission at the provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhoTellsIt {
    /// Patchbay tells it, and checks that it took.
    Patchbay {
        /// What else ends with it there, in plain words.
        also_ends: Option<String>,
    },
    /// A person does.
    Person,
    /// Nobody has to: nothing was given there, as by a folder of the firm’s own.
    Nobody,
}

/// What ending a connection would mean, worked out from what is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisconnectPreview {
    /// The connection.
    pub connection: String,
    /// What it is called.
    pub title: String,
    /// The provider's name.
    pub provider: String,
    /// What is read by it and would not be any more.
    pub reads: Vec<String>,
    /// What is written by it and would not be any more.
    pub writes: Vec<String>,
    /// Which of the mandatory set nothing else fills.
    pub last_of: Option<Mandatory>,
    /// What the firm does with it by default, and would have to do with another.
    pub default_for: Vec<DefaultKind>,
    /// How many segments of clients pay into it by default.
    pub segments: u32,
    /// How many other accounts of the provider stay connected.
    pub others: u32,
    /// Whether a sign-in to it is under way, which ends with it.
    pub sign_in_under_way: bool,
    /// How many things that somebody was asked to do for it go with it.
    pub to_do: u32,
    /// Who ends the permission at the provider.
    pub told_by: WhoTellsIt,
    /// Where a person does it.
    pub by_hand: ByHand,
}

/// The wish to end a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disconnection {
    /// Which.
    pub connection: String,
    /// It is removed here also when the provider cannot be told.
    #[serde(default)]
    pub despite: bool,
}

/// What is kept of a connection that was ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Random and unchanging.
    pub id: String,
    /// The connection's id, while there was one.
    pub connection: String,
    /// Its provider.
    pub provider: String,
    /// Live or sandbox.
    pub environment: EnvironmentId,
    /// What it was called.
    pub title: String,
    /// The account as the provider calls it.
    pub account: Option<String>,
    /// When it was connected.
    pub connected_at: Timestamp,
    /// When it was ended.
    pub ended_at: Timestamp,
    /// By whom.
    pub ended_by: Option<String>,
    /// How the provider took it.
    pub taken: TakenBack,
    /// How that was proven.
    pub proof: EndProof,
    /// Until when what still worked goes on to, where that is known.
    pub works_until: Option<Timestamp>,
    /// Why it was not taken back, in words.
    pub said: Option<String>,
    /// Where a person takes it back, if that is left to do.
    pub by_hand: Option<ByHand>,
}

impl Receipt {
    /// Whether somebody still has to end it at the provider.
    #[must_use]
    pub const fn is_left_to_do(&self) -> bool {
        matches!(self.taken, TakenBack::ByHand | TakenBack::NotAsked | TakenBack::Refused)
    }
}
