//! A firm that connects AI providers and asks them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use patchbay_contract::{
    AiAnswerState, AiAsked, AiQuestion, AiWhom, Connection, EnvironmentId, ErrorCode, NewKey, Part,
    SignInAt,
};
use patchbay_desktop::ai::{Ai, DEADLINE, Environment};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::{Reach, SignIns};
use patchbay_desktop::keys::Keys;
use patchbay_desktop::{Installation, Notices};
use patchbay_gateway::{Gateway, Http, Limits, Outside};
use patchbay_practice::{Endpoint, Misbehaviour, Practice, Trick};
use patchbay_vault::Keychain;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::in_memory::InMemory;

/// Every provider of the catalogue that answers questions, in the order of their files.
pub(crate) const ALL: [&str; 7] =
    ["gemini", "anthropic", "openai", "mistral", "cohere", "xai", "perplexity"];

/// The firm.
pub(crate) struct Firm {
    pub(crate) home: TempDir,
    pub(crate) practice: Practice,
    pub(crate) installation: Arc<Installation>,
    pub(crate) notices: Arc<Notices>,
    pub(crate) keys: Arc<Keys>,
    pub(crate) ai: Arc<Ai>,
    /// What time it is for this firm.
    clock: Arc<Mutex<Timestamp>>,
    /// Set once the time for answers is over.
    too_late: watch::Sender<bool>,
    _shutdown: DropGuard,
}

impl Firm {
    /// With nothing connected, and nothing in the environment.
    pub(crate) async fn new() -> Self {
        Self::in_environment(&[]).await
    }

    /// With these providers connected.
    pub(crate) async fn with(providers: &[&str]) -> Self {
        let firm = Self::new().await;
        for provider in providers {
            firm.connects(provider).await;
        }
        firm
    }

    /// With nothing connected, and these variables in the environment.
    pub(crate) async fn in_environment(set: &[(&'static str, String)]) -> Self {
        Self::of(set, |_| {}, None).await
    }

    /// With what is put into its data folder first; and another server in the practice
    /// server's place, if there is one.
    pub(crate) async fn of(
        set: &[(&'static str, String)],
        furnish: impl FnOnce(&Path),
        elsewhere: Option<url::Url>,
    ) -> Self {
        let home = tempfile::tempdir().unwrap();
        furnish(home.path());
        let catalogue = Arc::new(Catalogue::in_folder(home.path()));
        let clock = Arc::new(Mutex::new("2026-11-21T09:00:00Z".parse().unwrap()));
        let all = catalogue.built_in();
        let entropy = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
        let practice = Practice::of(all.iter().cloned().map(Arc::new), of(&clock), entropy);
        let shutdown = CancellationToken::new();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(practice.clone().serve(listener, shutdown.clone().cancelled_owned()));

        let keychain = Keychain::over(InMemory::default(), Duration::from_secs(5));
        let installation = Installation::in_folder(home.path(), None, keychain);
        let told = of(&clock);
        let installation = Arc::new(installation.told_the_time_by(move || told()));
        let notices = Arc::new(Notices::default());
        let (too_late, later) = watch::channel(false);
        let outside = Outside {
            clock: of(&clock),
            // Time goes by when a test says so: only the time for an answer is waited for.
            pause: Arc::new(move |time| {
                let mut later = later.clone();
                Box::pin(async move {
                    if time == DEADLINE {
                        let _ = later.wait_for(|later| *later).await;
                    }
                })
            }),
            ..Outside::of_the_system()
        };
        let http = Http::direct(Limits::default()).unwrap();
        let reach = Reach::Practice(elsewhere.unwrap_or(here));
        let gateway = Gateway::new(http, reach, outside);
        let (us, others) = (Arc::clone(&installation), Arc::clone(&notices));
        let keys = Keys::beside(&SignIns::new(us, catalogue, others, gateway));
        let set: BTreeMap<_, _> = set.iter().cloned().collect();
        let ai = Ai::beside(&keys, Environment::of(move |name| set.get(name).cloned()));
        let _shutdown = shutdown.drop_guard();
        Self { home, practice, installation, notices, keys, ai, clock, too_late, _shutdown }
    }

    /// Connects a provider with the practice firm's key.
    pub(crate) async fn connects(&self, provider: &str) -> String {
        let fields = self.practice.credentials_of(provider, "key");
        self.connects_with(provider, fields).await
    }

    /// Connects a provider with what is typed into its form.
    pub(crate) async fn connects_with(
        &self,
        provider: &str,
        fields: BTreeMap<String, String>,
    ) -> String {
        let at = SignInAt {
            provider: provider.into(),
            sign_in: "key".into(),
            environment: EnvironmentId::Live,
        };
        let typed = NewKey {
            at,
            connection: None,
            switch_account: false,
            mailbox: None,
            label: None,
            fields,
            in_sight: false,
        };
        let saved = self.keys.save(typed).await;
        saved.unwrap_or_else(|problem| panic!("{provider}: {problem:#?}")).connection
    }

    /// Makes a provider misbehave at every question and list.
    pub(crate) fn spoils(&self, provider: &str, trick: Trick) {
        self.practice.misbehave(provider, Misbehaviour::always(Endpoint::Api, trick));
    }

    /// Asks, whoever it is.
    pub(crate) async fn asks(&self, whom: AiWhom) -> AiAsked {
        self.ai.ask(&question(whom)).await.unwrap_or_else(|problem| panic!("{problem:#?}"))
    }

    /// The connection of this provider, as the page shows it.
    pub(crate) async fn connection(&self, provider: &str) -> Connection {
        let catalogue = Catalogue::in_folder(self.home.path());
        match self.installation.hub(&catalogue).await.connections {
            Part::Working(all) => all.into_iter().find(|one| one.provider == provider).unwrap(),
            Part::Failed(problem) => panic!("{problem:?}"),
        }
    }

    /// The time for answers is over.
    pub(crate) fn time_is_over(&self) {
        self.too_late.send_replace(true);
    }

    pub(crate) fn it_is(&self, time: &str) {
        *self.clock.lock().unwrap() = time.parse().unwrap();
    }

    /// Everything that lies in the data folder once the program was closed.
    pub(crate) async fn closed_files(self) -> Vec<u8> {
        self.installation.close().await;
        let files = std::fs::read_dir(self.home.path()).unwrap();
        let paths = files.map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
        paths.flat_map(|path| std::fs::read(path).unwrap()).collect()
    }
}

/// What is asked everywhere.
pub(crate) const TEXT: &str = "What is a trial balance, “exactly”?";

pub(crate) fn question(whom: AiWhom) -> AiQuestion {
    AiQuestion { id: "q".into(), text: TEXT.into(), whom }
}

/// Each provider with how far it is, in short.
pub(crate) fn states(asked: &AiAsked) -> Vec<(&str, &'static str)> {
    let short = |state: &AiAnswerState| match state {
        AiAnswerState::Waiting => "waiting",
        AiAnswerState::Asking => "asking",
        AiAnswerState::Answered(_) => "answered",
        AiAnswerState::Failed { .. } => "failed",
        AiAnswerState::NotNeeded => "not needed",
        AiAnswerState::Cancelled => "cancelled",
    };
    asked.answers.iter().map(|one| (one.provider.as_str(), short(&one.state))).collect()
}

/// Why a provider did not answer.
pub(crate) fn why(asked: &AiAsked, provider: &str) -> ErrorCode {
    let answer = asked.answers.iter().find(|one| one.provider == provider).unwrap();
    match &answer.state {
        AiAnswerState::Failed { problem, .. } => problem.code,
        other => panic!("{provider}: {other:?}"),
    }
}

fn of(clock: &Arc<Mutex<Timestamp>>) -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
    let clock = Arc::clone(clock);
    Arc::new(move || *clock.lock().unwrap())
}
