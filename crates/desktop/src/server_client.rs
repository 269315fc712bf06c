//! Speaks to the firm server over HTTP.

use std::time::Duration;

use patchbay_contract::Health;

/// Why a server does not count as healthy.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unhealthy {
    /// Nobody answered, or not in time.
    #[error("no answer from {address}")]
    NoAnswer { address: String, source: reqwest::Error },
    /// Somebody answered who is not a firm server.
    #[error("{address} is not a firm server")]
    Stranger { address: String, status: u16 },
}

/// A client for one firm server.
#[derive(Debug, Clone)]
pub(crate) struct ServerClient {
    http: reqwest::Client,
    address: String,
}

impl ServerClient {
    /// A client for the server embedded at this address of this machine.
    ///
    /// No proxy stands between a program and itself, whatever the environment says.
    pub(crate) fn on_this_machine(address: String) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(3))
            .build()?;
        Ok(Self { http, address })
    }

    /// A client for the server at this public address.
    pub(crate) fn out_there(address: String) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(10))
            .build()?;
        Ok(Self { http, address })
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Asks whether the server is there and is one of ours.
    pub(crate) async fn health(&self) -> Result<Health, Unhealthy> {
        let answer = self.http.get(format!("{}/healthz", self.address)).send().await;
        let answer = answer.map_err(|source| Unhealthy::NoAnswer {
            address: self.address.clone(),
            source: source.without_url(),
        })?;
        let status = answer.status();
        match answer.json::<Health>().await {
            Ok(health) if status.is_success() && health.program == Health::PROGRAM => Ok(health),
            _ => {
                Err(Unhealthy::Stranger { address: self.address.clone(), status: status.as_u16() })
            }
        }
    }
}
