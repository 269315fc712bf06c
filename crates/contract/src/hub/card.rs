//! One provider as a card, and everything the home page needs.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Connection;
use crate::{Category, DefaultKind, Mandatory, Part, Support};

/// What `GetHub` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hub {
    /// Every provider, in the order of its category and then by name.
    pub providers: Vec<ProviderCard>,
    /// The firm's own files that could not be read.
    pub broken: Vec<BrokenFile>,
    /// What this firm connected. Empty at first; failed when the database is.
    pub connections: Part<Vec<Connection>>,
    /// What a connection does by default, by its id.
    pub defaults: Vec<(String, DefaultKind)>,
    /// Whether this is a practice firm: everything in it is made up.
    pub practice: bool,
    /// When this was read.
    pub at: Timestamp,
}

/// A provider as its card shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderCard {
    /// Its stable name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub vendor: String,
    /// Its group.
    pub category: Category,
    /// What it does for the firm, one line.
    pub purpose: String,
    /// Other names people search by.
    pub also_called: Vec<String>,
    /// Which of the mandatory five it fills.
    pub fills: Option<Mandatory>,
    /// Whether it can be connected.
    pub support: Support,
    /// Whether its file was checked against the vendor.
    pub verified: bool,
    /// The letters of its tile.
    pub letters: String,
    /// The hue of its tile.
    pub hue: u16,
    /// Whether it came with Patchbay or is the firm's own.
    pub own: Own,
    /// How it is signed in to, the recommended way first.
    pub sign_ins: Vec<SignInKind>,
}

/// Where a provider's file is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Own {
    /// It came with Patchbay.
    BuiltIn,
    /// The firm put it into its folder.
    Firm,
}

/// The kinds of signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInKind {
    /// In the system browser.
    Browser,
    /// A client id and secret.
    ClientCredentials,
    /// A key.
    Key,
    /// A mailbox.
    Mailbox,
    /// A private key that signs here.
    SignedToken,
    /// A secret address.
    PostAddress,
    /// An open address.
    OpenAddress,
    /// A folder for files.
    FileTarget,
}

impl SignInKind {
    /// Whether what is typed into its form is all that it needs.
    #[must_use]
    pub const fn is_form(self) -> bool {
        match self {
            Self::Browser | Self::ClientCredentials => false,
            Self::Key
            | Self::Mailbox
            | Self::SignedToken
            | Self::PostAddress
            | Self::OpenAddress
            | Self::FileTarget => true,
        }
    }
}

/// A file of the firm's own that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokenFile {
    /// Its name.
    pub file: String,
    /// Where it is.
    pub path: String,
    /// Each mistake: “line 3: unknown field …”.
    pub mistakes: Vec<String>,
}
