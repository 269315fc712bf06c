//! The firm's server, which ends with the test and may be restored meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};
use patchbay_server::config::Layer;
use patchbay_server::{Config, administration};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A clock that goes as a test wants: so many minutes after the test began.
#[derive(Clone)]
pub(crate) struct Clock {
    began: Timestamp,
    minutes: Arc<AtomicI64>,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self { began: Timestamp::now(), minutes: Arc::default() }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.began + SignedDuration::from_mins(self.minutes.load(Ordering::Relaxed))
    }

    pub(crate) fn pass(&self, minutes: i64) {
        self.minutes.fetch_add(minutes, Ordering::Relaxed);
    }

    pub(crate) fn pass_days(&self, days: i64) {
        self.pass(days * 24 * 60);
    }
}

/// The server.
pub(crate) struct Server {
    pub(crate) base: String,
    pub(crate) clock: Clock,
    config: Config,
    closing: CancellationToken,
    serving: JoinHandle<std::io::Result<()>>,
    folder: TempDir,
}

/// Where a server with this folder has its own key.
pub(crate) fn own_key(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join("own-key")
}

fn config(folder: &TempDir, database: &str, clock: &Clock) -> Config {
    let file = folder.path().join(database);
    let text =
        format!("database = {:?}\nrequests_per_minute = 0\n", format!("sqlite:{}", file.display()));
    let config = Config::from_layer(Layer::from_toml("test", &text).unwrap()).unwrap();
    let clock = clock.clone();
    config.with_clock(Arc::new(move || clock.now()))
}

fn serve(
    listener: TcpListener,
    config: Config,
) -> (CancellationToken, JoinHandle<std::io::Result<()>>) {
    let closing = CancellationToken::new();
    (closing.clone(), tokio::spawn(patchbay_server::serve(listener, config, closing)))
}

impl Server {
    /// With nobody in it yet.
    pub(crate) async fn open() -> Self {
        Self::over(tempfile::tempdir().unwrap(), Clock::new()).await
    }

    /// The one whose database lies in this folder.
    pub(crate) async fn over(folder: TempDir, clock: Clock) -> Self {
        let config = config(&folder, "firm.db", &clock);
        Self::of(folder, config, clock).await
    }

    /// The same of this configuration.
    pub(crate) async fn of(folder: TempDir, config: Config, clock: Clock) -> Self {
        administration::migrate(&config).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (closing, serving) = serve(listener, config.clone());
        Self { base, clock, config, closing, serving, folder }
    }

    /// A code for the first owner.
    pub(crate) async fn first_code(&self) -> String {
        administration::link_for_first_owner(&self.config, "Ana Miller", None).await.unwrap().code
    }

    /// A code for another device of the owner.
    pub(crate) async fn another_code(&self) -> String {
        let refused = administration::link_for_first_owner(&self.config, "Ana Miller", None).await;
        let Err(administration::AdministrationError::OwnerThere { id, .. }) = refused else {
            panic!("there is no owner yet");
        };
        administration::link_for_owner(&self.config, &id).await.unwrap().code
    }

    /// Writes everything that it keeps into a file.
    pub(crate) async fn backs_up(&self) {
        let file = self.folder.path().join("firm.backup");
        administration::back_up(&self.config, &file).await.unwrap();
    }

    /// Where it keeps everything.
    pub(crate) fn database(&self) -> std::path::PathBuf {
        self.folder.path().join("firm.db")
    }

    /// Where its own key is, if it has one.
    pub(crate) fn own_key(&self) -> std::path::PathBuf {
        own_key(&self.folder)
    }

    /// Answers nobody any more.
    pub(crate) async fn stops(&mut self) {
        self.closing.cancel();
        (&mut self.serving).await.unwrap().unwrap();
    }

    /// Answers again where it was, with what it had.
    pub(crate) async fn starts(&mut self) {
        let address = self.base.strip_prefix("http://").unwrap();
        let listener = TcpListener::bind(address).await.unwrap();
        (self.closing, self.serving) = serve(listener, self.config.clone());
    }

    /// Answers again with what was backed up, from another database.
    pub(crate) async fn is_restored(&mut self) {
        self.stops().await;
        self.config = config(&self.folder, "restored.db", &self.clock);
        let file = self.folder.path().join("firm.backup");
        administration::put_back(&self.config, &file).await.unwrap();
        self.starts().await;
    }
}
