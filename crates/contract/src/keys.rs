//! Connecting by what is typed into a form: a key, a pair of them, a secret address. And
//! testing what is connected, however it was.
//!
//! What is typed may be secret, so it is not printed; what comes back never holds a secret.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Check, MailboxKind, Problem, SignInAt};

/// What was typed into the form of a sign-in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewKey {
    /// Where it signs in.
    pub at: SignInAt,
    /// The connection whose key is replaced; otherwise a new one is made.
    #[serde(default)]
    pub connection: Option<String>,
    /// Another account than the connection's is wanted, on purpose.
    #[serde(default)]
    pub switch_account: bool,
    /// What the firm calls the new connection.
    #[serde(default)]
    pub label: Option<String>,
    /// By the field's name.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Whether checks may be made that other people can see.
    #[serde(default)]
    pub in_sight: bool,
    /// Whose mailbox it is, where it is one. The firm's, unless somebody says otherwise.
    #[serde(default)]
    pub mailbox: Option<MailboxKind>,
}

impl NewKey {
    /// What its checks are told under while they are made.
    #[must_use]
    pub fn subject(&self) -> String {
        let SignInAt { provider, sign_in, environment } = &self.at;
        let new = || format!("{provider}/{sign_in}/{}", environment.as_str());
        self.connection.clone().unwrap_or_else(new)
    }
}

impl fmt::Debug for NewKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewKey")
            .field("at", &self.at)
            .field("connection", &self.connection)
            .field("fields", &self.fields.keys())
            .finish_non_exhaustive()
    }
}

/// What came of saving a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedKey {
    /// The connection's id.
    pub connection: String,
    /// The account's name, where the provider tells it.
    pub account: Option<String>,
    /// What was proven, and what could not be.
    pub checks: Vec<Check>,
}

/// Something about what was typed into a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// The field's name.
    pub field: String,
    /// What about it.
    pub says: String,
    /// Whether it is surely wrong. Otherwise it is a guess, and stands in nobody's way.
    pub blocks: bool,
}

/// Checks of a connection, or of what shall become one, while they are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proving {
    /// The connection, or [`NewKey::subject`].
    pub subject: String,
    /// Each in its order.
    pub checks: Vec<Check>,
}

/// What came of testing a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// The connection's id.
    pub connection: String,
    /// Its provider.
    pub provider: String,
    /// What people call it.
    pub title: String,
    /// What was proven, and what could not be.
    pub checks: Vec<Check>,
    /// What it failed in, if it did.
    pub problem: Option<Problem>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EnvironmentId;

    fn typed() -> NewKey {
        NewKey {
            at: SignInAt {
                provider: "stripe".into(),
                sign_in: "key".into(),
                environment: EnvironmentId::Sandbox,
            },
            connection: None,
            switch_account: false,
            label: None,
            fields: BTreeMap::from([("api_key".into(), "canary".into())]),
            in_sight: false,
            mailbox: None,
        }
    }

    #[test]
    fn what_is_typed_into_a_form_is_not_printed() {
        let printed = format!("{:?}", typed());
        assert!(printed.contains("api_key") && !printed.contains("canary"), "{printed}");
    }

    #[test]
    fn a_new_key_is_told_of_by_its_place_and_a_replaced_one_by_its_connection() {
        assert_eq!(typed().subject(), "stripe/key/sandbox");
        let replacing = NewKey { connection: Some("c1".into()), ..typed() };
        assert_eq!(replacing.subject(), "c1");
    }
}
