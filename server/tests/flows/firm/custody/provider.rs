//! The vendors of these stories: practice providers by the clock of the story, and a permission that
//! somebody gave at one of them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use patchbay_contract::{EnvironmentId, SignInAt};
use patchbay_custody::{Custodian, Held, KeptApp, KeptGrant, MailReach, Spot};
use patchbay_gateway::oauth::{Attempt, FirmApp, Returned};
use patchbay_gateway::{Gateway, Http, Limits, Outside, Reach, Values};
use patchbay_practice::{COMPANIES, Counts, Decision, Practice};
use patchbay_providers::Provider;
use patchbay_vault::Secret;
use reqwest::redirect;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::minute;

/// Whose permissions end within an hour, and whose refresh token is another one each time.
pub(super) const ID: &str = "quickbooks_online";
const WAY: &str = "oauth";
const HOME: &str = "https://firm.example/connect/quickbooks_online/return";

/// Everybody, played.
pub(in super::super) struct Vendors {
    pub(super) practice: Practice,
    address: SocketAddr,
    clock: Arc<AtomicI64>,
    _end: DropGuard,
}

impl Vendors {
    pub(super) async fn start(clock: Arc<AtomicI64>) -> Self {
        let passed = Arc::clone(&clock);
        let now = Arc::new(move || minute(passed.load(Ordering::Relaxed)));
        let random = Arc::new(|bytes: &mut [u8]| getrandom::fill(bytes).unwrap());
        let all = patchbay_providers::catalogue().into_iter().map(Arc::new);
        let practice = Practice::of(all, now, random);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let end = CancellationToken::new();
        tokio::spawn(practice.clone().serve(listener, end.clone().cancelled_owned()));
        Self { practice, address, clock, _end: end.drop_guard() }
    }

    pub(super) fn clock(&self) -> Arc<dyn Fn() -> Timestamp + Send + Sync> {
        let passed = Arc::clone(&self.clock);
        Arc::new(move || minute(passed.load(Ordering::Relaxed)))
    }

    pub(super) fn reach(&self) -> Reach {
        Reach::Practice(format!("http://{}/", self.address).parse().unwrap())
    }

    /// By the clock of the story, and without waiting.
    pub(super) fn outside(&self) -> Outside {
        let pause = Arc::new(|_| Box::pin(async {}) as _);
        Outside { clock: self.clock(), pause, ..Outside::of_the_system() }
    }

    pub(super) fn counts(&self) -> Counts {
        self.practice.counts(ID)
    }

    fn gateway(&self) -> Gateway {
        let http = Http::direct(Limits::default()).unwrap();
        Gateway::new(http, self.reach(), self.outside())
    }

    /// The account of what is held, as its provider names it.
    pub(super) async fn account(&self, held: &Held) -> Option<String> {
        let custodian = Custodian::new(self.gateway(), MailReach::of(&self.reach()));
        let proof = custodian.check(&provider(&held.provider), held, "c", None, &|_| {}).await;
        proof.unwrap().account_name
    }

    /// A permission that somebody just gave, as a computer keeps it.
    pub(super) async fn allowed(&self) -> Held {
        self.allowed_at(ID, WAY, HOME).await
    }

    /// The same of another provider, by this way and with the answer sent to there.
    pub(super) async fn allowed_at(&self, id: &str, way: &str, home: &str) -> Held {
        let provider = provider(id);
        let at =
            SignInAt { provider: id.into(), sign_in: way.into(), environment: EnvironmentId::Live };
        let spot = Spot::of(provider.clone(), &at).unwrap();
        let registered = self.practice.app_of(id);
        let app = FirmApp {
            client_id: registered.client_id.clone(),
            client_secret: registered.client_secret.clone().map(Secret::new),
        };
        let gateway = self.gateway();
        let proofs = gateway.proofs().unwrap();
        let attempt =
            Attempt { app: &app, proofs: &proofs, redirect_address: Some(home), wanted: &[] };
        let (values, oauth) = (Values::default(), spot.oauth().unwrap());
        let page = gateway.authorize(spot.party("c", &values), oauth, &attempt).unwrap();
        let browser = reqwest::Client::builder().no_proxy().redirect(redirect::Policy::none());
        let browser = browser.build().unwrap();
        let form = "application/x-www-form-urlencoded";
        let pressed = browser.post(page).header("content-type", form);
        let pressed = pressed.body(Decision::Allow(&COMPANIES[0]).form()).send().await.unwrap();
        let home = pressed.headers()["location"].to_str().unwrap().to_owned();
        let query = home.split_once('?').unwrap().1;
        let allowed = Returned::read(query).unwrap().check(&provider, oauth).unwrap();
        let party = spot.party("c", &values);
        let grant = gateway.exchange(party, oauth, &attempt, &allowed).await.unwrap();
        Held {
            provider: id.into(),
            sign_in: way.into(),
            environment: "live".into(),
            account: None,
            grant: Some(KeptGrant::of(&grant, &values, &[])),
            key: None,
            app: Some(KeptApp {
                client_id: registered.client_id,
                client_secret: registered.client_secret,
            }),
        }
    }
}

/// The provider of that id.
pub(super) fn provider(id: &str) -> Provider {
    patchbay_providers::catalogue().into_iter().find(|provider| provider.id == id).unwrap()
}
