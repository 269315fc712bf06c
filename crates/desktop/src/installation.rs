//! This installation: its folder, database, keychain and firm server, asked afresh
//! whenever somebody wants to know how they are.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use patchbay_contract::{
    AuditAction, DatabaseFacts, DoorKind, InstallationState, KeychainFacts, Part, Problem,
    ServerFacts,
};
use patchbay_store::{NotAPracticeFirm, Opening, Store};
use patchbay_vault::Keychain;
use tokio::sync::Mutex;

use crate::VERSION;
use crate::audit::AuditKey;
use crate::catalogue::FOLDER;
use crate::firm::Embedded;
use crate::server_client::ServerClient;
use crate::vault::Vault;
use crate::{problems, security};

/// The firm server this installation talks to, as far as it is known here.
#[derive(Debug, Clone)]
pub enum FirmServer {
    /// None runs with this program (the command line, without the app).
    None,
    /// It runs inside the app, at this address.
    Embedded(SocketAddr),
    /// It should run inside the app and could not be started.
    Failed(Problem),
}

/// What tells the time.
#[derive(Clone)]
struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// This installation. Making one never fails; what is broken is in its state.
#[derive(Debug)]
pub struct Installation {
    folder: PathBuf,
    log_folder: Option<PathBuf>,
    clock: Clock,
    vault: Vault,
    store: Mutex<Option<Arc<Store>>>,
    closed: AtomicBool,
    server: RwLock<FirmServer>,
    /// What is known of the server inside this program.
    embedded: RwLock<Embedded>,
    /// What people know this program as.
    program: &'static str,
    /// Where what is to be handed on is written.
    exports: Option<PathBuf>,
    audit_key: RwLock<Option<Arc<AuditKey>>>,
    /// Held while this program talks to the firm's server about what goes along.
    syncing: Mutex<()>,
    /// Held while this program hands a connection over, or finds out how far that is.
    handing: Mutex<()>,
}

impl Installation {
    /// The installation in this folder. Nothing is opened before somebody asks.
    #[must_use]
    pub fn in_folder(folder: &Path, log_folder: Option<PathBuf>, keychain: Keychain) -> Self {
        Self {
            folder: folder.into(),
            log_folder,
            clock: Clock(Arc::new(Timestamp::now)),
            vault: Vault::new(keychain),
            store: Mutex::new(None),
            closed: AtomicBool::new(false),
            server: RwLock::new(FirmServer::None),
            embedded: RwLock::default(),
            program: "Patchbay",
            exports: dirs::download_dir(),
            audit_key: RwLock::default(),
            syncing: Mutex::default(),
            handing: Mutex::default(),
        }
    }

    /// The same, used by another program than the app.
    #[must_use]
    pub fn used_by(mut self, program: &'static str) -> Self {
        self.program = program;
        self
    }

    /// The same, with what is to be handed on written to this folder and not to the
    /// person's downloads.
    #[must_use]
    pub fn exporting_to(mut self, folder: &Path) -> Self {
        self.exports = Some(folder.into());
        self
    }

    /// The same by another clock than this computer's.
    #[must_use]
    pub fn told_the_time_by(
        mut self,
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Self {
        self.clock = Clock(Arc::new(clock));
        self
    }

    /// Gives the key that signs the audit trail, or takes it away again: it is there for
    /// as long as the vault is open.
    pub fn set_audit_key(&self, key: Option<AuditKey>) {
        *self.audit_key.write().unwrap_or_else(PoisonError::into_inner) = key.map(Arc::new);
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is known of the server inside this program.
    pub(crate) fn embedded(&self) -> &RwLock<Embedded> {
        &self.embedded
    }

    /// Whose turn it is, of all in this program, to go along with the firm's server.
    pub(crate) fn syncing(&self) -> &Mutex<()> {
        &self.syncing
    }

    /// Whose turn it is, of all in this program, to hand connections over.
    pub(crate) fn handing(&self) -> &Mutex<()> {
        &self.handing
    }

    /// The key that signs the audit trail, while it is at hand.
    pub(crate) fn audit_signer(&self) -> Option<Arc<AuditKey>> {
        self.audit_key.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What people know this program as.
    pub(crate) fn program(&self) -> &'static str {
        self.program
    }

    /// Where the firm's own provider files lie.
    pub(crate) fn own_files(&self) -> PathBuf {
        self.folder.join(FOLDER)
    }

    /// Where what is to be handed on is written: the person's downloads, or a folder of
    /// ours where there are none.
    pub(crate) fn export_folder(&self) -> PathBuf {
        self.exports.clone().unwrap_or_else(|| self.folder.join("exports"))
    }

    /// Says where the firm server is, or why it is not.
    pub fn set_firm_server(&self, server: FirmServer) {
        *self.server.write().unwrap_or_else(PoisonError::into_inner) = server;
    }

    /// Where the firm server inside this program listens, if there is one.
    #[must_use]
    pub fn embedded_server(&self) -> Option<SocketAddr> {
        match &*self.server.read().unwrap_or_else(PoisonError::into_inner) {
            FirmServer::Embedded(address) => Some(*address),
            FirmServer::None | FirmServer::Failed(_) => None,
        }
    }

    /// Whether this address is that of the firm server inside this program.
    pub(crate) fn is_embedded(&self, address: &str) -> bool {
        let ours = self.embedded_server().map(|address| format!("http://{address}"));
        ours.is_some_and(|ours| ours == address)
    }

    /// Asks every part how it is. A store that did not open is tried again.
    pub async fn state(&self) -> InstallationState {
        let (database, (keychain, key_elsewhere), server) =
            tokio::join!(self.database(), self.keychain(), self.server());
        InstallationState {
            version: VERSION.into(),
            data_folder: self.folder.display().to_string(),
            log_folder: self.log_folder.as_ref().map(|folder| folder.display().to_string()),
            database: database.into(),
            keychain,
            key_elsewhere,
            server,
            checked_at: (self.clock.0)(),
        }
    }

    /// Closes the database, so that nothing is left to be recovered at the next start.
    /// A question that comes later does not open it again.
    pub async fn close(&self) {
        self.closed.store(true, Ordering::Release);
        if let Some(store) = self.store.lock().await.take() {
            self.sign_trail(&store.audit(), 1).await;
            store.close().await;
        }
    }

    /// The vault. What is done with it goes through this installation's store.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The time, as this installation's clock tells it.
    pub(crate) fn now(&self) -> Timestamp {
        (self.clock.0)()
    }

    /// Whether this is a practice firm.
    pub(crate) async fn is_practice_firm(&self) -> Result<bool, Problem> {
        let facts = self.opened().await?.facts().await;
        Ok(facts.map_err(|error| problems::store_did_not_open(&error))?.installation.practice)
    }

    /// Makes this a practice firm, with whatever it connected so far.
    ///
    /// # Errors
    /// When the database cannot be opened, or holds real connections.
    pub async fn become_practice_firm(&self) -> Result<(), Problem> {
        if self.is_practice_firm().await? {
            return Ok(());
        }
        let store = self.opened().await?;
        let failed = |error| problems::store_did_not_open(&error);
        let filled = self.entry(AuditAction::PracticeFilled);
        match store.fill_practice(&[], &[], filled).await.map_err(failed)? {
            Ok(()) => Ok(()),
            Err(NotAPracticeFirm { count }) => Err(problems::not_a_practice_firm(count)),
        }
    }

    /// Every connection, and whether this is a practice firm.
    pub(crate) async fn stored_connections(
        &self,
    ) -> Result<(Vec<patchbay_store::Connection>, bool), Problem> {
        let store = self.opened().await?;
        let failed = |error| problems::store_did_not_open(&error);
        let practice = store.facts().await.map_err(failed)?.installation.practice;
        Ok((store.connections().await.map_err(failed)?, practice))
    }

    /// The store, opened now if it is not yet. One that did not open is tried again.
    pub(crate) async fn opened(&self) -> Result<Arc<Store>, Problem> {
        let mut slot = self.store.lock().await;
        if let Some(store) = &*slot {
            return Ok(Arc::clone(store));
        }
        if self.closed.load(Ordering::Acquire) {
            return Err(problems::closed());
        }
        let opening = Opening { by_version: VERSION, at: self.now() };
        let store = Store::open(&self.folder, opening).await.map_err(|error| {
            tracing::error!(%error, "the store did not open");
            problems::store_did_not_open(&error)
        })?;
        Ok(Arc::clone(slot.insert(Arc::new(store))))
    }

    async fn database(&self) -> Result<DatabaseFacts, Problem> {
        let store = self.opened().await?;
        let facts = store.facts().await.map_err(|error| problems::store_did_not_open(&error))?;
        Ok(DatabaseFacts {
            file: store.folder().database().display().to_string(),
            schema: facts.schema,
            sqlite_version: facts.sqlite_version,
            made_at: facts.installation.made_at.parse().unwrap_or(Timestamp::UNIX_EPOCH),
        })
    }

    /// How the keychain is, and where the key is when it is not there.
    async fn keychain(&self) -> (Part<KeychainFacts>, Option<DoorKind>) {
        let (name, elsewhere) = match self.opened().await {
            Ok(store) => (security::key_name(&store).await, security::key_elsewhere(&store).await),
            Err(_) => (String::new(), None),
        };
        (security::keychain_facts(self.vault.keychain(), &name).await, elsewhere)
    }

    async fn server(&self) -> Part<ServerFacts> {
        let seat = self.server.read().unwrap_or_else(PoisonError::into_inner).clone();
        let address = match seat {
            FirmServer::Embedded(address) => address,
            FirmServer::Failed(problem) => return Part::Failed(problem),
            FirmServer::None => {
                return Part::Failed(problems::no_server_here());
            }
        };
        let client = match ServerClient::on_this_machine(format!("http://{address}")) {
            Ok(client) => client,
            Err(error) => return Part::Failed(problems::server_not_started(&error.to_string())),
        };
        match client.health().await {
            Ok(health) => Part::Working(ServerFacts {
                embedded: true,
                address: client.address().into(),
                version: health.version,
            }),
            Err(error) => Part::Failed(problems::server_unhealthy(&error)),
        }
    }
}
