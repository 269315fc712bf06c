//! Asking the firm server for an answer that no link brought.

use std::time::Duration;

use patchbay_contract::{PICKUP_SCHEME, Pickup, pickup_path};
use reqwest::StatusCode;
use reqwest::header::AUTHORIZATION;
use url::Url;

use crate::relay::below;

/// The server holds a question for up to 25 seconds.
const PATIENCE: Duration = Duration::from_secs(40);

/// Why nothing was picked up.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoPickup {
    /// Nobody answers.
    #[error("{0}")]
    NoAnswer(reqwest::Error),
    /// It is down for a moment, as it or a proxy before it says.
    #[error("the firm server answered {0}")]
    Down(u16),
    /// The server does not want to be asked so.
    #[error("the firm server answered {0}")]
    Refused(u16),
}

/// A client for the relay.
#[derive(Debug)]
pub(super) struct RelayClient {
    http: reqwest::Client,
    base: Url,
}

impl RelayClient {
    /// A client for the relay at this address. Between a program and itself stands no
    /// proxy.
    pub(super) fn of(base: &Url) -> Result<Self, reqwest::Error> {
        let builder = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none());
        let own = base.host_str() == Some("127.0.0.1");
        let http = if own { builder.no_proxy() } else { builder }.build()?;
        Ok(Self { http, base: base.clone() })
    }

    /// Asks once, and waits as long as the server lets it.
    pub(super) async fn pick_up(
        &self,
        provider: &str,
        proof: &str,
    ) -> Result<Option<Vec<(String, String)>>, NoPickup> {
        let address = below(&self.base, &pickup_path(provider));
        let no_answer = |error: reqwest::Error| NoPickup::NoAnswer(error.without_url());
        let asked =
            self.http.post(address).header(AUTHORIZATION, format!("{PICKUP_SCHEME} {proof}"));
        let answer = asked.send().await.map_err(no_answer)?;
        match answer.status() {
            StatusCode::OK => {
                let pickup: Pickup = answer.json().await.map_err(no_answer)?;
                Ok(Some(pickup.parameters))
            }
            StatusCode::NO_CONTENT => Ok(None),
            status if status.is_server_error() => Err(NoPickup::Down(status.as_u16())),
            status => Err(NoPickup::Refused(status.as_u16())),
        }
    }
}
