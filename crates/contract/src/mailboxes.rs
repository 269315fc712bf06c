//! Mailboxes: whose they are, which servers their address has, how their reading goes on,
//! and the newest headers. Nothing here is secret, and no message is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Problem, SignInAt};

/// Whose a mailbox is. The two are kept apart wherever they are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailboxKind {
    /// The firm's.
    #[default]
    Firm,
    /// One person's.
    Personal,
}

impl MailboxKind {
    /// As it is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Personal => "personal",
        }
    }

    /// By the word that it is kept as.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Firm, Self::Personal].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// An address that was typed into the form of a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailAddress {
    /// Which form.
    pub at: SignInAt,
    /// The address.
    pub address: String,
}

/// The servers of an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServers {
    /// Where mail is read from, as far as it was found and is wanted.
    pub incoming: Option<MailServerFound>,
    /// Where mail is sent by.
    pub outgoing: Option<MailServerFound>,
    /// The provider with a card of its own that the address belongs to: id and name.
    pub own_card: Option<(String, String)>,
}

/// A server that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServerFound {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// `tls` or `start_tls`, as the forms say it.
    pub security: String,
    /// The name to sign in with.
    pub user: String,
    /// Where the answer is from.
    pub from: ServerOrigin,
}

/// Where an answer is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerOrigin {
    /// It is known of this provider.
    Known,
    /// The domain says so.
    Domain,
    /// It has a usual name, and it answered.
    Tried,
}

/// Every mailbox that is connected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailboxes {
    /// The firm's before people's own.
    pub mailboxes: Vec<MailboxView>,
}

/// How the reading of one mailbox goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxView {
    /// The connection's id.
    pub connection: String,
    /// Its provider.
    pub provider: String,
    /// What people call it.
    pub title: String,
    /// Whose it is.
    pub kind: MailboxKind,
    /// Who connected it.
    pub owner: Option<String>,
    /// Whether this computer reads it.
    pub is_ours: bool,
    /// Whether somebody paused the reading.
    pub paused: bool,
    /// When it was last read to the end.
    pub last_round: Option<Timestamp>,
    /// How many messages came with the last round that brought any.
    pub came: u32,
    /// When it is read next. Nothing for one that waits for a person.
    pub next: Option<Timestamp>,
    /// What the last round failed in.
    pub problem: Option<Problem>,
    /// The newest headers, newest first.
    pub headers: Vec<MailHeader>,
}

/// One message, for a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailHeader {
    /// Whom it is from.
    pub from: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// When it arrived; as its sender says where the server does not.
    pub at: Option<Timestamp>,
    /// Whether it was read.
    pub seen: bool,
}

/// That the reading of a mailbox is paused, or goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxPause {
    /// The connection's id.
    pub connection: String,
    /// Whether it is paused from now on.
    pub paused: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_a_mailbox_is_comes_back_from_its_word() {
        for kind in [MailboxKind::Firm, MailboxKind::Personal] {
            assert_eq!(MailboxKind::from_name(kind.as_str()), Some(kind));
        }
        assert_eq!(MailboxKind::from_name("other"), None);
    }
}
