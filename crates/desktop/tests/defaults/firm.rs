//! A firm whose connections were made by the practice firm's own keys.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use patchbay_contract::{
    AuditQuestion, Choosable, DefaultChange, DefaultKind, DefaultOfKind, Defaults, Disconnection,
    EnvironmentId, ErrorCode, NewKey, Problem, SignInAt,
};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::{Reach, SignIns};
use patchbay_desktop::keys::Keys;
use patchbay_desktop::{Installation, Notices};
use patchbay_gateway::{Gateway, Http, Limits, Outside};
use patchbay_practice::Practice;
use patchbay_vault::Keychain;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::in_memory::InMemory;

/// The firm.
pub(crate) struct Firm {
    pub(crate) home: TempDir,
    catalogue: Arc<Catalogue>,
    practice: Practice,
    pub(crate) installation: Arc<Installation>,
    pub(crate) keys: Arc<Keys>,
    pub(crate) sign_ins: Arc<SignIns>,
    _shutdown: DropGuard,
}

impl Firm {
    /// With nothing connected yet.
    pub(crate) async fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let catalogue = Arc::new(Catalogue::in_folder(home.path()));
        let all = catalogue.built_in();
        let entropy = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
        let providers = all.iter().cloned().map(Arc::new);
        let practice = Practice::of(providers, Arc::new(Timestamp::now), entropy);
        let shutdown = CancellationToken::new();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let reach = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(practice.clone().serve(listener, shutdown.clone().cancelled_owned()));
        let keychain = Keychain::over(InMemory::default(), Duration::from_secs(5));
        let installation = Arc::new(Installation::in_folder(home.path(), None, keychain));
        // Nobody waits here: what is waited for has passed at once.
        let outside = Outside {
            pause: Arc::new(|_| Box::pin(std::future::ready(()))),
            ..Outside::of_the_system()
        };
        let http = Http::direct(Limits::default()).unwrap();
        let gateway = Gateway::new(http, Reach::Practice(reach), outside);
        let (us, ours) = (Arc::clone(&installation), Arc::clone(&catalogue));
        let sign_ins = SignIns::new(us, ours, Arc::new(Notices::default()), gateway);
        let keys = Keys::beside(&sign_ins);
        let _shutdown = shutdown.drop_guard();
        Self { home, catalogue, practice, installation, keys, sign_ins, _shutdown }
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
            mailbox: None,
            label: None,
            fields: self.practice.credentials_of(provider, sign_in),
            in_sight: true,
        }
    }

    /// Connects that, and says under which id.
    pub(crate) async fn saves(&self, typed: NewKey) -> String {
        let at = typed.at.clone();
        let saved = self.keys.save(typed).await;
        saved.unwrap_or_else(|problem| panic!("{at:?}: {problem:#?}")).connection
    }

    /// Connects a provider by its key.
    pub(crate) async fn connects(&self, provider: &str) -> String {
        self.saves(self.typed(provider, "key")).await
    }

    /// Ends a connection here, whatever the provider says.
    pub(crate) async fn disconnects(&self, connection: &str) {
        let wish = Disconnection { connection: connection.into(), despite: true };
        self.sign_ins.disconnect(wish).await.unwrap();
    }

    /// How the firm works.
    pub(crate) async fn defaults(&self) -> Defaults {
        self.installation.defaults(&self.catalogue).await.unwrap()
    }

    /// One kind of that.
    pub(crate) async fn of(&self, kind: DefaultKind) -> DefaultOfKind {
        self.defaults().await.kinds.into_iter().find(|one| one.kind == kind).unwrap()
    }

    /// The connections that can do this.
    pub(crate) async fn choices(&self, kind: DefaultKind) -> Vec<String> {
        let choices: Vec<Choosable> = self.of(kind).await.choices;
        choices.into_iter().map(|one| one.connection).collect()
    }

    /// Changes it.
    pub(crate) async fn changes(&self, change: DefaultChange) -> Defaults {
        let told = format!("{change:?}");
        self.tries(change).await.unwrap_or_else(|problem| panic!("{told}: {problem:#?}"))
    }

    /// Tries to, and is told why not.
    pub(crate) async fn is_refused(&self, change: DefaultChange) -> ErrorCode {
        match self.tries(change).await {
            Err(problem) => problem.code,
            Ok(defaults) => panic!("it was changed: {defaults:#?}"),
        }
    }

    async fn tries(&self, change: DefaultChange) -> Result<Defaults, Problem> {
        self.installation.change_default(&self.catalogue, change).await
    }

    /// What the trail says, the newest first: the action and its facts.
    pub(crate) async fn trail(&self) -> Vec<(String, BTreeMap<String, String>)> {
        let page = self.installation.audit_page(&AuditQuestion::default()).await.unwrap();
        let told = page.entries.into_iter().map(|entry| {
            let action = entry.action.map(|action| action.as_str()).unwrap_or_default();
            (action.to_owned(), entry.detail.into_iter().collect())
        });
        told.collect()
    }
}
