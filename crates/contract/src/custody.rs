//! Handing a connection to the firm's server, as the computer and the server speak of it.
//!
//! The computer offers it (`offered`), the server keeps what it was sent (`delivered`), proves it
//! by the provider's own checks (`proven`), and takes it when the computer says that it has let go
//! (`held`). Up to that word the computer renews, from then on the server does: that the one
//! stops and the other begins is one change in the server's database. One that was called back is
//! `withdrawn`, and never taken again under the same number. Nothing is sealed here.

use serde::{Deserialize, Serialize};

use crate::{Check, Problem};

/// How far a hand-over is, as the server has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustodyState {
    /// What was sent is kept, and not proven.
    Delivered,
    /// It works from the server. The computer still renews.
    Proven,
    /// The server has it and renews; the computer has it no more.
    Held,
    /// It was called back, or taken back. The server has nothing of it any more.
    Withdrawn,
}

impl CustodyState {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Delivered, Self::Proven, Self::Held, Self::Withdrawn];

    /// Its name, as it is stored and sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Proven => "proven",
            Self::Held => "held",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// The server's public key, to which what is handed over is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerKey {
    /// How it seals: [`SUITE`].
    pub suite: String,
    /// Its bytes, in base64 for addresses, without padding.
    pub public: String,
    /// Four short groups by which two people make sure that they look at the same key.
    pub fingerprint: String,
}

/// How a server's own key is, without which it holds no connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnKeyState {
    /// None is set: nothing is handed over to it.
    None,
    /// Nothing is known to be wrong with it.
    Ready,
    /// One is set, and cannot be had now or does not fit. What the server holds stays as it is.
    Unavailable,
}

impl OwnKeyState {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::None, Self::Ready, Self::Unavailable];

    /// Its name, as it is sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ready => "ready",
            Self::Unavailable => "unavailable",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// The one way to seal there is: HPKE of RFC 9180 in its base mode.
pub const SUITE: &str = "DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM";

/// Where a server says which one it is and which key it has, to everybody.
pub const WELL_KNOWN: &str = "/.well-known/patchbay";

/// What stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WellKnown {
    /// The server's id.
    pub server: String,
    /// Its keys, the one to seal to first. None where it keeps no credentials.
    pub keys: Vec<ServerKey>,
}

/// What a server says of its custody of one connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyView {
    /// The connection.
    pub connection: String,
    /// The number of the hand-over: 32 hexadecimal digits that the computer chose.
    pub handover: String,
    /// How far it is.
    pub state: CustodyState,
    /// What the checks said when they were last made there.
    pub checks: Vec<Check>,
    /// What is wrong with it, if something is.
    pub problem: Option<Problem>,
}

/// What a hand-over is sealed for: this server, this connection, this number and no other.
#[must_use]
pub fn purpose(server: &str, connection: &str, handover: &str) -> Vec<u8> {
    crate::device_proof::said(&[
        b"patchbay.custody.1",
        server.as_bytes(),
        connection.as_bytes(),
        handover.as_bytes(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_for_one_connection_is_sealed_for_no_other() {
        assert_ne!(purpose("s", "ab", "c"), purpose("s", "a", "bc"));
        assert_ne!(purpose("s", "a", "b"), purpose("t", "a", "b"));
    }

    #[test]
    fn each_state_comes_back_from_its_name() {
        for state in CustodyState::ALL {
            assert_eq!(CustodyState::from_name(state.as_str()), Some(state));
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("\"{}\"", state.as_str()));
        }
    }
}
