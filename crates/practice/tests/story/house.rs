//! The whole catalogue, played on a port of this test alone, with a clock that only
//! moves when it is told to.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use jiff::{SignedDuration, Timestamp};
use patchbay_practice::{Practice, played_at};
use patchbay_providers::{Provider, catalogue};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder};
use tokio::net::TcpListener;

/// A server that ends with the test.
pub(crate) struct House {
    pub(crate) practice: Practice,
    pub(crate) client: Client,
    pub(crate) base: String,
    server: SocketAddr,
    now: Arc<Mutex<Timestamp>>,
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::of(CATALOGUE.iter().cloned()).await
    }

    /// With these providers alone.
    pub(crate) async fn of(providers: impl IntoIterator<Item = Arc<Provider>>) -> Self {
        let now = Arc::new(Mutex::new(Timestamp::from_second(1_790_000_000).unwrap()));
        let clock = Arc::clone(&now);
        let count = AtomicU64::new(1);
        let practice = Practice::of(
            providers,
            Arc::new(move || *clock.lock().unwrap()),
            Arc::new(move |bytes: &mut [u8]| {
                let n = count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
                bytes[..n.len()].copy_from_slice(&n);
            }),
        );
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = listener.local_addr().unwrap();
        let base = format!("http://{server}");
        tokio::spawn(practice.clone().serve(listener, std::future::pending()));
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { practice, client, base, server, now }
    }

    pub(crate) fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    pub(crate) fn wait(&self, time: SignedDuration) {
        *self.now.lock().unwrap() += time;
    }

    /// Where the gateway sends what is meant for this address.
    pub(crate) fn at(&self, provider: &str, address: &str) -> String {
        played_at(self.server, provider, address).unwrap_or_else(|| panic!("{address}"))
    }

    pub(crate) fn get(&self, provider: &str, address: &str) -> RequestBuilder {
        self.client.get(self.at(provider, address))
    }

    pub(crate) fn post(
        &self,
        provider: &str,
        address: &str,
        form: &[(&str, &str)],
    ) -> RequestBuilder {
        form_on(self.client.post(self.at(provider, address)), form)
    }
}

/// With these as a form.
pub(crate) fn form_on(request: RequestBuilder, form: &[(&str, &str)]) -> RequestBuilder {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    with_form(request, body)
}

/// With this body of a form.
pub(crate) fn with_form(request: RequestBuilder, body: String) -> RequestBuilder {
    request.header("content-type", "application/x-www-form-urlencoded").body(body)
}

/// Every provider, read once for all tests.
pub(crate) static CATALOGUE: LazyLock<Vec<Arc<Provider>>> =
    LazyLock::new(|| catalogue().into_iter().map(Arc::new).collect());

/// A provider of the catalogue.
pub(crate) fn provider(id: &str) -> &'static Provider {
    CATALOGUE.iter().find(|provider| provider.id == id).unwrap()
}
