//! Asking AI providers: who is asked first, which model each is asked with, and what came of
//! a question.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Problem;

/// Everything the page of the firm's AI shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ai {
    /// Those that can be asked, in the order in which they are: the primary one first.
    pub providers: Vec<AiProvider>,
    /// Those that could be connected.
    pub others: Vec<AiOther>,
    /// Whether the firm chose the order.
    pub order_is_chosen: bool,
    /// The month whose use is shown, as `2026-11`.
    pub month: String,
}

/// A provider that can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiProvider {
    /// Its id.
    pub provider: String,
    /// Its name.
    pub name: String,
    /// The letters of its tile.
    pub letters: String,
    /// The hue of its tile.
    pub hue: u16,
    /// Whose credential it is asked with.
    pub by: AiCredential,
    /// The model that is asked.
    pub model: String,
    /// Whether the firm chose that.
    pub model_is_chosen: bool,
    /// The models that the account may ask, as they were last listed.
    pub models: Option<AiModels>,
    /// What was used this month.
    pub used: AiUse,
}

/// Whose credential a provider is asked with. The firm's own stands before the one that this
/// computer's environment has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AiCredential {
    /// One that the firm connected.
    Firm {
        /// The connection's id.
        connection: String,
        /// What the firm calls it.
        title: String,
    },
    /// One of this computer's environment.
    Environment {
        /// The variables it is taken from.
        variables: Vec<String>,
    },
}

/// The models of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiModels {
    /// In the vendor's order.
    pub models: Vec<AiModel>,
    /// When they were listed.
    pub listed_at: Timestamp,
}

/// A model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiModel {
    /// The name that a question needs.
    pub id: String,
    /// The name for people, where the vendor has one.
    pub name: Option<String>,
}

/// A provider that could be connected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiOther {
    /// Its id.
    pub provider: String,
    /// Its name.
    pub name: String,
}

/// What was used of a provider in a month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiUse {
    /// How many questions were answered.
    pub answered: u64,
    /// How many were not.
    pub failed: u64,
    /// The tokens of the questions, as the vendor counted them.
    pub input_tokens: u64,
    /// The tokens of the answers.
    pub output_tokens: u64,
    /// How many answers the vendor counted no tokens for.
    pub uncounted: u64,
}

/// A model that is asked from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenModel {
    /// Of which provider.
    pub provider: String,
    /// Its name; none for the one that the provider's file begins with.
    #[serde(default)]
    pub model: Option<String>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiQuestion {
    /// Made up by whoever asks, to tell its progress from others' and to cancel it.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// Who is asked.
    pub whom: AiWhom,
}

/// Who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AiWhom {
    /// The primary one; where that does not answer, the next in the order.
    First,
    /// All at the same time.
    All,
    /// This provider alone.
    Provider(String),
}

/// How far a question is: an answer each, in the order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiAsked {
    /// The question's id.
    pub id: String,
    /// Everybody who is or may be asked.
    pub answers: Vec<AiAnswer>,
}

/// One provider's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiAnswer {
    /// The provider's id.
    pub provider: String,
    /// Its name.
    pub name: String,
    /// The model that is asked.
    pub model: String,
    /// How far it is.
    pub state: AiAnswerState,
}

/// How far one provider is with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AiAnswerState {
    /// It is asked when those before it do not answer.
    Waiting,
    /// It is being asked.
    Asking,
    /// It answered.
    Answered(AiText),
    /// It did not.
    Failed {
        /// Why.
        problem: Problem,
        /// How long that took, in milliseconds.
        millis: u64,
    },
    /// Another one answered before it was asked.
    NotNeeded,
    /// Somebody stopped waiting for it.
    Cancelled,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AiText {
    /// Its words.
    pub text: String,
    /// It was longer than was allowed, and ends in the middle.
    pub cut: bool,
    /// The tokens of the question, where the vendor counted them.
    pub input_tokens: Option<u64>,
    /// The tokens of the answer.
    pub output_tokens: Option<u64>,
    /// How long it took, in milliseconds.
    pub millis: u64,
}

impl AiAsked {
    /// The first answer there is.
    #[must_use]
    pub fn answer(&self) -> Option<&AiText> {
        self.answers.iter().find_map(|answer| match &answer.state {
            AiAnswerState::Answered(text) => Some(text),
            _ => None,
        })
    }
}
