//! A firm whose server holds connections: the server, the services that it and the computers
//! reach, and a computer that may be ended in the middle of anything.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use patchbay_contract::{
    AttemptStep, CustodyNow, EnvironmentId, NewAttempt, NewFirmApp, NewHandover, NewKey, Problem,
    SignInAt,
};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::{Arrived, Reach, SignIns};
use patchbay_desktop::custody::Handing;
use patchbay_desktop::keys::Keys;
use patchbay_desktop::{FirmServer, Installation, Notices};
use patchbay_gateway::{Gateway, Http, Limits, Outside};
use patchbay_practice::{COMPANIES, Decision, Practice};
use patchbay_server::Config;
use patchbay_server::config::{Layer, OwnKey};
use patchbay_store::{Opening, Store};
use patchbay_vault::Keychain;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::gate::Gate;
use crate::in_memory::InMemory;
use crate::server::{Clock, Server, own_key};

/// The program, as long as it runs.
pub(crate) struct Program {
    pub(crate) installation: Arc<Installation>,
    pub(crate) keys: Arc<Keys>,
    pub(crate) sign_ins: Arc<SignIns>,
    pub(crate) handing: Handing,
}

/// The firm.
pub(crate) struct Firm {
    pub(crate) clock: Clock,
    pub(crate) practice: Practice,
    pub(crate) server: Server,
    pub(crate) gate: Gate,
    pub(crate) program: Program,
    home: TempDir,
    keychain: InMemory,
    reach: Reach,
    relay: std::net::SocketAddr,
    _shutdown: DropGuard,
}

/// Whoever waits has waited.
fn outside(clock: &Clock) -> Outside {
    let clock = clock.clone();
    Outside {
        clock: Arc::new(move || clock.now()),
        pause: Arc::new(|_| Box::pin(std::future::ready(()))),
        ..Outside::of_the_system()
    }
}

impl Firm {
    /// With a computer that is in at a server which holds connections.
    pub(crate) async fn open() -> Self {
        Self::with_server(true).await
    }

    /// With a computer that is in at a server which has a key of its own, or none.
    pub(crate) async fn with_server(has_own_key: bool) -> Self {
        let (home, clock) = (tempfile::tempdir().unwrap(), Clock::new());
        let shutdown = CancellationToken::new();
        let catalogue = Catalogue::in_folder(home.path());
        let entropy = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
        let their = clock.clone();
        let providers = catalogue.built_in();
        let providers = providers.iter().cloned().map(Arc::new);
        let practice = Practice::of(providers, Arc::new(move || their.now()), entropy);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let reach = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(practice.clone().serve(listener, shutdown.clone().cancelled_owned()));
        let reach = Reach::Practice(reach);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let relay = listener.local_addr().unwrap();
        let embedded = patchbay_server::Config::embedded();
        tokio::spawn(patchbay_server::serve(listener, embedded, shutdown.clone()));
        let server = holding_server(&clock, reach.clone(), has_own_key).await;
        let gate = Gate::to(&server.base).await;
        let keychain = InMemory::default();
        let program = started(&home, &keychain, &reach, relay, &clock);
        let _shutdown = shutdown.drop_guard();
        let firm = Self {
            clock,
            practice,
            server,
            gate,
            program,
            home,
            keychain,
            reach,
            relay,
            _shutdown,
        };
        let new = patchbay_contract::NewEnrolment {
            server: firm.gate.base.clone(),
            code: firm.server.first_code().await,
            device_name: "Ana’s laptop".into(),
        };
        firm.program.installation.enrol(new).await.unwrap();
        firm
    }

    /// The program ends where it is, and is started again.
    pub(crate) async fn starts_again(&mut self) {
        self.program.installation.close().await;
        let Self { home, keychain, reach, relay, clock, .. } = self;
        self.program = started(home, keychain, reach, *relay, clock);
    }

    /// Signs in to a provider by the browser, or again to a connection.
    pub(crate) async fn signs_in(&self, provider: &str, again: Option<&str>) -> String {
        let sign_ins = &self.program.sign_ins;
        let at = SignInAt {
            provider: provider.into(),
            sign_in: "oauth".into(),
            environment: EnvironmentId::Live,
        };
        let app = self.practice.app_of(provider);
        let (client_id, client_secret) = (app.client_id, app.client_secret);
        let app = NewFirmApp { at: at.clone(), client_id, client_secret };
        sign_ins.save_firm_app(app).await.unwrap();
        let wish = NewAttempt {
            at,
            connection: again.map(str::to_owned),
            switch_company: false,
            label: None,
            wanted: Vec::new(),
            fields: BTreeMap::new(),
            way: None,
            mailbox: None,
        };
        let attempt = sign_ins.begin(wish).await.unwrap();
        let AttemptStep::Waiting { address } = &attempt.step else { panic!("{attempt:?}") };
        let answer = allowed(address).await;
        let query = answer.split_once('?').unwrap().1;
        if answer.starts_with("app.patchbay:") {
            let via = patchbay_contract::HomeWay::DeepLink;
            let arrived = sign_ins.arrive(provider, query, via).await;
            assert_eq!(arrived, Arrived::Taken(attempt.id.clone()));
        } else {
            reqwest::get(&answer).await.unwrap().error_for_status().unwrap();
        }
        loop {
            match sign_ins.attempt(&attempt.id).unwrap().step {
                AttemptStep::Done { connection, .. } => return connection,
                AttemptStep::Ended(problem) => panic!("{problem:#?}"),
                _ => tokio::task::yield_now().await,
            }
        }
    }

    /// What would be typed into the form of a key.
    pub(crate) fn typed(&self, provider: &str) -> NewKey {
        NewKey {
            at: SignInAt {
                provider: provider.into(),
                sign_in: "key".into(),
                environment: EnvironmentId::Live,
            },
            connection: None,
            switch_account: false,
            mailbox: None,
            label: None,
            fields: self.practice.credentials_of(provider, "key"),
            in_sight: true,
        }
    }

    /// Hands it over.
    pub(crate) async fn hands_over(&self, connection: &str) -> Result<CustodyNow, Problem> {
        self.program.handing.hand_over(&wish(connection)).await
    }

    /// Who holds it.
    pub(crate) async fn custody(&self, connection: &str) -> CustodyNow {
        self.program.installation.custody_of(connection).await.unwrap()
    }

    /// Looks into the database, while the program is ended.
    pub(crate) async fn in_the_database<T>(&mut self, act: impl AsyncFnOnce(&Store) -> T) -> T {
        self.program.installation.close().await;
        let opening = Opening { by_version: "1.0.0", at: self.clock.now() };
        let store = Store::open(self.home.path(), opening).await.unwrap();
        let done = act(&store).await;
        store.close().await;
        self.starts_again().await;
        done
    }

    /// How many credentials lie here for a connection.
    pub(crate) async fn credentials_here(&mut self, connection: &str) -> usize {
        let of = async |store: &Store| store.credentials_of(connection).await.unwrap().len();
        self.in_the_database(of).await
    }
}

/// A server with a key of its own, or none, which reaches the same providers. What is due there is
/// due when a test asks, and never by itself.
async fn holding_server(clock: &Clock, reach: Reach, has_own_key: bool) -> Server {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("firm.db");
    let database = format!("sqlite:{}", file.display());
    let mut text = format!("database = {database:?}\nrequests_per_minute = 0\n");
    if has_own_key {
        let key = own_key(&folder);
        OwnKey::in_file(&key).make().await.unwrap();
        text += &format!("custody_key_file = {:?}\n", key.display().to_string());
    }
    let config = Config::from_layer(Layer::from_toml("test", &text).unwrap()).unwrap();
    let now = clock.clone();
    let config = config.with_clock(Arc::new(move || now.now()));
    let never = Duration::from_secs(24 * 3600);
    let config = config.with_providers(reach, outside(clock), never);
    Server::of(folder, config, clock.clone()).await
}

pub(crate) fn wish(connection: &str) -> NewHandover {
    NewHandover { connection: connection.into(), compared: None }
}

fn started(
    home: &TempDir,
    keychain: &InMemory,
    reach: &Reach,
    relay: std::net::SocketAddr,
    clock: &Clock,
) -> Program {
    let keychain = Keychain::over(keychain.clone(), Duration::from_secs(5));
    let ours = clock.clone();
    let installation =
        Installation::in_folder(home.path(), None, keychain).told_the_time_by(move || ours.now());
    let installation = Arc::new(installation);
    installation.set_firm_server(FirmServer::Embedded(relay));
    let catalogue = Arc::new(Catalogue::in_folder(home.path()));
    let http = Http::direct(Limits::default()).unwrap();
    let gateway = Gateway::new(http, reach.clone(), outside(clock));
    let (us, notices) = (Arc::clone(&installation), Arc::new(Notices::default()));
    let sign_ins = SignIns::new(us, catalogue, notices, gateway);
    let keys = Keys::beside(&sign_ins);
    let handing = Handing::beside(&keys);
    Program { installation, keys, sign_ins, handing }
}

/// Allows it on the provider's page, and says where the browser is sent then.
async fn allowed(address: &str) -> String {
    let none = reqwest::redirect::Policy::none();
    let http = reqwest::Client::builder().no_proxy().redirect(none).build().unwrap();
    http.get(address).send().await.unwrap().error_for_status().unwrap();
    let answer = http
        .post(address)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Decision::Allow(&COMPANIES[0]).form())
        .send()
        .await
        .unwrap();
    answer.headers()["location"].to_str().unwrap().to_owned()
}
