//! A firm with an app at every practice provider, and a browser that clicks what it is
//! told.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{
    Attempt, AttemptStep, EnvironmentId, Event, HomeWay, NewAttempt, NewFirmApp, SignInAt,
};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::{Arrived, Reach, SignIns};
use patchbay_desktop::{FirmServer, Installation, Notices};
use patchbay_gateway::{Gateway, Http, Limits, Outside};
use patchbay_practice::{Decision, Practice};
use patchbay_store::{Opening, Store};
use patchbay_vault::Keychain;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::{Mutex as Turns, MutexGuard};
use tokio_util::sync::CancellationToken;

use crate::in_memory::InMemory;

/// The true time, and as much more or less as a test wants. Clones show the same.
#[derive(Clone, Default)]
pub(crate) struct Watch(Arc<AtomicI64>);

impl Watch {
    /// Puts it on, or back.
    pub(crate) fn put(&self, by: SignedDuration) {
        self.0.fetch_add(by.as_secs(), Ordering::SeqCst);
    }

    fn teller(&self) -> impl Fn() -> Timestamp + Send + Sync + 'static {
        let off = Arc::clone(&self.0);
        move || Timestamp::now() + SignedDuration::from_secs(off.load(Ordering::SeqCst))
    }
}

/// Some providers know only three ports of this computer: one firm has them at a time.
static PORTS: Turns<()> = Turns::const_new(());

/// The firm.
pub(crate) struct Firm {
    turn: Option<MutexGuard<'static, ()>>,
    home: Arc<TempDir>,
    keychain: InMemory,
    reach: Reach,
    relay: SocketAddr,
    /// This computer's.
    pub(crate) watch: Watch,
    /// The providers'.
    pub(crate) their_watch: Watch,
    pub(crate) practice: Practice,
    pub(crate) installation: Arc<Installation>,
    pub(crate) notices: Arc<Notices>,
    pub(crate) sign_ins: Arc<SignIns>,
    _shutdown: Arc<tokio_util::sync::DropGuard>,
}

impl Firm {
    /// With an app at each of these providers.
    pub(crate) async fn with_apps(providers: &[&str]) -> Self {
        let turn = PORTS.lock().await;
        Self { turn: Some(turn), ..Self::beside(providers).await }
    }

    /// The same beside another firm.
    pub(crate) async fn beside(providers: &[&str]) -> Self {
        Self::set_up(providers, true).await
    }

    /// The same that takes its practice for the real thing.
    pub(crate) async fn in_earnest(providers: &[&str]) -> Self {
        Self::set_up(providers, false).await
    }

    async fn set_up(providers: &[&str], practises: bool) -> Self {
        let home = Arc::new(tempfile::tempdir().unwrap());
        let catalogue = Catalogue::in_folder(home.path());
        let all = catalogue.built_in();
        let (watch, their_watch) = (Watch::default(), Watch::default());
        let clock = Arc::new(their_watch.teller());
        let entropy = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
        let practice = Practice::of(all.iter().cloned().map(Arc::new), clock, entropy);
        let shutdown = CancellationToken::new();

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let reach = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(practice.clone().serve(listener, shutdown.clone().cancelled_owned()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let relay = listener.local_addr().unwrap();
        tokio::spawn(patchbay_server::serve(
            listener,
            patchbay_server::Config::embedded(),
            shutdown.clone(),
        ));

        let (keychain, reach) = (InMemory::default(), Reach::Practice(reach));
        let parts = opened(&home, &keychain, &reach, relay, &watch);
        let shutdown = Arc::new(shutdown.drop_guard());
        let watches = (watch, their_watch);
        let firm = Self::of(home, keychain, reach, relay, watches, practice, parts, shutdown);
        if practises {
            firm.installation.become_practice_firm().await.unwrap();
        }
        let places = firm.sign_ins.places_without_app().await.unwrap();
        for at in places.into_iter().filter(|at| providers.contains(&at.provider.as_str())) {
            let app = firm.practice.app_of(&at.provider);
            let (client_id, client_secret) = (app.client_id, app.client_secret);
            firm.sign_ins.save_firm_app(NewFirmApp { at, client_id, client_secret }).await.unwrap();
        }
        firm
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of the struct")]
    fn of(
        home: Arc<TempDir>,
        keychain: InMemory,
        reach: Reach,
        relay: SocketAddr,
        (watch, their_watch): (Watch, Watch),
        practice: Practice,
        (installation, notices, sign_ins): Parts,
        shutdown: Arc<tokio_util::sync::DropGuard>,
    ) -> Self {
        Self {
            turn: None,
            home,
            keychain,
            reach,
            relay,
            watch,
            their_watch,
            practice,
            installation,
            notices,
            sign_ins,
            _shutdown: shutdown,
        }
    }

    /// The program is closed and started again.
    pub(crate) async fn again(self) -> Self {
        self.again_after(async |_| ()).await
    }

    /// The same with something done to its database in between.
    pub(crate) async fn again_after(self, act: impl AsyncFnOnce(&Store)) -> Self {
        self.sign_ins.settle_down().await;
        self.installation.close().await;
        let opening = Opening { by_version: "1.0.0", at: Timestamp::now() };
        let store = Store::open(self.home.path(), opening).await.unwrap();
        act(&store).await;
        store.close().await;
        let parts = opened(&self.home, &self.keychain, &self.reach, self.relay, &self.watch);
        let Self { turn, home, keychain, reach, relay, practice, _shutdown, .. } = self;
        let watches = (self.watch, self.their_watch);
        let again = Self::of(home, keychain, reach, relay, watches, practice, parts, _shutdown);
        Self { turn, ..again }
    }

    /// The data folder.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// The same, with the providers elsewhere.
    pub(crate) async fn again_over(self, reach: Reach) -> Self {
        Self { reach, ..self }.again().await
    }

    pub(crate) async fn begin(&self, wish: NewAttempt) -> Attempt {
        self.sign_ins.begin(wish).await.unwrap()
    }

    /// Waits until an attempt is at a step that this wants.
    pub(crate) async fn until(
        &self,
        id: &str,
        wanted: impl Fn(&AttemptStep) -> bool,
    ) -> AttemptStep {
        let mut events = self.notices.listen_to_attempts();
        loop {
            let step = self.sign_ins.attempt(id).unwrap().step;
            if wanted(&step) {
                return step;
            }
            let over = matches!(step, AttemptStep::Done { .. } | AttemptStep::Ended(_));
            assert!(!over, "{step:#?}");
            let changed = async {
                while let Ok(event) = events.recv().await {
                    if matches!(&event, Event::AttemptChanged(changed) if changed == id) {
                        return;
                    }
                }
            };
            tokio::time::timeout(Duration::from_secs(30), changed)
                .await
                .unwrap_or_else(|_| panic!("nothing happened after {step:?}"));
        }
    }

    /// Waits until it is connected. The connection's id, and its account's name.
    pub(crate) async fn connected(&self, id: &str) -> (String, Option<String>) {
        match self.until(id, |step| matches!(step, AttemptStep::Done { .. })).await {
            AttemptStep::Done { connection, account, .. } => (connection, account),
            other => panic!("{other:?}"),
        }
    }

    /// Brings an answer home as the browser or the system would.
    pub(crate) async fn bring_home(&self, attempt: &Attempt, answer: Answer) {
        match answer {
            Answer::Address(address) if address.starts_with("app.patchbay:") => {
                let query = address.split_once('?').unwrap().1;
                let via = HomeWay::DeepLink;
                let arrived = self.sign_ins.arrive(&attempt.at.provider, query, via).await;
                assert_eq!(arrived, Arrived::Taken(attempt.id.clone()));
            }
            Answer::Address(address) => {
                let page = reqwest::get(&address).await.unwrap();
                assert!(page.status().is_success(), "{address}: {}", page.status());
            }
            Answer::Code(text) => {
                let pasted = patchbay_contract::PastedAnswer { attempt: attempt.id.clone(), text };
                self.sign_ins.paste(pasted).await.unwrap();
            }
        }
    }
}

type Parts = (Arc<Installation>, Arc<Notices>, Arc<SignIns>);

fn opened(
    home: &TempDir,
    keychain: &InMemory,
    reach: &Reach,
    relay: SocketAddr,
    watch: &Watch,
) -> Parts {
    let keychain = Keychain::over(keychain.clone(), Duration::from_secs(5));
    let installation = Installation::in_folder(home.path(), None, keychain);
    let installation = Arc::new(installation.told_the_time_by(watch.teller()));
    let (catalogue, notices) = (Arc::new(Catalogue::in_folder(home.path())), Arc::default());
    let http = Http::direct(Limits::default()).unwrap();
    let outside = Outside { clock: Arc::new(watch.teller()), ..Outside::of_the_system() };
    let gateway = Gateway::new(http, reach.clone(), outside);
    installation.set_firm_server(FirmServer::Embedded(relay));
    let sign_ins =
        SignIns::new(Arc::clone(&installation), catalogue, Arc::clone(&notices), gateway);
    (installation, notices, sign_ins)
}

/// What a provider's page ends in.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// The browser is sent there.
    Address(String),
    /// The page shows a code.
    Code(String),
}

/// A wish to connect a provider, as simple as it gets.
pub(crate) fn wish(provider: &str) -> NewAttempt {
    NewAttempt {
        at: SignInAt {
            provider: provider.into(),
            sign_in: if provider == "slack" { "person" } else { "oauth" }.into(),
            environment: EnvironmentId::Live,
        },
        connection: None,
        switch_company: false,
        label: None,
        wanted: Vec::new(),
        fields: BTreeMap::new(),
        way: None,
        mailbox: None,
    }
}

/// The address that the browser is sent to.
pub(crate) fn address(attempt: &Attempt) -> String {
    match &attempt.step {
        AttemptStep::Waiting { address } => address.clone(),
        other => panic!("{other:?}"),
    }
}

/// Decides on a provider's page as a person in a browser does.
pub(crate) async fn decide(address: &str, decision: Decision<'_>) -> Answer {
    decide_in(&browser(), address, decision).await
}

/// What asks for pages as a browser does, and says where it is sent.
pub(crate) fn browser() -> reqwest::Client {
    let none = reqwest::redirect::Policy::none();
    reqwest::Client::builder().no_proxy().redirect(none).build().unwrap()
}

/// The same in a browser that is open.
pub(crate) async fn decide_in(
    http: &reqwest::Client,
    address: &str,
    decision: Decision<'_>,
) -> Answer {
    let page = http.get(address).send().await.unwrap();
    assert!(page.status().is_success(), "{address}: {}", page.text().await.unwrap());
    let answer = http
        .post(address)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(decision.form())
        .send()
        .await
        .unwrap();
    if let Some(location) = answer.headers().get("location") {
        return Answer::Address(location.to_str().unwrap().to_owned());
    }
    let status = answer.status();
    let text = answer.text().await.unwrap();
    let code = text.split_once("id=\"code\"").and_then(|(_, rest)| {
        let (_, rest) = rest.split_once('>')?;
        Some(rest.split_once('<')?.0.to_owned())
    });
    Answer::Code(code.unwrap_or_else(|| panic!("{status}: {text}")))
}

impl Firm {
    /// Closes the program. What then lies in its data folder.
    pub(crate) async fn closed_files(self) -> Vec<Vec<u8>> {
        self.installation.close().await;
        std::fs::read_dir(self.home.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .map(|path| std::fs::read(path).unwrap())
            .collect()
    }

    /// Where the program keeps its data, and where it finds the providers.
    pub(crate) fn places(&self) -> (&std::path::Path, &Reach) {
        (self.home.path(), &self.reach)
    }

    /// Closes the program; the providers go on.
    pub(crate) async fn close(&self) {
        self.sign_ins.settle_down().await;
        self.installation.close().await;
    }

    /// The keychain.
    pub(crate) fn keychain(&self) -> Keychain {
        Keychain::over(self.keychain.clone(), Duration::from_secs(5))
    }

    /// The keychain, in a folder that other programs may look into.
    pub(crate) fn keychain_in(&self, folder: &std::path::Path) {
        for (name, key) in &*self.keychain.0.lock().unwrap() {
            std::fs::write(folder.join(name.replace('/', "-")), key).unwrap();
        }
    }

    /// What lies in the data folder now, by name.
    pub(crate) fn files(&self) -> BTreeMap<std::ffi::OsString, Vec<u8>> {
        let all = std::fs::read_dir(self.home.path()).unwrap().map(Result::unwrap);
        let files = all.filter(|entry| entry.file_type().unwrap().is_file());
        files.map(|entry| (entry.file_name(), std::fs::read(entry.path()).unwrap())).collect()
    }

    /// The program is closed, its data folder becomes what it was once, and it is started.
    pub(crate) async fn again_with(self, files: &BTreeMap<std::ffi::OsString, Vec<u8>>) -> Self {
        self.close().await;
        for name in self.files().keys() {
            std::fs::remove_file(self.home.path().join(name)).unwrap();
        }
        for (name, bytes) in files {
            std::fs::write(self.home.path().join(name), bytes).unwrap();
        }
        self.again().await
    }

    /// The connections that the page would show.
    pub(crate) async fn connections(&self) -> Vec<patchbay_contract::Connection> {
        let catalogue = Catalogue::in_folder(self.home.path());
        match self.installation.hub(&catalogue).await.connections {
            patchbay_contract::Part::Working(connections) => connections,
            patchbay_contract::Part::Failed(problem) => panic!("{problem:?}"),
        }
    }
}
