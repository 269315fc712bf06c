//! How this computer stands with the firm's server: whether it came in, as whom, and since
//! when. What is told to the server is not here.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::catalogue::names;

names! {
    /// What a member of the firm may do.
    FirmRole {
        /// Everything.
        Owner = "owner",
        /// Everything but make and unmake owners.
        Admin = "admin",
        /// Work with connections.
        Staff = "staff",
        /// Look.
        Support = "support",
    }
}

names! {
    /// How the server takes this computer.
    Standing {
        /// As one of the firm's.
        In = "in",
        /// It does not let it in any more.
        ShutOut = "shut_out",
        /// The server was restored: what it says is not compared with this computer yet.
        AnotherLife = "another_life",
    }
}

/// A computer that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// The server's address.
    pub server: String,
    /// The person, as the server calls them.
    pub name: String,
    /// What they may do.
    pub role: FirmRole,
    /// What this computer is called there.
    pub device_name: String,
    /// Since when it is in.
    pub enrolled_at: Timestamp,
    /// When the server last answered it.
    pub last_contact_at: Option<Timestamp>,
    /// How the server takes it.
    pub standing: Standing,
}

/// What `GetEnrolment` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentView {
    /// How this computer is in at the firm's own server; nothing where it is not.
    pub enrolment: Option<Enrolment>,
    /// What it would be called, unless a person says otherwise.
    pub device_name: String,
}

/// A computer that would come in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewEnrolment {
    /// The server's address, as it was typed.
    pub server: String,
    /// The code that lets one computer in, once.
    pub code: String,
    /// What this computer is to be called.
    pub device_name: String,
}

impl fmt::Debug for NewEnrolment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewEnrolment")
            .field("server", &self.server)
            .field("device_name", &self.device_name)
            .finish_non_exhaustive()
    }
}

/// How this computer leaves the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// Also where the server cannot be told.
    pub untold: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_not_printed() {
        let new = NewEnrolment {
            server: "https://firm.example".into(),
            code: "canary".into(),
            device_name: "Ana’s laptop".into(),
        };
        let printed = format!("{new:?}");
        assert!(printed.contains("firm.example") && !printed.contains("canary"), "{printed}");
    }

    #[test]
    fn roles_and_standings_are_found_by_their_names() {
        for role in FirmRole::ALL {
            assert_eq!(FirmRole::from_name(role.as_str()), Some(*role));
        }
        for standing in Standing::ALL {
            assert_eq!(Standing::from_name(standing.as_str()), Some(*standing));
        }
    }
}
