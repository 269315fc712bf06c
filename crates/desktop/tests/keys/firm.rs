//! A firm that types in what the practice firm's keys are, or something else.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{
    AuditAction, AuditFilter, AuditQuestion, Connection, EnvironmentId, ErrorCode, NewKey, Part,
    Problem, SavedKey, SignInAt,
};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::{Reach, SignIns};
use patchbay_desktop::keys::Keys;
use patchbay_desktop::{Installation, Notices};
use patchbay_gateway::{Gateway, Http, Limits, Outside};
use patchbay_practice::Practice;
use patchbay_providers::sign_in::How;
use patchbay_providers::{Provider, SignIn};
use patchbay_vault::Keychain;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use url::Url;

use crate::in_memory::InMemory;

/// The firm.
pub(crate) struct Firm {
    home: TempDir,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) practice: Practice,
    pub(crate) installation: Arc<Installation>,
    pub(crate) notices: Arc<Notices>,
    pub(crate) keys: Arc<Keys>,
    /// What time it is for this firm.
    pub(crate) clock: Arc<Mutex<Timestamp>>,
    /// How many milliseconds go by whenever somebody looks at it.
    pub(crate) passes: Arc<AtomicI64>,
    _shutdown: DropGuard,
}

impl Firm {
    /// With nothing connected yet.
    pub(crate) async fn new() -> Self {
        Self::reaching(None).await
    }

    /// Whose providers are all at this address, whoever that is; with nothing connected yet.
    pub(crate) async fn beside(server: Url) -> Self {
        Self::reaching(Some(server)).await
    }

    async fn reaching(server: Option<Url>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let catalogue = Arc::new(Catalogue::in_folder(home.path()));
        let all = catalogue.built_in();
        let clock = Arc::new(Mutex::new(Timestamp::now()));
        let entropy = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
        let passes = Arc::new(AtomicI64::new(0));
        let told = of(&clock, &passes);
        let practice = Practice::of(all.iter().cloned().map(Arc::new), told, entropy);
        let shutdown = CancellationToken::new();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let reach = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(practice.clone().serve(listener, shutdown.clone().cancelled_owned()));

        let keychain = Keychain::over(InMemory::default(), Duration::from_secs(5));
        let installation = Installation::in_folder(home.path(), None, keychain);
        let installation = Arc::new(installation.told_the_time_by({
            let told = of(&clock, &passes);
            move || told()
        }));
        let notices = Arc::new(Notices::default());
        // Nobody waits here: what is waited for has passed at once.
        let outside = Outside {
            clock: of(&clock, &passes),
            pause: Arc::new(|_| Box::pin(std::future::ready(()))),
            ..Outside::of_the_system()
        };
        let http = Http::direct(Limits::default()).unwrap();
        let gateway = Gateway::new(http, Reach::Practice(server.unwrap_or(reach)), outside);
        let (us, others) = (Arc::clone(&installation), Arc::clone(&notices));
        let sign_ins = SignIns::new(us, Arc::clone(&catalogue), others, gateway);
        let keys = Keys::beside(&sign_ins);
        let _shutdown = shutdown.drop_guard();
        Self { home, catalogue, practice, installation, notices, keys, clock, passes, _shutdown }
    }

    /// Lets time go by.
    pub(crate) fn waits(&self, time: SignedDuration) {
        *self.clock.lock().unwrap() += time;
    }

    /// Saves what was typed.
    pub(crate) async fn saves(&self, typed: NewKey) -> SavedKey {
        let at = typed.at.clone();
        self.keys.save(typed).await.unwrap_or_else(|problem| panic!("{at:?}: {problem:#?}"))
    }

    /// Tries to save what was typed, and is told why not.
    pub(crate) async fn is_refused(&self, typed: NewKey) -> Problem {
        let at = typed.at.clone();
        match self.keys.save(typed).await {
            Err(problem) => problem,
            Ok(saved) => panic!("{at:?} was saved: {saved:?}"),
        }
    }

    /// The code of that.
    pub(crate) async fn code_of(&self, typed: NewKey) -> ErrorCode {
        self.is_refused(typed).await.code
    }

    /// The connections that the page would show.
    pub(crate) async fn connections(&self) -> Vec<Connection> {
        match self.installation.hub(&self.catalogue).await.connections {
            Part::Working(connections) => connections,
            Part::Failed(problem) => panic!("{problem:?}"),
        }
    }

    /// How often this was entered.
    pub(crate) async fn entered(&self, action: AuditAction) -> usize {
        let filter = AuditFilter { action: Some(action), ..AuditFilter::default() };
        let question = AuditQuestion { filter, ..AuditQuestion::default() };
        self.installation.audit_page(&question).await.unwrap().entries.len()
    }

    /// What the page shows of this provider's keys.
    pub(crate) async fn key_hints(&self, provider: &str) -> Vec<String> {
        let page = self.installation.provider_page(&self.catalogue, provider).await.unwrap();
        page.key_hints.into_iter().map(|(_, end)| end).collect()
    }

    /// Closes the program. What then lies in its data folder.
    pub(crate) async fn closed_files(self) -> Vec<Vec<u8>> {
        self.installation.close().await;
        let files = std::fs::read_dir(self.home.path()).unwrap();
        let paths = files.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        paths.map(|path| std::fs::read(path).unwrap()).collect()
    }

    /// The practice firm's own key, typed in.
    pub(crate) fn typed(&self, provider: &str, sign_in: &str) -> NewKey {
        NewKey {
            at: SignInAt {
                provider: provider.into(),
                sign_in: sign_in.into(),
                environment: EnvironmentId::Live,
            },
            connection: None,
            switch_account: false,
            label: None,
            fields: self.practice.credentials_of(provider, sign_in),
            in_sight: true,
            mailbox: None,
        }
    }

    /// Every form of the catalogue, with the provider it is of.
    pub(crate) fn forms(&self) -> Vec<(Provider, SignIn)> {
        let mut forms = Vec::new();
        for provider in self.catalogue.built_in().iter() {
            for way in provider.sign_in.iter().filter(|way| is_form(&way.how)) {
                forms.push((provider.clone(), way.clone()));
            }
        }
        forms
    }
}

fn of(
    clock: &Arc<Mutex<Timestamp>>,
    passes: &Arc<AtomicI64>,
) -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
    let (clock, passes) = (Arc::clone(clock), Arc::clone(passes));
    Arc::new(move || {
        let mut now = clock.lock().unwrap();
        *now += SignedDuration::from_millis(passes.load(Ordering::Relaxed));
        *now
    })
}

fn is_form(how: &How) -> bool {
    matches!(how, How::Key(_) | How::SignedToken(_) | How::PostAddress(_) | How::OpenAddress(_))
}
