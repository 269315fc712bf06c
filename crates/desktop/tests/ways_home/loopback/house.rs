//! A sign-in that waits on a port, and what may come by.

use std::net::SocketAddr;

use patchbay_desktop::connect::loopback::Loopback;
use patchbay_providers::sign_in::{Home, HomeWay};
use reqwest::{Client, Response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub(super) const STATE: &str = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

/// A sign-in that waits.
pub(super) struct House {
    pub(super) client: Client,
    pub(super) home: String,
    pub(super) address: SocketAddr,
    pub(super) cancelled: CancellationToken,
    pub(super) waiting: JoinHandle<Option<Vec<(String, String)>>>,
}

/// A way home as a provider's file has it.
pub(super) fn way(host: &str, ports: &[u16]) -> Home {
    Home {
        way: HomeWay::Loopback,
        host: Some(host.to_owned()),
        ports: ports.to_vec(),
        address: None,
        only: None,
        note: None,
    }
}

impl House {
    pub(super) fn open() -> Self {
        Self::of("127.0.0.1")
    }

    /// Under this name.
    pub(super) fn of(host: &str) -> Self {
        let loopback = Loopback::bind(&way(host, &[]), "xero").unwrap();
        let home = loopback.redirect_uri();
        let port = home.split([':', '/']).find_map(|part| part.parse().ok()).unwrap();
        let cancelled = CancellationToken::new();
        let token = cancelled.clone();
        let waiting = tokio::spawn(async move { loopback.answer(STATE, token).await });
        let client = Client::builder().no_proxy().build().unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        Self { client, home, address, cancelled, waiting }
    }

    /// Where the provider sends the browser, with this code and the right state.
    pub(super) fn answer(&self, code: &str) -> String {
        format!("{}?code={code}&state={STATE}", self.home)
    }

    pub(super) async fn get(&self, address: &str) -> Response {
        self.client.get(address).send().await.unwrap()
    }

    pub(super) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends this as it stands, and reads to the end whatever comes back.
    pub(super) async fn send(&self, text: &[u8]) -> String {
        finish(self.connect().await, text).await
    }

    /// The head of the right request, as a browser writes it.
    pub(super) fn right_head(&self, code: &str) -> String {
        let Self { address, .. } = self;
        format!(
            "GET /connect/xero/return?code={code}&state={STATE} HTTP/1.1\r\nHost: {address}\r\n\r\n"
        )
    }

    /// The browser comes home, and the waiting ends with its code.
    pub(super) async fn ends_with(self, code: &str) {
        let page = self.get(&self.answer(code)).await.text().await.unwrap();
        assert!(page.contains("Signed in"), "{page}");
        assert_eq!(self.ended().await.as_deref(), Some(code));
    }

    /// The code that the waiting ended with.
    pub(super) async fn ended(self) -> Option<String> {
        let parameters = self.waiting.await.unwrap()?;
        parameters.into_iter().find(|(name, _)| name == "code").map(|(_, code)| code)
    }
}

/// Writes the rest and reads to the end. Whoever is thrown out has nothing more to read.
pub(super) async fn finish(mut stream: TcpStream, text: &[u8]) -> String {
    let mut said = Vec::new();
    if stream.write_all(text).await.is_ok() {
        let _ = stream.read_to_end(&mut said).await;
    }
    String::from_utf8_lossy(&said).into_owned()
}
