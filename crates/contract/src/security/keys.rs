//! What is known of the keys, and their change.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is known of the keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keys {
    /// When the vault was made.
    pub vault_made_at: Timestamp,
    /// When the door's key was made: the one in the keychain, or of the passphrase.
    pub door_made_at: Timestamp,
    /// When the data key was made, which seals.
    pub data_key_made_at: Timestamp,
    /// How many credentials are sealed.
    pub credentials: u64,
    /// How many values the data key has sealed so far.
    pub sealed: u64,
    /// Why the data key should be changed, when it should.
    pub rotation_due: Option<RotationDue>,
}

/// Why a data key should be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RotationDue {
    /// It is more than a year old.
    Age,
    /// It has sealed nearly as much as one key safely can.
    Count,
}

/// How far a change of the data key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotation {
    /// How many values are sealed anew.
    pub done: u64,
    /// Of how many.
    pub total: u64,
    /// Whether it runs now.
    pub running: bool,
}

/// Which keys are to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// The door's: a new one in the keychain. What is sealed stays as it is.
    Door,
    /// The data key: everything is sealed anew, and kits that hold the old key retire.
    Data,
}
