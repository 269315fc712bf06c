//! A firm with one connection, whose days pass as a test says.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction, AuditArea, CalendarFile, Clocks, Part, Repairs};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::{Installation, Notices, VERSION};
use patchbay_store::{Change, Connection, Opening, Store};
use patchbay_vault::{Backend, Keychain, KeychainFacts, KeychainTrouble, Secret};
use tempfile::TempDir;

/// A computer without a keychain: nothing here is secret.
struct NoKeychain;

impl Backend for NoKeychain {
    fn ask(&mut self, _: &str) -> Result<KeychainFacts, KeychainTrouble> {
        Err(KeychainTrouble::Absent(String::new()))
    }

    fn read(&mut self, _: &str) -> Result<Option<Secret<String>>, KeychainTrouble> {
        Err(KeychainTrouble::Absent(String::new()))
    }

    fn write(&mut self, _: &str, _: &Secret<String>) -> Result<(), KeychainTrouble> {
        Err(KeychainTrouble::Absent(String::new()))
    }

    fn delete(&mut self, _: &str) -> Result<(), KeychainTrouble> {
        Err(KeychainTrouble::Absent(String::new()))
    }

    fn unlock(&mut self) -> Result<(), KeychainTrouble> {
        Err(KeychainTrouble::Absent(String::new()))
    }
}

/// When the first day begins.
const FIRST_DAY: &str = "2026-11-21T09:00:00Z";

/// The only connection: to this provider, by its browser sign-in.
pub(crate) fn connection(provider: &str) -> Connection {
    Connection {
        account_name: Some("Harbor".into()),
        sign_in: Some("oauth".into()),
        ..Connection::made("only", provider, FIRST_DAY)
    }
}

/// The firm.
pub(crate) struct Walk {
    home: TempDir,
    time: Arc<Mutex<Timestamp>>,
    catalogue: Catalogue,
    installation: Installation,
}

impl Walk {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let time = Arc::new(Mutex::new(FIRST_DAY.parse().unwrap()));
        let installation = opened(&home, &time);
        Self { catalogue: Catalogue::in_folder(home.path()), home, time, installation }
    }

    /// With this connection.
    pub(crate) async fn with(row: Connection) -> Self {
        let walk = Self::new();
        let filled = walk.installation.entry(AuditAction::PracticeFilled);
        let store = walk.store().await;
        store.fill_practice(&[row], &[], filled).await.unwrap().unwrap();
        store.close().await;
        walk
    }

    /// With a connection in every state there is.
    pub(crate) async fn of_a_practice_firm() -> Self {
        let walk = Self::new();
        walk.installation.fill_with_practice().await.unwrap();
        walk
    }

    /// The program is closed and started again.
    pub(crate) async fn again(self) -> Self {
        self.installation.close().await;
        let installation = opened(&self.home, &self.time);
        Self { installation, ..self }
    }

    /// Something else changes the connection: a sign-in, a renewal, a check.
    pub(crate) async fn change(&mut self, how: impl FnOnce(&mut Connection)) {
        self.installation.close().await;
        let store = self.store().await;
        let mut row = store.connection("only").await.unwrap().unwrap();
        how(&mut row);
        let at = self.now().to_string();
        assert!(store.update_connection(&row, Change { at: &at, entries: &[] }).await.unwrap());
        store.close().await;
        self.installation = opened(&self.home, &self.time);
    }

    pub(crate) fn now(&self) -> Timestamp {
        *self.time.lock().unwrap()
    }

    pub(crate) fn in_days(&self, days: i64) -> Timestamp {
        self.now() + SignedDuration::from_hours(24 * days)
    }

    pub(crate) fn pass_days(&self, days: i64) {
        let then = self.in_days(days);
        *self.time.lock().unwrap() = then;
    }

    /// The look that the shell takes now and then. The titles of what it told.
    pub(crate) async fn look(&mut self) -> Vec<String> {
        let notices = Notices::default();
        self.installation.look_at_repairs(&self.catalogue, &notices).await.unwrap();
        notices.listen().so_far.into_iter().map(|notice| notice.title).collect()
    }

    pub(crate) async fn repairs(&self) -> Repairs {
        self.installation.repairs(&self.catalogue).await.unwrap()
    }

    pub(crate) async fn clocks(&self) -> Clocks {
        self.installation.clocks(&self.catalogue).await.unwrap()
    }

    pub(crate) async fn save_calendar(&self) -> Option<CalendarFile> {
        self.installation.save_calendar(&self.catalogue).await.unwrap()
    }

    /// The connections as the home page shows them.
    pub(crate) async fn hub(&self) -> Vec<patchbay_contract::Connection> {
        match self.installation.hub(&self.catalogue).await.connections {
            Part::Working(connections) => connections,
            Part::Failed(problem) => panic!("{problem}"),
        }
    }

    /// What the audit trail has of connections and files, the oldest first.
    pub(crate) async fn entered(&self) -> Vec<String> {
        let question = patchbay_contract::AuditQuestion::default();
        let page = self.installation.audit_page(&question).await.unwrap();
        let actions = page.entries.into_iter().rev().filter_map(|entry| entry.action);
        let wanted = [AuditArea::Connection, AuditArea::Export];
        let wanted = actions.filter(|action| wanted.contains(&action.area()));
        wanted.map(|action| action.as_str().to_owned()).collect()
    }

    async fn store(&self) -> Store {
        let opening = Opening { by_version: VERSION, at: self.now() };
        Store::open(self.home.path(), opening).await.unwrap()
    }
}

fn opened(home: &TempDir, time: &Arc<Mutex<Timestamp>>) -> Installation {
    let keychain = Keychain::over(NoKeychain, Duration::from_secs(5));
    let time = Arc::clone(time);
    Installation::in_folder(home.path(), None, keychain)
        .exporting_to(&home.path().join("downloads"))
        .told_the_time_by(move || *time.lock().unwrap())
}
