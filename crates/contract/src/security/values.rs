//! A stored value as people name it, without opening it, and those that did not open.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::EnvironmentId;

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
