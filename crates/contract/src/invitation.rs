//! The link by which somebody of the firm lets a computer in at its server.
//!
//! As an address, `https://firm.example/enrol#CODE`: what stands behind the `#` is for the
//! browser alone, and no server ever hears it. The page there makes the app's own link of it.
//! A link only asks: a person sees which server it leads to, and says yes. Coming in is not here.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::SCHEME;

/// Where the page of such a link is, below the server's address.
pub const INVITATION_PATH: &str = "/enrol";

/// The longest code. Ours have 47 letters.
const LONGEST_CODE: usize = 200;

/// What such a link says. Whoever has the code comes in, so it does not print.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The server's address.
    pub server: String,
    /// The code that lets one computer in, once.
    pub code: String,
}

impl Invitation {
    /// The address that a person is given.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}{INVITATION_PATH}#{}", self.server.trim_end_matches('/'), self.code)
    }

    /// What such an address says; nothing where it is another one.
    #[must_use]
    pub fn from_address(text: &str) -> Option<Self> {
        let (page, code) = text.trim().split_once('#')?;
        let server = page.strip_suffix(INVITATION_PATH)?;
        let invitation = Self { server: server.to_owned(), code: code.to_owned() };
        (!server.is_empty() && invitation.has_a_code()).then_some(invitation)
    }

    /// The app's own link that says the same.
    #[must_use]
    pub fn link(&self) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("server", &self.server)
            .append_pair("code", &self.code)
            .finish();
        format!("{SCHEME}:/{INVITATION_PATH}?{query}")
    }

    /// Whether its code can be one.
    #[must_use]
    pub fn has_a_code(&self) -> bool {
        (1..=LONGEST_CODE).contains(&self.code.len())
            && self.code.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    }
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation").field("server", &self.server).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_an_invitation_says_what_the_invitation_does() {
        let server = "https://firm.example/patchbay".to_owned();
        let invitation = Invitation { server, code: "pbl_canary-1".into() };
        let address = invitation.address();
        assert_eq!(address, "https://firm.example/patchbay/enrol#pbl_canary-1");
        assert_eq!(Invitation::from_address(&format!(" {address}\n")), Some(invitation.clone()));
        assert!(!format!("{invitation:?}").contains("canary"));
    }

    #[test]
    fn another_address_is_no_invitation() {
        for text in [
            "",
            "https://firm.example",
            "https://firm.example/enrol",
            "https://firm.example/enrol#",
            "https://firm.example/enrol#a b",
            "https://firm.example/other#pbl_a",
            "/enrol#pbl_a",
        ] {
            assert_eq!(Invitation::from_address(text), None, "{text}");
        }
    }
}
