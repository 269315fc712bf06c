//! What a question can end in, other than an answer.

use crate::CallError;

/// There is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// The call did not bring one.
    #[error(transparent)]
    Call(#[from] CallError),
    /// The vendor's rules forbid one.
    #[error("the provider declines to answer ({why})")]
    Declined {
        /// In the vendor's word.
        why: String,
    },
    /// The answer has no words in it.
    #[error("the answer is empty ({why})")]
    Empty {
        /// Why it ended, in the vendor's word.
        why: String,
        /// All that the answer was allowed was used up before its first word.
        cut: bool,
    },
}
