//! Why something with the vault did not happen: one case for each different remedy.

use patchbay_custody::Damaged;
use patchbay_store::OpenError;
use patchbay_store::vault::Owned;
use patchbay_vault::{
    KeychainTrouble, NoRandomness, NotAnIdentity, NotSealed, NotStretched, NotThisKit, Unsealable,
};

/// What stood in the way.
#[derive(Debug, thiserror::Error)]
pub enum VaultTrouble {
    /// The database cannot be read or written.
    #[error("the database cannot be used")]
    Store(#[from] OpenError),
    /// The keychain cannot be used.
    #[error(transparent)]
    Keychain(#[from] KeychainTrouble),
    /// The keychain holds a key under our name that is not the vault's.
    #[error("the key in the keychain is not the key of this vault")]
    WrongKey,
    /// The keychain is open and has no key of ours, though there is a vault.
    #[error("the keychain holds no key for this vault")]
    Empty,
    /// There is no vault yet.
    #[error("there is no vault yet")]
    NotMade,
    /// There is a vault already.
    #[error("there is a vault already")]
    MadeAlready,
    /// It opens with a passphrase.
    #[error("the vault opens with a passphrase")]
    PassphraseNeeded,
    /// That is not the passphrase.
    #[error("this passphrase does not open the vault")]
    PassphraseWrong,
    /// The key was only in the memory of a program that has ended.
    #[error("the vault's key went with the program that kept it in memory")]
    Forgotten,
    /// Somebody locked it.
    #[error("the vault is locked")]
    Locked,
    /// Its key is in memory and nowhere else.
    #[error("the vault's key is in memory only")]
    OnlyInMemory,
    /// Another change is under way.
    #[error("another change of the vault is under way")]
    Busy,
    /// The passphrase could not be made into a key.
    #[error(transparent)]
    Stretch(#[from] NotStretched),
    /// There was no randomness.
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    /// A value could not be sealed.
    #[error(transparent)]
    Seal(#[from] NotSealed),
    /// A value does not open.
    #[error("{what} does not open: {why}")]
    Broken {
        /// Which value.
        what: String,
        /// Why.
        why: Unsealable,
    },
    /// These values do not open, and keys are not changed over them.
    #[error("{} stored values do not open", .0.len())]
    DoNotOpen(Vec<Owned>),
    /// The key was changed, and what the old one sealed still lies in the files.
    #[error("what the old key sealed could not be wiped from the files")]
    NotWiped(#[source] OpenError),
    /// The tables say something that cannot be.
    #[error("the tables of the vault are not as they were written: {0}")]
    Damaged(String),
    /// What was typed is not a code of this firm.
    #[error(transparent)]
    KitCode(#[from] NotThisKit),
    /// What was typed is not an administrator's code.
    #[error(transparent)]
    AdministratorCode(#[from] NotAnIdentity),
    /// That administrator is not known here, or no more.
    #[error("administrator {0} is not known here")]
    AdministratorUnknown(u16),
    /// What was pasted is no request for help, or no answer to one.
    #[error("this is not {expected}: {why}")]
    NotHelp {
        /// What was expected.
        expected: &'static str,
        /// Why it is not.
        why: String,
    },
    /// The request is meant for another administrator.
    #[error("this request is meant for another administrator")]
    HelpNotForUs,
    /// The answer belongs to a request that is not the one that waits.
    #[error("this answer belongs to another request")]
    HelpNotAwaited,
    /// The kit was retired.
    #[error("recovery kit {number} was retired on {at}")]
    KitRetired {
        /// Its number.
        number: u16,
        /// When.
        at: String,
    },
    /// The code is whole and opens nothing here.
    #[error("recovery kit {0} is not known here")]
    KitUnknown(u16),
    /// The groups typed as proof are not the kit's.
    #[error("what was typed is not what stands in the recovery kit")]
    KitProofWrong,
}

impl From<Damaged> for VaultTrouble {
    fn from(damaged: Damaged) -> Self {
        Self::Damaged(damaged.to_string())
    }
}

impl VaultTrouble {
    /// Whether the change itself was made, and only what follows it was not.
    #[must_use]
    pub const fn came_after_the_change(&self) -> bool {
        matches!(self, Self::NotWiped(_))
    }

    /// Whether what was shown at the door was not right, rather than something broken.
    #[must_use]
    pub const fn was_refused(&self) -> bool {
        matches!(
            self,
            Self::PassphraseWrong
                | Self::Stretch(NotStretched::TooShort)
                | Self::KitCode(_)
                | Self::KitRetired { .. }
                | Self::KitUnknown(_)
                | Self::KitProofWrong
                | Self::AdministratorCode(_)
                | Self::HelpNotForUs
                | Self::HelpNotAwaited
                | Self::NotHelp { .. }
        )
    }
}
