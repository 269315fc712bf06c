//! What proves the events of a connection, and where they arrive. What is typed is secret,
//! so it is not printed; what comes back never holds it.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::catalogue::names;

names! {
    /// A place for a secret. Both are accepted, so that a new one can be there before the
    /// old one ends.
    WebhookSlot {
        /// The one in use.
        Current = "current",
        /// The one that takes over.
        Next = "next",
    }
}

/// What `GetWebhook` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhook {
    /// The connection.
    pub connection: String,
    /// What it is called.
    pub title: String,
    /// The provider's name.
    pub provider: String,
    /// The address to paste there. Nothing where the firm server has no public one.
    pub address: Option<String>,
    /// Where it is pasted, and what to tick.
    pub where_to_paste: String,
    /// Where what proves them comes from.
    pub secret_from: WebhookSecretFrom,
    /// What the provider calls it, where that is known.
    pub secret_label: Option<String>,
    /// The secrets there are.
    pub secrets: Vec<WebhookSecret>,
}

impl Webhook {
    /// The secret of a slot.
    #[must_use]
    pub fn secret(&self, slot: WebhookSlot) -> Option<&WebhookSecret> {
        self.secrets.iter().find(|one| one.slot == slot)
    }
}

names! {
    /// Where what proves events comes from.
    WebhookSecretFrom {
        /// The provider shows it: it is pasted here.
        Provider = "provider",
        /// It is chosen here, and pasted at the provider.
        Firm = "firm",
        /// It is something that Patchbay has already, or fetches by itself.
        Nobody = "nobody",
    }
}

/// A secret that is kept, without itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookSecret {
    /// Where it is.
    pub slot: WebhookSlot,
    /// Its last characters, where they may be shown.
    pub hint: Option<String>,
    /// Since when.
    pub set_at: Timestamp,
}

/// A secret that was pasted.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewWebhookSecret {
    /// The connection whose events it proves.
    pub connection: String,
    /// Where it goes.
    pub slot: WebhookSlot,
    /// What was pasted.
    pub secret: String,
}

impl fmt::Debug for NewWebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewWebhookSecret")
            .field("connection", &self.connection)
            .field("slot", &self.slot)
            .finish_non_exhaustive()
    }
}

/// A secret that is to go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookSecretAt {
    /// The connection.
    pub connection: String,
    /// Where it is.
    pub slot: WebhookSlot,
}

/// The path at which a firm server takes the events of a connection.
#[must_use]
pub fn webhook_path(provider: &str, endpoint: &str) -> String {
    format!("/api/webhooks/{provider}/{endpoint}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pasted_is_not_printed() {
        let new = NewWebhookSecret {
            connection: "c".into(),
            slot: WebhookSlot::Next,
            secret: "canary".into(),
        };
        let printed = format!("{new:?}");
        assert!(printed.contains("Next") && !printed.contains("canary"), "{printed}");
    }
}
