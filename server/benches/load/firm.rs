//! A firm with its server over SQLite, and desktops that are enrolled there.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use patchbay_contract::device_proof;
use patchbay_server::config::Layer;
use patchbay_server::{Config, administration};
use reqwest::Client;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub(crate) struct Firm {
    pub(crate) base: String,
    config: Config,
    _folder: TempDir,
}

impl Firm {
    pub(crate) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("firm.db").display());
        // All desktops are on this machine, and would count as one client.
        let text = format!("database = {database:?}\nrequests_per_minute = 0");
        let config = Config::from_layer(Layer::from_toml("bench", &text).unwrap()).unwrap();
        administration::migrate(&config).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(patchbay_server::serve(listener, config.clone(), CancellationToken::new()));
        Self { base, config, _folder: folder }
    }

    /// The tokens of so many desktops of the owner.
    pub(crate) async fn desktops(&self, many: usize) -> Vec<String> {
        let client = Client::builder().no_proxy().build().unwrap();
        let first = administration::link_for_first_owner(&self.config, "Ana", None).await.unwrap();
        let mut tokens = vec![self.enrol(&client, &first.code, 0).await];
        for n in 1..many {
            let link = client.post(format!("{}/api/devices/link", self.base));
            let link = link.bearer_auth(&tokens[0]).send().await.unwrap();
            let link: Value = link.json().await.unwrap();
            let n = u8::try_from(n).unwrap();
            tokens.push(self.enrol(&client, link["code"].as_str().unwrap(), n).await);
        }
        tokens
    }

    async fn enrol(&self, client: &Client, code: &str, n: u8) -> String {
        let key = SigningKey::from_bytes(&[n; 32]);
        let public = key.verifying_key().to_bytes();
        let said = device_proof::of_enrolment(code, &public, "desk");
        let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let body = json!({
            "code": code, "device_name": "desk", "public_key": encode(&public),
            "signature": encode(&key.sign(&said).to_bytes()),
        });
        let request = client.post(format!("{}/api/enrol", self.base)).json(&body);
        let enrolled: Value = request.send().await.unwrap().json().await.unwrap();
        enrolled["token"].as_str().unwrap().to_owned()
    }
}
