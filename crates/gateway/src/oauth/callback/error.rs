//! Why what came back by the browser is not used.

use crate::Refusal;

/// Why what came back is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallbackError {
    /// The provider says no, or the person did.
    #[error(transparent)]
    Refused(Box<Refusal>),
    /// Nobody sends that much.
    #[error("the answer is longer than any answer is")]
    TooLong,
    /// Characters that no answer has.
    #[error("the answer has characters that no answer has")]
    Unreadable,
    /// The same parameter twice: one of them was put there by somebody.
    #[error("“{0}” stands in the answer twice")]
    Twice(String),
    /// A yes and a no at once.
    #[error("the answer is a code and an error at once")]
    CodeAndError,
    /// Neither.
    #[error("the answer has neither a code nor an error")]
    Neither,
    /// Nothing says which attempt it answers.
    #[error("the answer does not say what it answers")]
    NoState,
    /// The provider names itself in its answers, and this one is not it.
    #[error("the answer does not come from {0}")]
    OtherIssuer(String),
    /// A value that later calls need is not there.
    #[error("“{0}” is missing from the answer")]
    Missing(String),
    /// A value that cannot be what it should.
    #[error("“{0}” is not what it should be")]
    Wrong(String),
}
