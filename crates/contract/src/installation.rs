//! The state of this installation: the parts Patchbay stands on, each as it was
//! found when asked.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{DoorKind, Problem};

/// What `GetInstallation` answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstallationState {
    /// The version of the program.
    pub version: String,
    /// Where this installation keeps its files.
    pub data_folder: String,
    /// Where this installation writes its log.
    pub log_folder: Option<String>,
    /// The database of this computer.
    pub database: Part<DatabaseFacts>,
    /// The operating system's keychain.
    pub keychain: Part<KeychainFacts>,
    /// Where the key to the stored credentials is kept, when that is not the keychain.
    /// Then nothing here needs one.
    pub key_elsewhere: Option<DoorKind>,
    /// The firm server this app talks to.
    pub server: Part<ServerFacts>,
    /// When all of this was asked.
    pub checked_at: Timestamp,
}

impl InstallationState {
    /// The problems among the parts, in the order they are shown.
    #[must_use]
    pub fn problems(&self) -> Vec<&Problem> {
        let keychain = self.keychain.problem().filter(|_| self.key_elsewhere.is_none());
        [self.database.problem(), keychain, self.server.problem()].into_iter().flatten().collect()
    }
}

/// One part: either working, with its facts, or failed, with what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part<T> {
    /// It was asked and it works.
    Working(T),
    /// It was asked and it does not.
    Failed(Problem),
}

impl<T> Part<T> {
    /// The problem, if this part has one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Working(_) => None,
            Self::Failed(problem) => Some(problem),
        }
    }
}

impl<T, E: Into<Problem>> From<Result<T, E>> for Part<T> {
    fn from(result: Result<T, E>) -> Self {
        match result {
            Ok(facts) => Self::Working(facts),
            Err(error) => Self::Failed(error.into()),
        }
    }
}

/// A database that was opened and migrated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatabaseFacts {
    /// The file.
    pub file: String,
    /// The newest migration it has.
    pub schema: i64,
    /// The SQLite that reads it.
    pub sqlite_version: String,
    /// When this installation was first opened.
    pub made_at: Timestamp,
}

/// A keychain that can be written to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeychainFacts {
    /// What it is called on this system.
    pub backend: String,
    /// Whether it already holds Patchbay's key. The first saved credential makes one.
    pub holds_key: bool,
}

/// A firm server that answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerFacts {
    /// Whether it runs inside this app.
    pub embedded: bool,
    /// Where it answered.
    pub address: String,
    /// The version it said it has.
    pub version: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    fn problem(code: ErrorCode) -> Problem {
        Problem::new(code, "What.", "Effect.", "Remedy.")
    }

    #[test]
    fn problems_come_in_the_order_of_the_screen() {
        let state = InstallationState {
            version: "1.0.0".into(),
            data_folder: "/data".into(),
            log_folder: None,
            database: Part::Failed(problem(ErrorCode::DiskFull)),
            keychain: Part::Working(KeychainFacts { backend: "test".into(), holds_key: false }),
            key_elsewhere: None,
            server: Part::Failed(problem(ErrorCode::ServerUnreachable)),
            checked_at: Timestamp::UNIX_EPOCH,
        };
        let codes: Vec<_> = state.problems().iter().map(|p| p.code).collect();
        assert_eq!(codes, [ErrorCode::DiskFull, ErrorCode::ServerUnreachable]);
    }

    #[test]
    fn a_state_survives_the_way_to_the_page_and_back() {
        let state = InstallationState {
            version: "1.0.0".into(),
            data_folder: "/data".into(),
            log_folder: Some("/data/logs".into()),
            database: Part::Working(DatabaseFacts {
                file: "/data/patchbay.db".into(),
                schema: 20_261_121_000_000,
                sqlite_version: "3.51.3".into(),
                made_at: Timestamp::UNIX_EPOCH,
            }),
            keychain: Part::Failed(problem(ErrorCode::KeychainLocked)),
            key_elsewhere: Some(DoorKind::Passphrase),
            server: Part::Working(ServerFacts {
                embedded: true,
                address: "http://127.0.0.1:1".into(),
                version: "1.0.0".into(),
            }),
            checked_at: Timestamp::UNIX_EPOCH,
        };
        let wire = serde_json::to_string(&state).expect("a state serialises");
        let back: InstallationState = serde_json::from_str(&wire).expect("and comes back");
        assert_eq!(back, state);
        assert!(state.problems().is_empty(), "nobody misses a keychain that is not used");
    }
}
