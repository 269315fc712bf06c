//! The Security page: where the key lives, how the vault is, and what may be done.
//!
//! A passphrase and the code of a recovery kit travel from the page to the core; only
//! the code of a new kit, which is made to be seen, travels the other way. No
//! credential and no key is in any of these types.

mod administrators;
mod keys;
mod kits;
mod opening;
mod values;
mod vault;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{KeychainFacts, Part};

pub use administrators::{
    Administrator, AdministratorCode, HelpRequest, HelpText, NewAdministrator,
};
pub use keys::{KeyKind, Keys, Rotation, RotationDue};
pub use kits::{Kit, KitProof, KitSheet};
pub use opening::{DoorChoice, Unlock};
pub use values::{SetAside, StoredValue};
pub use vault::{DoorKind, Remedy, VaultState};

/// What `GetSecurity` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Security {
    /// How the vault is.
    pub vault: VaultState,
    /// The operating system's keychain, whether or not the vault uses it.
    pub keychain: Part<KeychainFacts>,
    /// What is known of the keys, once there are any.
    pub keys: Option<Keys>,
    /// A change of keys that is under way, or was cut off and goes on when the vault opens.
    pub rotation: Option<Rotation>,
    /// The recovery kits there are and were, the newest first.
    pub kits: Vec<Kit>,
    /// Who else can help to open the vault.
    pub administrators: Vec<Administrator>,
    /// Stored values that did not open and were put aside, until somebody removes them.
    pub set_aside: Vec<SetAside>,
    /// When all of this was asked.
    pub at: Timestamp,
}
