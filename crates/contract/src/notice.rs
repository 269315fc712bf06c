//! What the core tells the page without being asked.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{AiAsked, Diagnosing, Proving};

/// Something that happened, kept in the Activity page for as long as the app runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Rises by one with every notice, so that a page can tell a repeat.
    pub id: u64,
    /// How much it matters.
    pub kind: NoticeKind,
    /// What happened.
    pub title: String,
    /// What it means and what to do, if anything.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Good to know.
    Information,
    /// Something was refused or needs a look.
    Warning,
}

/// A screen that a link from outside may open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// The hub: every provider and connection.
    Home,
    /// The state of this installation.
    Installation,
    /// What happened since the app was started.
    Activity,
    /// The vault, its keys and its recovery kits.
    Security,
    /// The audit trail.
    Audit,
    /// What a person has to do for connections.
    Repairs,
    /// When credentials die.
    Clocks,
    /// Asking AI providers.
    Ai,
    /// What an answer needs to come home.
    WaysHome,
    /// This computer at the firm's server.
    FirmServer,
}

impl Page {
    /// Every page a link may open.
    pub const ALL: [Self; 10] = [
        Self::Home,
        Self::Installation,
        Self::Activity,
        Self::Security,
        Self::Audit,
        Self::Repairs,
        Self::Clocks,
        Self::Ai,
        Self::WaysHome,
        Self::FirmServer,
    ];

    /// The page's name in a link and in the address.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Installation => "installation",
            Self::Activity => "activity",
            Self::Security => "security",
            Self::Audit => "audit",
            Self::Repairs => "repairs",
            Self::Clocks => "clocks",
            Self::Ai => "ai",
            Self::WaysHome => "ways-home",
            Self::FirmServer => "firm-server",
        }
    }

    /// The page of that name.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.slug() == slug)
    }
}

/// What travels from the core to the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A notice was posted.
    Notice(Notice),
    /// A link from outside asks for a page.
    Open(Page),
    /// Some part of the installation changed: ask again.
    InstallationChanged,
    /// The vault, its keys or its kits changed: ask for them again.
    SecurityChanged,
    /// A provider file or a connection changed: ask for the hub again.
    HubChanged,
    /// An attempt to sign in is further, or over: ask for it again, by its id.
    AttemptChanged(String),
    /// A check of a connection, or of what shall become one, has ended.
    Proving(Proving),
    /// A diagnosis of a connection is further.
    Diagnosing(Diagnosing),
    /// A mailbox was read, or its reading changed: ask for the mailboxes again.
    MailChanged,
    /// A question to AI providers is further.
    Asked(AiAsked),
    /// What goes along with the firm's server is further, or waits: ask for it again.
    SyncChanged,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_by_its_own_slug() {
        for page in Page::ALL {
            assert_eq!(Page::from_slug(page.slug()), Some(page));
        }
        assert_eq!(Page::from_slug("../etc"), None);
    }
}
