//! The server's process, and the browser of the person who signs in there.

use std::collections::BTreeMap;

use patchbay_desktop::connect::Reach;
use patchbay_test_support::Peer;
use serde_json::json;
use url::Url;

use super::{PROVIDER, redirect_path};
use crate::bench_firm::{Answer, browser};

/// Where the file says that it is.
const ISSUER: &str = "https://as.independent.example";

/// What the firm registered there.
pub(super) const CLIENT_ID: &str = "patchbay-of-the-firm";
pub(super) const CLIENT_SECRET: &str = "a-secret:with%26&every+sign/there=is";

/// The server.
pub(super) struct Server {
    _process: Peer,
    port: u16,
}

impl Server {
    pub(super) fn start() -> Self {
        let package = Peer::fetched("PATCHBAY_OIDC_PROVIDER");
        let client = json!({
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "application_type": "native",
            "redirect_uris": [format!("http://127.0.0.1{}", redirect_path())],
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "client_secret_basic",
        });
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sign_in/independent/server.mjs");
        let mut process = Peer::in_node(script, &[&package, ISSUER, &path(), &client.to_string()]);
        let port = process.port();
        Self { _process: process, port }
    }

    /// Where the gateway looks for providers: the same door as for practice, since a file
    /// can name no address but https.
    pub(super) fn reach(&self) -> Reach {
        Reach::Practice(format!("http://127.0.0.1:{}", self.port).parse().unwrap())
    }

    /// Asks for a token with what somebody has got hold of, past the app.
    pub(super) async fn spend(&self, refresh_token: &str) -> reqwest::StatusCode {
        let form = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "refresh_token")
            .append_pair("refresh_token", refresh_token)
            .finish();
        let escaped = |text: &str| -> String {
            url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
        };
        browser()
            .post(format!("http://127.0.0.1:{}{}/token", self.port, path()))
            .basic_auth(escaped(CLIENT_ID), Some(escaped(CLIENT_SECRET)))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form)
            .send()
            .await
            .unwrap()
            .status()
    }
}

/// The path that the gateway has for this provider and host.
fn path() -> String {
    format!("/{PROVIDER}/{}", ISSUER.trim_start_matches("https://"))
}

/// Follows the sign-in page to where it sends the browser home, cookies included.
pub(super) async fn sign_in(address: &str) -> Answer {
    let (browser, mut cookies) = (browser(), BTreeMap::new());
    let mut address: Url = address.parse().unwrap();
    for _ in 0..10 {
        let jar: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let page = browser.get(address.clone()).header("cookie", jar.join("; ")).send().await;
        let page = page.unwrap();
        for cookie in page.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            cookies.insert(name.to_owned(), value.to_owned());
        }
        let status = page.status();
        let Some(next) = page.headers().get("location").cloned() else {
            panic!("{address}: {status}: {}", page.text().await.unwrap());
        };
        address = address.join(next.to_str().unwrap()).unwrap();
        if address.path() == redirect_path() {
            return Answer::Address(address.into());
        }
    }
    panic!("it leads nowhere: {address}");
}
