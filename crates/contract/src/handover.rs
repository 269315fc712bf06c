//! Handing a connection to the firm's server and taking it back, as a person sees and wants it.
//! What the computer and the server say to each other is in [`crate::custody`].

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::catalogue::names;
use crate::custody::ServerKey;
use crate::{Custodian, Problem};

names! {
    /// How far a connection is on its way to the server, or back.
    HandoverStep {
        /// The server gets it and tries it out. This computer renews as always.
        Offered = "offered",
        /// This computer renews it no more, and waits for the server's word.
        LettingGo = "letting_go",
        /// The server holds it.
        Held = "held",
        /// It was signed in to again here, and the server does not know yet.
        TakingBack = "taking_back",
    }
}

/// Who holds a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyNow {
    /// The connection.
    pub connection: String,
    /// Its provider.
    pub provider: String,
    /// What the firm calls it.
    pub title: String,
    /// Who holds what opens it.
    pub custodian: Custodian,
    /// How far it is, where it is on its way or held by the server.
    pub step: Option<HandoverStep>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// The server's address, where this computer is in at one.
    pub server: Option<String>,
    /// Why it does not go on, where it was tried.
    pub problem: Option<Problem>,
}

/// What handing a connection over would mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverPreview {
    /// The connection.
    pub connection: String,
    /// What the firm calls it.
    pub title: String,
    /// The provider's name.
    pub provider: String,
    /// The server's address.
    pub server: String,
    /// The key that the server names. None where it was not asked, since something is in the
    /// way.
    pub key: Option<ServerKey>,
    /// Four groups of the key that was trusted before, if one was.
    pub trusted: Option<String>,
    /// Whether that is the one. Otherwise a person has to compare before anything is sent.
    pub is_trusted: bool,
    /// Whether its mail is read there from then on.
    pub reads_mail: bool,
    /// Why it cannot be handed over.
    pub in_the_way: Option<Problem>,
}

/// A connection that is to be handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewHandover {
    /// The connection.
    pub connection: String,
    /// The four groups that a person compared with what the server shows, where that was asked.
    #[serde(default)]
    pub compared: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_found_by_its_own_name() {
        for step in HandoverStep::ALL {
            assert_eq!(HandoverStep::from_name(step.as_str()), Some(*step));
        }
    }
}
