//! What a person chooses and types to open the vault. A passphrase and a code are never
//! printed.

use serde::{Deserialize, Serialize};

use super::DoorKind;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_is_never_printed() {
        let secret = || String::from("canary");
        let door = || DoorChoice::Passphrase(secret());
        let printed = [
            format!("{:?}", door()),
            format!("{:?}", Unlock::Passphrase(secret())),
            format!("{:?}", Unlock::Kit { code: secret(), door: door() }),
            format!("{:?}", Unlock::Help { answer: secret(), door: door() }),
        ];
        assert!(printed.iter().all(|text| !text.contains("canary")), "{printed:?}");
    }
}
