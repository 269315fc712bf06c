//! The firm server's public address: where the relay page is that brings answers home.

use serde::{Deserialize, Serialize};

/// What `GetRelay` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelaySetting {
    /// As a person set it.
    pub address: Option<String>,
    /// The one that counts. A practice firm has one without setting it.
    pub used: Option<String>,
}

/// What was found at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelayFound {
    /// A firm server.
    Ours {
        /// The version it said it has.
        version: String,
    },
    /// Somebody answers who is none.
    Other {
        /// The status of the answer.
        status: u16,
    },
    /// Nobody answers.
    Silent {
        /// The cause, in the machine's own words.
        why: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_survives_the_way_to_the_page_and_back() {
        for found in [
            RelayFound::Ours { version: "1.0.0".into() },
            RelayFound::Other { status: 404 },
            RelayFound::Silent { why: "no such host".into() },
        ] {
            let wire = serde_json::to_string(&found).unwrap();
            assert_eq!(serde_json::from_str::<RelayFound>(&wire).unwrap(), found, "{wire}");
        }
    }
}
