//! A mailbox by its own protocols: IMAP to read, SMTP to send. It is opened by the password
//! of a form, or by the token of a sign-in in the browser.

use serde::Deserialize;

/// The servers of a mailbox. A form has `email` and `password`; for servers that are not
/// named here also `imap_host`, `imap_port`, `imap_security` and the same for SMTP. A
/// sign-in in the browser has no such fields: there the servers are named here, and the
/// mailbox is the one whose address a step of the probe gives as the account's name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mailbox {
    /// The server that mail is read from. None for a provider that only sends.
    pub incoming: Option<MailServer>,
    /// The server that mail is sent by.
    pub outgoing: Option<MailServer>,
    /// The endings of addresses that belong to this provider.
    #[serde(default)]
    pub domains: Vec<String>,
}

/// One mail server. Without a host the form asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailServer {
    /// Its name.
    pub host: Option<String>,
    /// Its port.
    pub port: u16,
    /// How the connection is protected. There is no plain one.
    pub security: Security,
}

/// How a mail connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after `STARTTLS`; without it the sign-in stops.
    StartTls,
}
