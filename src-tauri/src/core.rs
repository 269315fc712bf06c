//! What every command and every link may reach.

use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use patchbay_contract::Problem;
use patchbay_desktop::ai::{Ai, Environment};
use patchbay_desktop::catalogue::{Catalogue, Watching};
use patchbay_desktop::connect::{Reach, SignIns};
use patchbay_desktop::custody::Handing;
use patchbay_desktop::keys::Keys;
use patchbay_desktop::{Installation, LinkDesk, Notices};
use tauri::async_runtime::JoinHandle;
use tokio::sync::{OnceCell, SetOnce};
use tokio_util::sync::CancellationToken;

use crate::deep_link::Early;
use crate::practice::{self, PracticeFirm};
use crate::scheme::Links;

/// The app's state, as Tauri keeps it.
pub(crate) struct Core {
    pub(crate) installation: Arc<Installation>,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) notices: Arc<Notices>,
    pub(crate) links: LinkDesk,
    pub(crate) early_links: Early,
    pub(crate) started: Instant,
    /// Set once the sign-ins of an earlier run were taken up.
    pub(crate) taken_up: OnceCell<()>,
    sign_ins: OnceLock<Result<Arc<SignIns>, Problem>>,
    /// Who has our links.
    pub(crate) scheme: Links,
    keys: OnceLock<Arc<Keys>>,
    ai: OnceLock<Arc<Ai>>,
    /// Set when this run is for practice.
    pub(crate) practice: Option<PracticeFirm>,
    /// Set once the page has drawn its first full screen.
    pub(crate) page_is_ready: SetOnce<()>,
    /// Ends whatever runs beside the window.
    pub(crate) shutdown: CancellationToken,
    /// Held for as long as the firm's own provider files are watched.
    pub(crate) watching: Mutex<Option<Watching>>,
    streams: Mutex<HashMap<String, JoinHandle<()>>>,
    firm_server: Mutex<Option<JoinHandle<()>>>,
    /// What the embedded firm server was started with, once it was.
    pub(crate) embedded: OnceLock<(patchbay_server::Config, patchbay_server::Preparing)>,
}

/// How long the page is waited for.
const AT_THE_LATEST: Duration = Duration::from_secs(5);

impl Core {
    pub(crate) fn over(
        installation: Installation,
        catalogue: Catalogue,
        folder: &Path,
        started: Instant,
    ) -> io::Result<Self> {
        let shutdown = CancellationToken::new();
        let practice = practice::of_folder(folder, &catalogue, shutdown.clone())?;
        Ok(Self {
            installation: Arc::new(installation),
            catalogue: Arc::new(catalogue),
            notices: Arc::default(),
            links: LinkDesk::default(),
            early_links: Early::default(),
            started,
            taken_up: OnceCell::new(),
            sign_ins: OnceLock::new(),
            scheme: Links::default(),
            keys: OnceLock::new(),
            ai: OnceLock::new(),
            practice,
            page_is_ready: SetOnce::new(),
            shutdown,
            watching: Mutex::default(),
            streams: Mutex::default(),
            firm_server: Mutex::default(),
            embedded: OnceLock::new(),
        })
    }

    /// The sign-ins. What they need of the system is looked for at the first use: the start
    /// does without.
    pub(crate) fn sign_ins(&self) -> Result<Arc<SignIns>, Problem> {
        let made = self.sign_ins.get_or_init(|| {
            let reach = self.reach();
            let (installation, catalogue) = (Arc::clone(&self.installation), &self.catalogue);
            let (catalogue, notices) = (Arc::clone(catalogue), Arc::clone(&self.notices));
            SignIns::of_this_system(installation, catalogue, notices, reach)
        });
        made.clone()
    }

    /// The forms and the tests, beside the sign-ins.
    pub(crate) fn keys(&self) -> Result<Arc<Keys>, Problem> {
        let sign_ins = self.sign_ins()?;
        Ok(Arc::clone(self.keys.get_or_init(|| Keys::beside(&sign_ins))))
    }

    /// The handing over of connections, beside the forms.
    pub(crate) fn handing(&self) -> Result<Handing, Problem> {
        Ok(Handing::beside(&self.keys()?))
    }

    /// The AI providers, beside the forms. In a practice firm nothing real is used.
    pub(crate) fn ai(&self) -> Result<Arc<Ai>, Problem> {
        let keys = self.keys()?;
        let environment = || match self.practice {
            Some(_) => Environment::empty(),
            None => Environment::of_this_process(),
        };
        Ok(Arc::clone(self.ai.get_or_init(|| Ai::beside(&keys, environment()))))
    }

    /// Where providers are.
    fn reach(&self) -> Reach {
        self.practice.as_ref().map_or(Reach::Vendors, |practice| practice.reach.clone())
    }

    /// Keeps hold of the embedded firm server, so that its end can be waited for.
    pub(crate) fn keep_firm_server(&self, serving: JoinHandle<()>) {
        *self.firm_server.lock().unwrap_or_else(PoisonError::into_inner) = Some(serving);
    }

    /// Opens the vault if that needs nobody, and ends what an earlier run began.
    pub(crate) fn tend_vault(&self) {
        let (installation, notices) = (Arc::clone(&self.installation), Arc::clone(&self.notices));
        tauri::async_runtime::spawn(async move {
            let tended = installation.tend_vault(&|| notices.security_changed()).await;
            if let Err(problem) = tended {
                tracing::info!(code = %problem.code, "the vault was not opened at the start");
            }
        });
    }

    /// Waits until the page has drawn its first full screen, and says whether it did:
    /// what would hold that up comes behind it.
    pub(crate) async fn page_was_ready(&self) -> bool {
        tokio::time::timeout(AT_THE_LATEST, self.page_is_ready.wait()).await.is_ok()
    }

    /// Whether there is something to show, or the page was waited for long enough. A window
    /// shown before its page has drawn may keep it from drawing.
    pub(crate) fn may_be_shown(&self) -> bool {
        self.page_is_ready.initialized() || self.started.elapsed() > AT_THE_LATEST
    }

    /// Waits until the embedded firm server has answered what it had begun.
    pub(crate) async fn firm_server_has_stopped(&self) {
        let serving = self.firm_server.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(serving) = serving
            && let Err(error) = serving.await
        {
            tracing::error!(%error, "the firm server did not end well");
        }
    }

    /// Keeps a window's stream of events and ends the one it had: a page that was
    /// loaded anew asks again, and its old self hears nothing any more.
    pub(crate) fn replace_stream(&self, window: &str, stream: JoinHandle<()>) {
        let mut streams = self.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = streams.insert(window.into(), stream) {
            old.abort();
        }
    }
}
