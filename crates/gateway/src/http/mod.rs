//! One HTTP client for every provider: the platform's trust and proxy, and limits on
//! time and size. It follows no redirect, since what it sends is meant for one host.

mod answer;
mod no_answer;

use std::time::Duration;

use reqwest::{Client, ClientBuilder, Request, redirect};

pub(crate) use answer::Answer;
pub use no_answer::{AtTheProxy, NoAnswer};

/// How much of a provider's time and talk is borne.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest that making a connection may take.
    pub connecting: Duration,
    /// The longest that a call may take, to the last byte of its answer.
    pub in_all: Duration,
    /// The largest answer that is read.
    pub largest: usize,
}

impl Default for Limits {
    /// More than any honest answer needs.
    fn default() -> Self {
        Self {
            connecting: Duration::from_secs(10),
            in_all: Duration::from_secs(30),
            largest: 4 * 1024 * 1024,
        }
    }
}

/// The client. Cheap to clone; clones share their connections.
#[derive(Debug, Clone)]
pub struct Http {
    client: Client,
    largest: usize,
}

impl Http {
    /// A client that trusts what this system trusts and goes through its proxy.
    ///
    /// # Errors
    /// When the system's trust or proxy settings cannot be read; in words for support.
    pub fn new(limits: Limits) -> Result<Self, String> {
        Self::built(Client::builder(), limits)
    }

    /// The same past any proxy, for servers on this computer.
    ///
    /// # Errors
    /// As [`Http::new`].
    pub fn direct(limits: Limits) -> Result<Self, String> {
        Self::built(Client::builder().no_proxy(), limits)
    }

    fn built(client: ClientBuilder, limits: Limits) -> Result<Self, String> {
        client
            .user_agent(concat!("Patchbay/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(limits.connecting)
            .timeout(limits.in_all)
            .redirect(redirect::Policy::none())
            .referer(false)
            .build()
            .map(|client| Self { client, largest: limits.largest })
            .map_err(|error| no_answer::in_full(&error))
    }

    /// Sends a request to `host`, which is what it is called in an error.
    pub(crate) async fn send(&self, request: Request, host: &str) -> Result<Answer, NoAnswer> {
        let no_answer = |error: reqwest::Error| NoAnswer::of(host, error);
        let mut response = self.client.execute(request).await.map_err(no_answer)?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(no_answer)? {
            if body.len() + piece.len() > self.largest {
                return Err(NoAnswer::TooLarge { host: host.to_owned() });
            }
            body.extend_from_slice(&piece);
        }
        Ok(Answer { status, headers, body })
    }
}
