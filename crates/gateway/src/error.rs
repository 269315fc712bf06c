//! What a call can end in, other than well.

use std::time::Duration;

use patchbay_providers::Missing;

use crate::{BooksTrouble, NoAnswer, NoRandomness, Refusal, SigningTrouble};

/// A call did not bring what it was made for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// Nobody answered.
    #[error(transparent)]
    NoAnswer(#[from] NoAnswer),
    /// The provider asks to be left alone for a while, or says that it is down.
    #[error("the provider answered {status}")]
    Busy {
        /// The status.
        status: u16,
        /// How long it asks for, if it says.
        wait: Option<Duration>,
    },
    /// The provider allows so many calls in a time, and they were made.
    #[error("as many calls were made as the provider allows")]
    UsedUp {
        /// When the next one may be made.
        wait: Duration,
    },
    /// The provider says no.
    #[error(transparent)]
    Refused(#[from] Box<Refusal>),
    /// The answer sends elsewhere, which is not followed.
    #[error("the answer sends elsewhere (status {0}), which is not followed")]
    Redirected(u16),
    /// A page for people came instead of an answer: a proxy, a captive portal, or a
    /// provider's outage.
    #[error("a web page came instead of an answer (status {0})")]
    WebPage(u16),
    /// The answer is not what the provider's file says it is.
    #[error("the answer cannot be understood: {0}")]
    Nonsense(String),
    /// The report came, and is not one that can be gone by.
    #[error(transparent)]
    Books(#[from] BooksTrouble),
    /// The private key that is to sign here cannot.
    #[error(transparent)]
    Signing(#[from] SigningTrouble),
    /// A value that the call needs is not known.
    #[error(transparent)]
    Incomplete(#[from] Missing),
    /// A value that the call needs is not of the kind that can be sent. Named by its place.
    #[error("what stands for “{0}” cannot be sent")]
    Unusable(String),
    /// What was filled in leads elsewhere than to a secure address of the provider. Named
    /// by the place in the file, since an address can hold a secret.
    #[error("“{0}” does not lead to a secure address of the provider")]
    Elsewhere(String),
    /// The system has no randomness to give.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl CallError {
    /// Whether the ledger answered as it should, and only its books do not tie: they are the
    /// firm's to put right, and nothing is wrong with the connection.
    #[must_use]
    pub const fn is_about_the_books(&self) -> bool {
        matches!(self, Self::Books(BooksTrouble::DoesNotTie { .. }))
    }

    /// Whether the request may have been carried out although no usable answer came.
    #[must_use]
    pub const fn may_have_been_carried_out(&self) -> bool {
        match self {
            Self::NoAnswer(no_answer) => !no_answer.was_not_sent(),
            Self::Busy { status, .. } => *status != 429,
            Self::Redirected(_) | Self::WebPage(_) | Self::Nonsense(_) => true,
            Self::UsedUp { .. }
            | Self::Refused(_)
            | Self::Books(_)
            | Self::Signing(_)
            | Self::Incomplete(_)
            | Self::Unusable(_)
            | Self::Elsewhere(_)
            | Self::NoRandomness(_) => false,
        }
    }
}
