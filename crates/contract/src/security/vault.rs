//! How the vault is, and what opens it. What a person types to open it is not here.

use serde::{Deserialize, Serialize};

use crate::Problem;

/// How the vault is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VaultState {
    /// There is none: nothing was ever saved. The first credential makes it.
    NotMade,
    /// It is open.
    Open {
        /// By which door.
        door: DoorKind,
    },
    /// It is there and cannot be opened now. The problem's code says which case it is.
    Shut {
        /// Which door it has.
        door: DoorKind,
        /// Why, and what to do.
        problem: Problem,
        /// What opens it.
        remedy: Remedy,
    },
    /// Nobody can tell, because the database cannot be read.
    Unknown(Problem),
}

/// Where the key is that opens the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoorKind {
    /// In the operating system's keychain.
    Keychain,
    /// In nobody's keeping: it is made from a passphrase each time.
    Passphrase,
    /// In this program's memory, until it ends.
    Memory,
}

/// What the page offers for a vault that is shut. A recovery kit is offered besides,
/// whenever there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// Asking again: nothing has to be typed.
    TryAgain,
    /// Having the system ask for the keychain's password.
    UnlockKeychain,
    /// The passphrase.
    Passphrase,
    /// Only a recovery kit, or the key coming back.
    RecoveryKit,
    /// Beginning anew: what was sealed went with the program's memory, as was chosen.
    BeginAnew,
}
