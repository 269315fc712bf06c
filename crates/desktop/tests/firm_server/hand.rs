//! Somebody of the firm who asks the server by its API, without a Patchbay.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_contract::device_proof;
use patchbay_vault::{Key, SigningKey};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::server::Server;

/// Somebody with a token.
pub(crate) struct Hand {
    client: Client,
    base: String,
    token: String,
}

impl Hand {
    /// Comes in by a code.
    pub(crate) async fn enters(server: &Server, code: &str) -> Self {
        Self::enters_at(&server.base, code).await
    }

    /// The same at the server of this address.
    pub(crate) async fn enters_at(base: &str, code: &str) -> Self {
        let client = Client::builder().no_proxy().build().unwrap();
        let key = SigningKey::from_seed(&Key::generate().unwrap());
        let public = key.public();
        let signature = key.sign(&device_proof::of_enrolment(code, &public, "script"));
        let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let body = json!({
            "code": code, "device_name": "script", "public_key": encode(&public),
            "signature": encode(&signature),
        });
        let request = client.post(format!("{base}/api/enrol")).json(&body);
        let enrolled: Value = request.send().await.unwrap().json().await.unwrap();
        let token = enrolled["token"].as_str().unwrap().to_owned();
        Self { client, base: base.into(), token }
    }

    /// Asks, and wants that status.
    pub(crate) async fn asks(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        status: StatusCode,
    ) -> Value {
        let request = self.client.request(method, format!("{}{path}", self.base));
        let request = request.bearer_auth(&self.token);
        let request = if let Some(body) = body { request.json(&body) } else { request };
        let answer = request.send().await.unwrap();
        let got = answer.status();
        let text = answer.text().await.unwrap();
        assert_eq!(got, status, "{path}: {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// What it reads there.
    pub(crate) async fn reads(&self, path: &str) -> Value {
        self.asks(Method::GET, path, None, StatusCode::OK).await
    }

    /// The same of something that may not be there.
    pub(crate) async fn reads_perhaps(&self, path: &str) -> Option<Value> {
        let request = self.client.get(format!("{}{path}", self.base)).bearer_auth(&self.token);
        let answer = request.send().await.unwrap();
        match answer.status() {
            StatusCode::OK => Some(answer.json().await.unwrap()),
            StatusCode::NOT_FOUND => None,
            other => panic!("{path}: {other}"),
        }
    }

    /// Changes a thing that it has read as this version; removes it, where there is nothing.
    pub(crate) async fn changes(&self, path: &str, version: i64, to: Option<Value>) {
        let method = if to.is_some() { Method::PUT } else { Method::DELETE };
        let request = self.client.request(method, format!("{}{path}", self.base));
        let request = request.bearer_auth(&self.token).header("if-match", format!("\"{version}\""));
        let request = if let Some(to) = to { request.json(&to) } else { request };
        let answer = request.send().await.unwrap();
        let got = answer.status();
        assert!(got.is_success(), "{path}: {got} {}", answer.text().await.unwrap());
    }

    /// A code for somebody of this role.
    pub(crate) async fn invites(&self, role: &str) -> String {
        let body = json!({ "name": "Cy Moss", "role": role });
        let invited =
            self.asks(Method::POST, "/api/invitations", Some(body), StatusCode::CREATED).await;
        invited["code"].as_str().unwrap().to_owned()
    }

    /// Lets somebody go who is named as the server names who changed something.
    pub(crate) async fn lets_go(&self, who: &str) {
        let id = who.strip_prefix("member:").unwrap();
        let page = self.reads("/api/members").await;
        let member = page["items"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap();
        self.changes(&format!("/api/members/{id}"), member["version"].as_i64().unwrap(), None)
            .await;
    }

    /// The computers that are in, by what they are called.
    pub(crate) async fn devices(&self) -> Vec<(String, String)> {
        let page = self.reads("/api/devices").await;
        let text = |one: &Value, name: &str| one[name].as_str().unwrap().to_owned();
        let items = page["items"].as_array().unwrap();
        items.iter().map(|one| (text(one, "name"), text(one, "id"))).collect()
    }

    /// Shuts the computer out that is called so.
    pub(crate) async fn shuts_out(&self, name: &str) {
        let devices = self.devices().await;
        let (_, id) = devices.iter().find(|(called, _)| called == name).unwrap();
        let path = format!("/api/devices/{id}");
        self.asks(Method::DELETE, &path, None, StatusCode::NO_CONTENT).await;
    }
}
