//! Why the server's own key cannot be had, each with what to do about it.

use std::io;

use patchbay_vault::{KeychainTrouble, NoRandomness};

/// Why it cannot be had, with what to do. None of these repeats anything of a key.
#[derive(Debug, thiserror::Error)]
pub enum OwnKeyTrouble {
    /// There is no such file.
    #[error(
        "{0} is not there. Put the copy of the server’s own key back there, or name the file that has \
         it. Only for a server that never had one: `patchbay-server new-key FILE` makes one."
    )]
    FileMissing(String),
    /// It cannot be read.
    #[error(
        "{0} cannot be read: {1}. Let the account that the server runs as read it, as root by: \
         chown root:patchbay, chmod 640."
    )]
    FileNotReadable(String, io::Error),
    /// It holds something else.
    #[error(
        "{place} holds no key, but {found}. Put the copy of the server’s own key back there. Only \
         for a server that never had one: `patchbay-server new-key` makes one."
    )]
    NoKeyIn {
        /// The file, or the entry of the keychain.
        place: String,
        /// What it looks like, by its length alone.
        found: String,
    },
    /// The keychain works, and has none of that name.
    #[error(
        "the keychain has no key named {0}. Look whether the name is right, and whether the server \
         runs as the account whose keychain has it. Only for a server that never had one: \
         `patchbay-server new-key --to-keychain {0}` makes one."
    )]
    NotInKeychain(String),
    /// The file of one that is to take over is not there.
    #[error(
        "the file of the new key, {0}, is not there yet. Make it first, by `patchbay-server new-key \
         {0}`, then do this again."
    )]
    NewFileMissing(String),
    /// It holds something else.
    #[error(
        "{place} holds no key, but {found}. Name the file in which `patchbay-server new-key` wrote \
         the new key."
    )]
    NoNewKeyIn {
        /// The file, or the entry of the keychain.
        place: String,
        /// What it looks like, by its length alone.
        found: String,
    },
    /// The keychain works, and one that is to take over is not in it.
    #[error(
        "the keychain has no key named {0} yet. Make it first, by `patchbay-server new-key \
         --to-keychain {0}`, then do this again."
    )]
    NewNotInKeychain(String),
    /// The keychain cannot be used.
    #[error("{trouble}. {remedy}", trouble = .0, remedy = remedy(.0))]
    Keychain(KeychainTrouble),
    /// There is one already.
    #[error(
        "{0} is there already, and nothing is written over: it may be the only key that opens what a \
         server holds. Name another one."
    )]
    ThereAlready(String),
    /// It cannot be written.
    #[error(
        "{0} cannot be written: {1}. Name a file in a folder that is there and that this account may \
         write to."
    )]
    NotWritable(String, io::Error),
    /// The system gave no randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl OwnKeyTrouble {
    /// The same of a key that is to take over: where it is not there it was not made yet, and there
    /// is no copy to look for.
    pub(crate) fn of_a_new_one(self) -> Self {
        match self {
            Self::FileMissing(file) => Self::NewFileMissing(file),
            Self::NoKeyIn { place, found } => Self::NoNewKeyIn { place, found },
            Self::NotInKeychain(name) => Self::NewNotInKeychain(name),
            other => other,
        }
    }
}

impl From<KeychainTrouble> for OwnKeyTrouble {
    fn from(trouble: KeychainTrouble) -> Self {
        Self::Keychain(trouble)
    }
}

fn remedy(trouble: &KeychainTrouble) -> &'static str {
    match trouble {
        KeychainTrouble::Absent(_) => {
            "Start the server in a session that has one, or keep its own key in a file \
             (custody_key_file)."
        }
        KeychainTrouble::Locked => {
            "Unlock it in the session in which the server runs: a running server finds the key \
             within a minute."
        }
        KeychainTrouble::Denied(_) => {
            "Allow it to the account that the server runs as, or keep its own key in a file \
             (custody_key_file)."
        }
        KeychainTrouble::Broken(_) | KeychainTrouble::NotAnswering(_) => {
            "Look at it in the session in which the server runs, or start that anew; a running \
             server looks again each minute."
        }
    }
}
