//! English.

/// The product.
pub const PRODUCT: &str = "Patchbay";
/// The name of the navigation for people who hear the page.
pub const NAVIGATION: &str = "Pages";
/// The link that jumps over the navigation.
pub const SKIP: &str = "Skip to the page";

/// The page that shows this installation.
pub const INSTALLATION: &str = "This installation";
/// What that page is, in a sentence.
pub const INSTALLATION_LEAD: &str =
    "What Patchbay stands on at this computer. Connections need all of it.";
/// The page of what happened.
pub const ACTIVITY: &str = "Activity";
/// What that page is, in a sentence.
pub const ACTIVITY_LEAD: &str = "What happened since Patchbay was started.";
/// Nothing happened.
pub const ACTIVITY_EMPTY: &str =
    "Nothing has happened yet. Links that arrive and anything Patchbay refuses are listed here.";

/// The parts.
pub const DATABASE: &str = "Database";
/// The operating system's keychain.
pub const KEYCHAIN: &str = "Keychain";
/// The firm server.
pub const SERVER: &str = "Firm server";
/// The files and versions.
pub const ABOUT: &str = "About";

/// What each part is for.
pub const DATABASE_PURPOSE: &str = "Keeps connections and settings on this computer.";
/// What the keychain is for.
pub const KEYCHAIN_PURPOSE: &str = "Keeps the one key that opens every stored credential.";
/// What the server is for.
pub const SERVER_PURPOSE: &str = "Shares configuration with the firm and takes providers’ calls.";

/// A part that works.
pub const WORKING: &str = "Working";
/// A part that does not.
pub const NEEDS_ATTENTION: &str = "Needs attention";
/// The label before a remedy.
pub const WHAT_TO_DO: &str = "What to do";
/// The fold of the machine's own words.
pub const DETAILS: &str = "Details";

/// The labels of facts.
pub const VERSION: &str = "Version";
/// Where the files are.
pub const DATA_FOLDER: &str = "Data folder";
/// Where the log is.
pub const LOG_FOLDER: &str = "Log folder";
/// No log can be written.
pub const NO_LOG: &str = "None: the data folder cannot be written to";
/// The database file.
pub const FILE: &str = "File";
/// The database's schema.
pub const SCHEMA: &str = "Schema";
/// When the database was made.
pub const IN_USE_SINCE: &str = "In use since";
/// The keychain's kind.
pub const KIND: &str = "Kind";
/// The key in the keychain.
pub const KEY: &str = "Key";
/// The key is there.
pub const KEY_THERE: &str = "In the keychain";
/// The key is not there yet.
pub const KEY_NOT_YET: &str = "Made with the first saved credential";
/// The server's address.
pub const ADDRESS: &str = "Address";
/// The server runs in the app.
pub const EMBEDDED: &str = "Runs inside this app";

/// The button that asks again.
pub const CHECK_AGAIN: &str = "Check again";
/// The same, while asking.
pub const CHECKING: &str = "Checking…";
/// The button that copies a text.
pub const COPY: &str = "Copy";
/// It was copied.
pub const COPIED: &str = "Copied";
/// It could not be copied.
pub const NOT_COPIED: &str = "Could not be copied: select the text instead";
/// Takes a toast away.
pub const DISMISS: &str = "Dismiss";

/// The columns of Activity.
pub const WHEN: &str = "When";
/// What happened.
pub const WHAT: &str = "What happened";

/// An address with no page.
pub const NO_PAGE: &str = "There is no such page";
/// What to do about it.
pub const NO_PAGE_LEAD: &str = "The address does not lead anywhere in Patchbay.";
/// The way out.
pub const TO_INSTALLATION: &str = "Go to this installation";

/// The sentence on top: what needs me?
#[must_use]
pub fn summary(problems: usize) -> String {
    match problems {
        0 => "Everything Patchbay needs is working.".into(),
        1 => "One thing needs your attention.".into(),
        n => format!("{n} things need your attention."),
    }
}

/// While the first answer is awaited.
pub const ASKING: &str = "Asking the database, the keychain and the firm server…";

/// When the installation was asked.
#[must_use]
pub fn checked_at(time: &str) -> String {
    format!("Checked at {time}")
}

/// What a copy button copies, for people who hear it.
#[must_use]
pub fn copy_what(what: &str) -> String {
    format!("Copy {what}")
}
