//! The Security page: where the key lives, how the vault is, and what may be done.
//!
//! A passphrase and the code of a recovery kit travel from the page to the core; only
//! the code of a new kit, which is made to be seen, travels the other way. No
//! credential and no key is in any of these types.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{EnvironmentId, KeychainFacts, Part, Problem};

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

/// A stored value, named without opening it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredValue {
    /// What a connection signs in with.
    Credential {
        /// The provider's id.
        provider: String,
        /// What the connection is called.
        account: String,
    },
    /// What the events of a connection are proven by.
    WebhookSecret {
        /// The provider's id.
        provider: String,
        /// What the connection is called.
        account: String,
    },
    /// What an app signs in with that the firm registered at a provider.
    App {
        /// The provider's id.
        provider: String,
        /// In which of its environments.
        environment: EnvironmentId,
    },
    /// What the answer of a sign-in that is under way is redeemed with.
    SignIn {
        /// The provider's id.
        provider: String,
    },
    /// What signs the audit trail.
    AuditSigning,
    /// By which this computer is an administrator elsewhere.
    Administrator,
    /// Another one, by the name of its row.
    Other(String),
}

impl std::fmt::Display for StoredValue {
    /// As it is called on a terminal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Credential { provider, account } => write!(f, "{provider}, {account}"),
            Self::WebhookSecret { provider, account } => {
                write!(f, "the webhook secret of {provider}, {account}")
            }
            Self::App { provider, environment } => {
                write!(f, "the app registered at {provider}, {}", environment.as_str())
            }
            Self::SignIn { provider } => write!(f, "the sign-in under way at {provider}"),
            Self::AuditSigning => f.write_str("the key that signs the audit trail"),
            Self::Administrator => {
                f.write_str("the key by which this computer is an administrator elsewhere")
            }
            Self::Other(name) => write!(f, "the own secret “{name}”"),
        }
    }
}

/// A value that did not open and was put aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Its number.
    pub number: u32,
    /// What it was.
    pub value: StoredValue,
    /// When.
    pub at: Timestamp,
}

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

/// A recovery kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kit {
    /// Its number, which stands on the paper too.
    pub number: u16,
    /// When it was made.
    pub made_at: Timestamp,
    /// When somebody proved to have it on paper.
    pub checked_at: Option<Timestamp>,
    /// When it stopped opening anything.
    pub retired_at: Option<Timestamp>,
}

/// Which door the person chooses.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DoorChoice {
    /// The operating system's keychain.
    Keychain,
    /// This passphrase.
    Passphrase(String),
    /// The program's memory.
    Memory,
}

impl DoorChoice {
    /// The kind of it, which may be printed.
    #[must_use]
    pub const fn kind(&self) -> DoorKind {
        match self {
            Self::Keychain => DoorKind::Keychain,
            Self::Passphrase(_) => DoorKind::Passphrase,
            Self::Memory => DoorKind::Memory,
        }
    }
}

impl std::fmt::Debug for DoorChoice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.kind().fmt(f)
    }
}

/// How the person opens a vault that is shut.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unlock {
    /// As it was opened before, with the keychain: the system may ask for a password.
    Keychain,
    /// With this passphrase.
    Passphrase(String),
    /// With the code of a recovery kit; the door chosen is the main one from then on.
    Kit {
        /// As it was typed.
        code: String,
        /// Where the key is to be from now on.
        door: DoorChoice,
    },
    /// With the answer of another administrator.
    Help {
        /// As it was pasted.
        answer: String,
        /// Where the key is to be from now on.
        door: DoorChoice,
    },
}

impl std::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Keychain => "Keychain",
            Self::Passphrase(_) => "Passphrase",
            Self::Kit { .. } => "Kit",
            Self::Help { .. } => "Help",
        })
    }
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

/// A new recovery kit, for the one time that it is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitSheet {
    /// Its number.
    pub number: u16,
    /// The code, in its groups.
    pub groups: Vec<String>,
    /// The code as a QR picture: an SVG.
    pub qr: String,
    /// The firm's installation, shortened, so that the paper can be told from others.
    pub installation: String,
    /// Which groups are to be typed as proof, counted from one.
    pub proof: Vec<u8>,
    /// When it was made.
    pub made_at: Timestamp,
}

impl std::fmt::Debug for KitSheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KitSheet").field("number", &self.number).finish_non_exhaustive()
    }
}

/// The proof that a kit is on paper: its groups that were asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitProof {
    /// The kit.
    pub number: u16,
    /// What was typed for each group of [`KitSheet::proof`], in that order; of a kit that
    /// was not just made, the whole code as one.
    pub groups: Vec<String>,
}

impl std::fmt::Debug for KitProof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KitProof").field("number", &self.number).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_is_never_printed() {
        let secret = || String::from("canary");
        let printed = [
            format!("{:?}", DoorChoice::Passphrase(secret())),
            format!("{:?}", Unlock::Passphrase(secret())),
            format!("{:?}", Unlock::Kit { code: secret(), door: DoorChoice::Passphrase(secret()) }),
            format!("{:?}", KitProof { number: 1, groups: vec![secret()] }),
            format!(
                "{:?}",
                KitSheet {
                    number: 1,
                    groups: vec![secret()],
                    qr: secret(),
                    installation: String::new(),
                    proof: Vec::new(),
                    made_at: Timestamp::UNIX_EPOCH,
                }
            ),
        ];
        assert!(printed.iter().all(|text| !text.contains("canary")), "{printed:?}");
    }
}
