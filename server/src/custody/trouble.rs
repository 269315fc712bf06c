//! Why the server cannot open what it holds. The cause is for whoever looks after it: it stands in
//! the log and is told by `doctor`.

use patchbay_firm_store::StoreError;
use patchbay_vault::{NoRandomness, NotSealed};

use crate::problem::{Code, Problem};

/// Why not.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyTrouble {
    /// No own key is set.
    #[error("no own key is set (custody_key_file, or custody_key_keychain)")]
    None,
    /// It is set, and cannot be had.
    #[error("{0}")]
    Away(String),
    /// Nothing was sealed yet: the keys are made at the first start with an own key.
    #[error(
        "there are no data keys yet: the server makes them when it starts with its own key. Start \
         it once, by `patchbay-server serve`, then do this again."
    )]
    NotMade,
    /// Another own key wrapped them.
    #[error(
        "the own key that is set is not the one that the data keys are wrapped with. Name the right \
         one by custody_key_file or custody_key_keychain, and start the server again."
    )]
    Wrong,
    /// Something is not as it was written.
    #[error("the data keys are not as they were written: {0}. Restore a backup.")]
    Damaged(&'static str),
    /// Something could not be sealed.
    #[error(transparent)]
    NotSealed(#[from] NotSealed),
    /// The system gave no randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The database refused, or does not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<KeyTrouble> for Problem {
    fn from(trouble: KeyTrouble) -> Self {
        let trouble = match trouble {
            KeyTrouble::Store(error) => return error.into(),
            KeyTrouble::None => {
                let detail = "It has no key of its own. Whoever looks after it sets \
                              custody_key_file.";
                return Self::new(Code::CustodyNoKey, detail);
            }
            KeyTrouble::Away(_) => {
                let detail = "What it holds stays as it is, and nothing more is taken until the key \
                              is back. Whoever looks after it asks `patchbay-server doctor` for the \
                              cause.";
                return Self::new(Code::CustodyKeyAway, detail);
            }
            other => other,
        };
        match trouble {
            KeyTrouble::Wrong | KeyTrouble::Damaged(_) => {
                let detail = "What it holds stays as it is. Whoever looks after it asks \
                              `patchbay-server doctor` for the cause.";
                Self::new(Code::CustodyWrongKey, detail)
            }
            other => {
                tracing::error!(error = %other, "nothing can be sealed");
                Self::new(Code::Internal, "The server\u{2019}s log says more.")
            }
        }
    }
}
