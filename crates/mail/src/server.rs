//! A mail server, as it is called and protected.

use patchbay_providers::sign_in::Security;

/// Where a mail server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub protection: Protection,
}

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protection {
    /// TLS from the first byte.
    Tls,
    /// TLS after `STARTTLS`; without it nothing is said that matters.
    StartTls,
    /// None, to a server on this computer. Anywhere else the connection is refused
    /// before a word is said.
    PlainOnLoopback,
}

impl From<Security> for Protection {
    fn from(security: Security) -> Self {
        match security {
            Security::Tls => Self::Tls,
            Security::StartTls => Self::StartTls,
        }
    }
}
