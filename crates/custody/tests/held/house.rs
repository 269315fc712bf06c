//! A custodian, the providers that are played for it, and whoever signs in there.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::EnvironmentId;
use patchbay_custody::{Custodian, Held, KeptApp, KeptGrant, KeptKey, MailReach, Proof, Renewal};
use patchbay_gateway::oauth::{Attempt, Returned};
use patchbay_gateway::{Found, Gateway, Http, Limits, Outside, Reach, Values};
use patchbay_practice::{COMPANIES, Decision, Practice};
use patchbay_providers::sign_in::{Home, HomeWay, How};
use patchbay_providers::{Provider, SignIn, catalogue};
use reqwest::redirect::Policy;
use tokio::net::TcpListener;
use url::Url;

/// What every call is counted under.
pub(crate) const ID: &str = "0123456789abcdef0123456789abcdef";

/// A server that ends with the test, and its clock, which moves when it is told to.
pub(crate) struct House {
    pub(crate) practice: Practice,
    pub(crate) custodian: Custodian,
    now: Arc<Mutex<Timestamp>>,
}

impl House {
    pub(crate) async fn open() -> Self {
        let now = Arc::new(Mutex::new(Timestamp::from_second(1_790_000_000).unwrap()));
        let clock = Arc::clone(&now);
        let count = AtomicU64::new(1);
        let practice = Practice::of(
            catalogue().into_iter().map(Arc::new),
            Arc::new(move || *clock.lock().unwrap()),
            Arc::new(move |bytes: &mut [u8]| {
                let n = count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
                bytes[..n.len()].copy_from_slice(&n);
            }),
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = listener.local_addr().unwrap();
        tokio::spawn(practice.clone().serve(listener, std::future::pending()));
        let clock = Arc::clone(&now);
        let outside = Outside {
            clock: Arc::new(move || *clock.lock().unwrap()),
            // Nobody waits: what is asked to wait goes on at once.
            pause: Arc::new(|_| Box::pin(std::future::ready(()))),
            ..Outside::of_the_system()
        };
        let reach = Reach::Practice(format!("http://{server}").parse().unwrap());
        let gateway = Gateway::new(Http::direct(Limits::default()).unwrap(), reach, outside);
        let mail = MailReach::of(gateway.reach());
        Self { practice, custodian: Custodian::new(gateway, mail), now }
    }

    pub(crate) fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    pub(crate) fn wait(&self, time: SignedDuration) {
        *self.now.lock().unwrap() += time;
    }

    /// What was typed into a form, handed over.
    pub(crate) fn typed(&self, provider: &Provider, way: &SignIn) -> Held {
        let typed = self.practice.credentials_of(&provider.id, &way.id);
        let values: Values = typed.into_iter().collect();
        let held = held(provider, way);
        match &way.how {
            How::ClientCredentials(_) => {
                let values = values.expose_secrets().clone().into_iter().collect();
                let found = Found::default().to_secret().expose_secret().clone();
                let nothing = KeptGrant { values, found, ..KeptGrant::default() };
                Held { grant: Some(nothing), ..held }
            }
            _ => Held { key: Some(KeptKey::of(&values).expose_secret().clone()), ..held },
        }
    }

    /// A permission that somebody gave in the browser, handed over with the firm's app.
    pub(crate) async fn allowed(&self, provider: &Provider, way: &SignIn) -> Held {
        let app = self.practice.app_of(&provider.id);
        let kept = KeptApp { client_id: app.client_id, client_secret: app.client_secret };
        let held = Held { app: Some(kept.clone()), ..held(provider, way) };
        let spot = held.spot(provider).unwrap();
        let oauth = spot.oauth().unwrap();
        let gateway = self.custodian.gateway();
        let (app, proofs) = (kept.app(), gateway.proofs().unwrap());
        let home = home(provider, way);
        let redirect_address = Some(home.as_str());
        let attempt = Attempt { app: &app, proofs: &proofs, redirect_address, wanted: &[] };
        let typed = self.practice.credentials_of(&provider.id, &way.id);
        let values: Values = typed.into_iter().collect();
        let party = spot.party(ID, &values);
        let page = gateway.authorize(party, oauth, &attempt).unwrap();
        let browser = reqwest::Client::builder().redirect(Policy::none());
        let pressed = browser
            .build()
            .unwrap()
            .post(page)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Decision::Allow(&COMPANIES[0]).form());
        let answer = pressed.send().await.unwrap();
        let came: Url = answer.headers()["location"].to_str().unwrap().parse().unwrap();
        let returned = Returned::read(came.query().unwrap_or_default()).unwrap();
        let allowed = returned.check(provider, oauth).unwrap();
        let grant = gateway.exchange(party, oauth, &attempt, &allowed).await.unwrap();
        let grant = KeptGrant::of(&grant, &values, &[]);
        self.for_a_company(provider, Held { grant: Some(grant), ..held }).await
    }

    /// For the first company that a permission may see, where that is asked.
    pub(crate) async fn for_a_company(&self, provider: &Provider, held: Held) -> Held {
        let spot = held.spot(provider).unwrap();
        let (values, mut grant) = (held.values(), held.grant.clone().unwrap());
        if spot.sign_in().discovery.is_some() {
            let (party, found) = (spot.party(ID, &values), held.found().unwrap());
            let companies = self.custodian.gateway().discover(party, &found).await.unwrap();
            grant.with(&companies[0].values);
        }
        Held { grant: Some(grant), ..held }
    }

    /// What the checks say of what is held.
    pub(crate) async fn check(&self, provider: &Provider, held: &Held) -> Proof {
        self.custodian.check(provider, held, ID, None, &|_| ()).await.unwrap()
    }

    /// What came of renewing it.
    pub(crate) async fn renew(&self, provider: &Provider, held: &Held) -> Renewal {
        self.custodian.renew(provider, held, ID, self.now()).await.unwrap()
    }
}

/// One of the catalogue.
pub(crate) fn provider(id: &str) -> Provider {
    catalogue().into_iter().find(|provider| provider.id == id).unwrap()
}

fn held(provider: &Provider, way: &SignIn) -> Held {
    Held {
        provider: provider.id.clone(),
        sign_in: way.id.clone(),
        environment: EnvironmentId::Live.as_str().to_owned(),
        ..Held::default()
    }
}

/// Where the browser is sent back to.
fn home(provider: &Provider, way: &SignIn) -> String {
    let path = format!("connect/{}/return", provider.id);
    let homes = &way.oauth().unwrap().home;
    let live = |home: &&Home| home.only.is_none_or(|only| only == EnvironmentId::Live);
    let home = homes.iter().find(live).unwrap();
    match home.way {
        HomeWay::Relay => format!("https://firm.example/{path}"),
        HomeWay::DeepLink => format!("app.patchbay://{path}"),
        HomeWay::Loopback => {
            let host = home.host.as_deref().unwrap();
            format!("http://{host}:{}/{path}", home.ports.first().unwrap_or(&49_200))
        }
        HomeWay::Paste => home.address.clone().unwrap(),
    }
}
