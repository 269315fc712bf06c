//! Who else can help to open the vault: their codes, and the texts that go between two
//! computers. No key travels in them that is not sealed to the one who is to have it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Somebody else who can help to open the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administrator {
    /// The number of the door.
    pub number: u16,
    /// As the firm calls him or her.
    pub name: String,
    /// By which two people make sure that it is the right key.
    pub fingerprint: String,
    /// Since when.
    pub made_at: Timestamp,
}

/// Our own code, for being added on another computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdministratorCode {
    /// The code. It is no secret.
    pub code: String,
    /// By which two people make sure that it is the right key.
    pub fingerprint: String,
}

impl AdministratorCode {
    /// How many letters a whole code has, without the dashes between its groups.
    pub const LETTERS: usize = 56;
}

/// An administrator who is to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAdministrator {
    /// As the firm calls him or her.
    pub name: String,
    /// The code from the other's Security page.
    pub code: String,
}

/// A text for the other computer: a request for help, or the answer to one. The keys in
/// it are sealed to the one who is to have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpText {
    /// What is to be sent.
    pub text: String,
    /// What both compare on the telephone before the answer is sent.
    pub fingerprint: String,
}

/// A request for help, as the one reads it who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpRequest {
    /// The installation that asks, shortened as on a recovery kit.
    pub installation: String,
    /// What both compare on the telephone before anything is answered.
    pub fingerprint: String,
}
