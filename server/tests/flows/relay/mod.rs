//! A server with a browser and an app before it, each over a socket of its own.

mod page;
mod pickup;
mod secrecy;

use std::io;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode};
use sha2::{Digest, Sha256};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// A server that ends with the test.
struct House {
    client: Client,
    base: String,
    shutdown: CancellationToken,
    serving: JoinHandle<io::Result<()>>,
}

/// A sign-in that an app has begun.
struct SignIn {
    proof: String,
    state: String,
}

impl SignIn {
    /// The `n`th.
    fn number(n: u8) -> Self {
        let proof = [n; 32];
        let encode = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        Self { proof: encode(&proof), state: encode(&Sha256::digest(proof)) }
    }

    /// The query that answers it with this code.
    fn answer(&self, code: &str) -> String {
        format!("code={code}&state={}", self.state)
    }
}

impl House {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let shutdown = CancellationToken::new();
        let serving = tokio::spawn(patchbay_server::serve(
            listener,
            patchbay_server::Config::embedded(),
            shutdown.clone(),
        ));
        let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        Self { client, base, shutdown, serving }
    }

    /// Where a provider sends the browser.
    fn home(&self, provider: &str, query: &str) -> String {
        format!("{}/connect/{provider}/return?{query}", self.base)
    }

    /// The browser comes home.
    async fn arrive(&self, provider: &str, query: &str) -> Response {
        self.client.get(self.home(provider, query)).send().await.unwrap()
    }

    /// The page that the browser shows then.
    async fn page(&self, provider: &str, query: &str) -> String {
        let response = self.arrive(provider, query).await;
        assert_eq!(response.status(), StatusCode::OK, "{query}");
        response.text().await.unwrap()
    }

    /// The app asks for the answer.
    async fn pick_up(&self, provider: &str, proof: &str) -> Response {
        let address = format!("{}/connect/{provider}/pickup", self.base);
        let request = self.client.post(address).header("authorization", format!("Pickup {proof}"));
        request.send().await.unwrap()
    }
}
