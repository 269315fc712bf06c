//! A firm with its server: people with devices, and software with keys, over a real socket and
//! a real database.

mod api;
mod bad_input;
mod document;
mod people;
mod program;
mod roles;

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use jiff::{SignedDuration, Timestamp};
use patchbay_contract::device_proof;
use patchbay_server::config::Layer;
use patchbay_server::{Config, administration};
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A firm whose server ends with the test.
pub(crate) struct Firm {
    base: String,
    client: Client,
    config: Config,
    /// How many minutes have passed.
    clock: Arc<AtomicI64>,
    closing: CancellationToken,
    serving: JoinHandle<io::Result<()>>,
    _folder: TempDir,
}

/// A device with its key and its token.
#[derive(Clone)]
struct Desk {
    key: SigningKey,
    id: String,
    member: String,
    server: String,
    token: String,
}

fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// The time, so many minutes after the beginning.
fn minute(n: i64) -> Timestamp {
    "2026-11-22T09:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(n)
}

impl Firm {
    /// A server over SQLite, set as this text says besides.
    async fn open_with(more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let text = format!(
            "database = {:?}\n{more}\n",
            format!("sqlite:{}", folder.path().join("firm.db").display())
        );
        // Without a bound, unless the test is about one.
        let bound =
            if more.contains("requests_per_minute") { "" } else { "requests_per_minute = 0" };
        let text = text + bound;
        let clock = Arc::new(AtomicI64::new(0));
        let passed = Arc::clone(&clock);
        let config = Config::from_layer(Layer::from_toml("test", &text).unwrap()).unwrap();
        let now = Arc::new(move || minute(passed.load(Ordering::Relaxed)));
        let config = config.with_clock(now);
        administration::migrate(&config).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let closing = CancellationToken::new();
        let serving = patchbay_server::serve(listener, config.clone(), closing.clone());
        let serving = tokio::spawn(serving);
        let client = Client::builder().no_proxy().build().unwrap();
        Self { base, client, config, clock, closing, serving, _folder: folder }
    }

    async fn open() -> Self {
        Self::open_with("").await
    }

    fn now(&self) -> Timestamp {
        minute(self.clock.load(Ordering::Relaxed))
    }

    fn pass(&self, minutes: i64) {
        self.clock.fetch_add(minutes, Ordering::Relaxed);
    }

    fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    fn by(&self, token: &str, method: Method, path: &str) -> RequestBuilder {
        self.ask(method, path).bearer_auth(token)
    }

    async fn get(&self, token: &str, path: &str) -> Value {
        let answer = self.by(token, Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.unwrap()
    }

    /// Sends this, and wants that status.
    async fn send(&self, request: RequestBuilder, status: StatusCode) -> Value {
        let answer = request.send().await.unwrap();
        let got = answer.status();
        let text = answer.text().await.unwrap();
        assert_eq!(got, status, "{text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn enrolment(code: &str, key: &SigningKey) -> Value {
        let public = key.verifying_key().to_bytes();
        let said = device_proof::of_enrolment(code, &public, "desk");
        json!({
            "code": code,
            "device_name": "desk",
            "public_key": encode(&public),
            "signature": encode(&key.sign(&said).to_bytes()),
        })
    }

    /// Enrols a device with the `n`th key.
    async fn enrol(&self, code: &str, n: u8) -> Desk {
        let key = SigningKey::from_bytes(&[n; 32]);
        let request = self.ask(Method::POST, "/api/enrol").json(&Self::enrolment(code, &key));
        let enrolled = self.send(request, StatusCode::CREATED).await;
        let text = |name: &str| enrolled[name].as_str().unwrap().to_owned();
        Desk {
            key,
            id: text("device"),
            member: text("member"),
            server: text("server"),
            token: text("token"),
        }
    }

    /// The first owner, at her desk.
    async fn owner(&self) -> Desk {
        let link = administration::link_for_first_owner(&self.config, "Ana").await.unwrap();
        self.enrol(&link.code, 1).await
    }

    /// Somebody whom the owner invites, at a desk with the `n`th key.
    async fn somebody(&self, owner: &Desk, role: &str, n: u8) -> Desk {
        let request = self.by(&owner.token, Method::POST, "/api/invitations");
        let request = request.json(&json!({ "name": role, "role": role }));
        let invited = self.send(request, StatusCode::CREATED).await;
        self.enrol(invited["code"].as_str().unwrap(), n).await
    }

    /// A key for software with these scopes.
    async fn key(&self, owner: &Desk, scopes: &[&str]) -> Value {
        let request = self.by(&owner.token, Method::POST, "/api/keys");
        let request = request.json(&json!({ "name": "Reports", "scopes": scopes }));
        self.send(request, StatusCode::CREATED).await
    }

    fn renewal(&self, desk: &Desk) -> Value {
        let at = self.now().to_string();
        let said = device_proof::of_renewal(&desk.server, &desk.id, &at);
        json!({ "at": at, "signature": encode(&desk.key.sign(&said).to_bytes()) })
    }
}

/// The code of a refusal.
async fn code_of(answer: Response) -> (StatusCode, String) {
    let status = answer.status();
    let problem: Value = answer.json().await.unwrap_or_default();
    (status, problem["code"].as_str().unwrap_or_default().to_owned())
}
