//! The one place where failures become sentences.
//!
//! Each says what happened, what it means, and what to do; the machine's own words
//! go into the details. Nothing here decides anything. What any custodian finds out at a
//! provider has its sentences in `patchbay_custody`.

mod ai;
mod custody;
mod data_folder;
mod defaults;
mod diagnosis;
pub(crate) mod doctor;
mod ending;
mod files;
mod firm;
mod keys;
mod shared_files;
mod sign_in;
mod vault;
mod webhooks;

use std::path::Path;

use patchbay_contract::{ErrorCode, Problem};
use patchbay_store::OpenError;
use patchbay_vault::KeychainTrouble;

use crate::firm::EmbeddedTrouble;
use crate::server_client::Unhealthy;

pub(crate) use ai::*;
pub(crate) use custody::*;
pub(crate) use defaults::*;
pub(crate) use diagnosis::*;
pub(crate) use ending::*;
pub(crate) use files::{file_failed, tax_file_setting_unfit};
pub(crate) use firm::*;
pub(crate) use keys::*;
pub(crate) use patchbay_custody::problems::*;
pub(crate) use shared_files::*;
pub(crate) use sign_in::*;
pub(crate) use vault::vault_trouble;
pub(crate) use webhooks::*;

/// The practice firm was to be put over real connections.
pub(crate) fn not_a_practice_firm(count: i64) -> Problem {
    Problem::new(
        ErrorCode::NotAPracticeFirm,
        format!("This data folder holds {count} real connections."),
        "A practice firm would replace them, so nothing was changed.",
        "Name an empty data folder with --data-dir or PATCHBAY_DATA_DIR.",
    )
}

/// A store that did not open.
pub(crate) fn store_did_not_open(error: &OpenError) -> Problem {
    const NOTHING_CHANGED: &str = "Nothing was changed.";
    let problem = match error {
        OpenError::NotWritable { path, source } => data_folder::not_writable(path, source),
        OpenError::InUse { folder, process } => Problem::new(
            ErrorCode::DataFolderInUse,
            match process {
                Some(process) => format!(
                    "Another Patchbay (process {process}) already has {} open.",
                    folder.display()
                ),
                None => format!("Another Patchbay already has {} open.", folder.display()),
            },
            "Two at once could spoil each other’s work, so this one stays out.",
            "Use the window that is already open, or close it and check again.",
        ),
        OpenError::DiskFull { path } => Problem::new(
            ErrorCode::DiskFull,
            format!("There is no room left on the disk that holds {}.", path.display()),
            "Nothing can be saved. What was saved before is still there.",
            "Free some space (100 MB is plenty), then check again.",
        ),
        OpenError::DiskFailing { path, source } => Problem::new(
            ErrorCode::DiskFailing,
            format!("The disk that holds {} reported an error.", path.display()),
            "What Patchbay was about to save is not saved. What was saved before is still there, \
             as far as the disk can read it.",
            "Copy the data folder to another disk before anything else, have this disk checked, \
             then check again.",
        )
        .with_details(source.to_string()),
        OpenError::Newer { found, known, last_opened_by } => Problem::new(
            ErrorCode::DatabaseNewer,
            match last_opened_by {
                Some(version) => format!(
                    "This data was last opened by Patchbay {version}, which is newer than \
                     this Patchbay {}.",
                    crate::VERSION
                ),
                None => format!(
                    "This data was made by a Patchbay newer than this one ({}).",
                    crate::VERSION
                ),
            },
            format!("Opening it with the older program could lose something. {NOTHING_CHANGED}"),
            "Install the newer Patchbay again. To go back to the older one for good, ask \
             support how to restore the copy in the folder “backups”.",
        )
        .with_details(format!("schema {found} in the file, {known} known here")),
        OpenError::Damaged { file, .. } => Problem::new(
            ErrorCode::DatabaseDamaged,
            format!("{} is not a readable database.", file.display()),
            format!("Patchbay cannot tell which connections there are. {NOTHING_CHANGED}"),
            "Close Patchbay and move that file away, with the files beside it that end in \
             -wal and -shm. Then put a backup in its place (see the folder “backups”) and \
             start Patchbay. Keep the damaged files for support.",
        ),
        OpenError::Foreign { file } => Problem::new(
            ErrorCode::DatabaseForeign,
            format!("{} is a database of another program.", file.display()),
            format!("Patchbay will not write into it. {NOTHING_CHANGED}"),
            "Move that file away, or start Patchbay with PATCHBAY_DATA_DIR set to a folder \
             of its own. Then check again.",
        ),
        OpenError::StillRead { .. } | OpenError::Migration(_) | OpenError::Sqlite(_) => {
            Problem::new(
                ErrorCode::DatabaseFailed,
                "The database could not be opened.",
                "Connections cannot be read or saved.",
                "Check again in a moment. If it stays, send the details below to support.",
            )
        }
    };
    match (&problem.details, chain(error)) {
        (None, Some(details)) => problem.with_details(details),
        _ => problem,
    }
}

/// A file to be handed on that could not be written.
pub(crate) fn export_not_written(folder: &Path, error: &std::io::Error) -> Problem {
    Problem::new(
        ErrorCode::ExportNotWritten,
        format!("The file could not be written to {}.", folder.display()),
        "Nothing was exported, and no half file was left.",
        "Make sure that folder exists, can be written to and has room, then export again.",
    )
    .with_details(error.to_string())
}

/// A question to an installation that was closed.
pub(crate) fn closed() -> Problem {
    Problem::new(
        ErrorCode::DatabaseFailed,
        "Patchbay is closing.",
        "The database is not opened again.",
        "Start Patchbay again.",
    )
}

/// A keychain that cannot be used.
pub(crate) fn keychain_trouble(trouble: &KeychainTrouble) -> Problem {
    const NOT_SAVED: &str = "Credentials cannot be opened or saved until it works; nothing is \
                             ever kept in clear instead.";
    let (code, what, remedy) = match trouble {
        KeychainTrouble::Absent(_) => (
            ErrorCode::KeychainAbsent,
            "No keychain was found in this session.",
            if cfg!(target_os = "linux") {
                "Install and start one — GNOME Keyring (package gnome-keyring), KWallet or \
                 KeePassXC with Secret Service turned on — in the same desktop session, then \
                 check again. Patchbay need not be restarted."
            } else {
                "Sign in to this computer with a normal user session, then check again."
            },
        ),
        KeychainTrouble::Locked => (
            ErrorCode::KeychainLocked,
            "The keychain is locked.",
            if cfg!(target_os = "linux") {
                "Unlock it — open “Passwords and Keys” (or KWallet, or KeePassXC) and unlock \
                 the default keyring, or sign out and in again — then check again."
            } else {
                "Unlock it with your sign-in password, then check again."
            },
        ),
        KeychainTrouble::Denied(_) => (
            ErrorCode::KeychainDenied,
            "The keychain refused access to Patchbay.",
            "Check again and allow the access when asked. If you are not asked, allow \
             Patchbay in the keychain’s own settings.",
        ),
        KeychainTrouble::Broken(_) => (
            ErrorCode::KeychainBroken,
            "The keychain answers, but does not work.",
            if cfg!(target_os = "linux") {
                "Open “Passwords and Keys” and make sure there is a default keyring; make one \
                 named “Login” if there is none. Then check again."
            } else {
                "Sign out of this computer and in again, then check again."
            },
        ),
        KeychainTrouble::NotAnswering(_) => (
            ErrorCode::KeychainNotAnswering,
            "The keychain was asked and does not answer.",
            "Look for a password prompt behind other windows and answer it. If there is \
             none, sign out and in again. Then check again.",
        ),
    };
    Problem::new(code, what, NOT_SAVED, remedy).with_details(trouble.to_string())
}

/// A firm server that was not even started.
#[must_use]
pub fn server_not_started(why: &str) -> Problem {
    Problem::new(
        ErrorCode::ServerNotStarted,
        "The firm server inside this app could not be started.",
        "Configuration is not synced and providers cannot call back.",
        "Close Patchbay and start it again. If it stays, a security program may forbid it \
         to listen on 127.0.0.1: allow Patchbay there.",
    )
    .with_details(why)
}

/// The firm server inside the app keeps nothing.
pub(crate) fn embedded_keeps_nothing(trouble: &EmbeddedTrouble) -> Problem {
    let (remedy, details) = match trouble {
        EmbeddedTrouble::Newer => (
            "A newer Patchbay made what that server keeps. Install the newer one again.".into(),
            None,
        ),
        EmbeddedTrouble::Moved(to) => (
            format!(
                "What it kept was moved to {to}. Come in at that server, by a link of “enrol-link \
                 --member”."
            ),
            Some(to),
        ),
        EmbeddedTrouble::NotAtThisStart(why) => (
            "See whether the disk has room and the data folder can be written, then close \
             Patchbay and start it again."
                .into(),
            Some(why),
        ),
        EmbeddedTrouble::BeginsAnew(why) => (
            "Close Patchbay and start it again: that server begins anew then, with all of it."
                .into(),
            Some(why),
        ),
        EmbeddedTrouble::ForNow(why) => (
            "It is tried again by itself. If it stays, close Patchbay and start it again.".into(),
            Some(why),
        ),
    };
    let problem = Problem::new(
        ErrorCode::EmbeddedKeepsNothing,
        "The firm server inside this app does not keep what is set here.",
        "Nothing is lost: all of it is in this computer’s own database.",
        remedy,
    );
    match details {
        Some(details) => problem.with_details(details.as_str()),
        None => problem,
    }
}

/// This program is not the one that runs the firm server.
pub(crate) fn no_server_here() -> Problem {
    Problem::new(
        ErrorCode::ServerNotStarted,
        "The firm server runs inside the app, and this is not the app.",
        "Its state cannot be told from here.",
        "Look at “This installation” in the app.",
    )
}

/// A firm server that does not answer as one.
pub(crate) fn server_unhealthy(error: &Unhealthy) -> Problem {
    let problem = Problem::new(
        ErrorCode::ServerUnreachable,
        match error {
            Unhealthy::NoAnswer { address, .. } => {
                format!("The firm server at {address} does not answer.")
            }
            Unhealthy::Stranger { address, .. } => {
                format!("Something answers at {address}, but it is not a firm server.")
            }
        },
        "Configuration is not synced and providers cannot call back. What is on this \
         computer keeps working.",
        "Check again in a moment. If it stays, close Patchbay and start it again.",
    );
    match chain(error) {
        Some(details) => problem.with_details(details),
        None => problem,
    }
}

/// The causes of an error in a line each, without the error's own sentence. A cause
/// that only repeats the end of the one above it is left out.
fn chain(error: &dyn std::error::Error) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    for cause in std::iter::successors(error.source(), |cause| cause.source()) {
        let line = cause.to_string();
        if !lines.last().is_some_and(|above| above.ends_with(&line)) {
            lines.push(line);
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_store_error_has_a_code_of_its_own_or_the_general_one() {
        let file = || std::path::PathBuf::from("/data/patchbay.db");
        let cases = [
            (
                OpenError::NotWritable {
                    path: file(),
                    source: io::ErrorKind::PermissionDenied.into(),
                },
                ErrorCode::DataFolderNotWritable,
            ),
            (OpenError::InUse { folder: file(), process: Some(7) }, ErrorCode::DataFolderInUse),
            (OpenError::DiskFull { path: file() }, ErrorCode::DiskFull),
            (
                OpenError::DiskFailing { path: file(), source: "it failed".into() },
                ErrorCode::DiskFailing,
            ),
            (OpenError::Foreign { file: file() }, ErrorCode::DatabaseForeign),
            (
                OpenError::Newer { found: 2, known: 1, last_opened_by: Some("9.0.0".into()) },
                ErrorCode::DatabaseNewer,
            ),
        ];
        for (error, code) in cases {
            let problem = store_did_not_open(&error);
            assert_eq!(problem.code, code);
            assert!(problem.remedy.ends_with('.'), "{}", problem.remedy);
        }
    }

    #[test]
    fn the_causes_of_an_error_end_up_in_the_details() {
        let error = OpenError::NotWritable {
            path: "/data".into(),
            source: io::Error::other("the machine's own words"),
        };
        let details = store_did_not_open(&error).details;
        assert_eq!(details.as_deref(), Some("the machine's own words"));
    }

    #[test]
    fn every_keychain_trouble_has_its_own_code_and_remedy() {
        let all = [
            KeychainTrouble::Absent("x".into()),
            KeychainTrouble::Locked,
            KeychainTrouble::Denied("x".into()),
            KeychainTrouble::Broken("x".into()),
            KeychainTrouble::NotAnswering(Duration::from_secs(5)),
        ];
        let mut remedies: Vec<_> = all.iter().map(|t| keychain_trouble(t).remedy).collect();
        remedies.sort();
        remedies.dedup();
        assert_eq!(remedies.len(), all.len());
    }
}
