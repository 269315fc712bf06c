//! Waiting for an answer: at a port of this computer, at the relay, and for ten minutes.
//! A deep link needs no waiting, since the system brings it, and neither does pasting.

use std::sync::Arc;
use std::time::Duration;

use patchbay_contract::{Attempt, HomeWay, Problem};
use patchbay_providers::sign_in::Home;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::SignIns;
use super::arrive::Arrived;
use super::kept::KeptAttempt;
use super::loopback::{Loopback, LoopbackTrouble};
use super::party::Place;
use super::pickup::{NoPickup, RelayClient};
use super::ways;
use crate::problems::{no_port, no_way_home, ports_taken};
use crate::relay::return_page;

/// How long after a failed question the relay is asked again.
const RELAY_AGAIN: Duration = Duration::from_secs(3);

/// How often the clock is looked at.
const LOOKED_AT_LEAST: Duration = Duration::from_millis(200);
const LOOKED_AT_MOST: Duration = Duration::from_secs(15);

/// Where an answer comes to.
#[derive(Debug)]
pub(super) struct Landing {
    pub(super) way: HomeWay,
    /// As the provider is told. None for a code that is shown and pasted.
    pub(super) redirect_address: Option<String>,
    pub(super) loopback: Option<Loopback>,
    /// Who is asked for the answer besides.
    pub(super) relay: Option<Url>,
}

/// Makes a way home ready.
pub(super) fn landing(place: &Place, home: &Home, relay: Option<&Url>) -> Result<Landing, Problem> {
    let provider = &place.provider;
    let mut to = Landing { way: home.way, redirect_address: None, loopback: None, relay: None };
    match home.way {
        HomeWay::Relay => {
            let relay = relay.ok_or_else(|| no_way_home(&provider.name))?;
            to.redirect_address = Some(return_page(relay, &provider.id).into());
            to.relay = Some(relay.clone());
        }
        HomeWay::DeepLink => to.redirect_address = Some(ways::deep_link(&provider.id)),
        HomeWay::Loopback => {
            let bound = Loopback::bind(home, &provider.id).map_err(|error| taken(&error))?;
            to.redirect_address = Some(bound.redirect_uri());
            to.loopback = Some(bound);
        }
        HomeWay::Paste => to.redirect_address.clone_from(&home.address),
    }
    Ok(to)
}

impl SignIns {
    /// The port that an earlier run of the program had told the provider of, if it is to
    /// be had again.
    pub(super) fn loopback_again(&self, place: &Place, address: &str) -> Option<Loopback> {
        let port = address.parse::<Url>().ok()?.port()?;
        let homes = place.oauth.home.iter();
        let home = homes.into_iter().find(|home| home.way == HomeWay::Loopback)?;
        let home = Home { ports: vec![port], ..home.clone() };
        Loopback::bind(&home, &place.provider.id)
            .inspect_err(|error| tracing::warn!(%error, "a sign-in’s port is taken"))
            .ok()
    }

    /// Shows an attempt, and waits for its answer until it is over.
    pub(super) fn wait_for_answer(
        self: &Arc<Self>,
        shown: &Attempt,
        kept: &KeptAttempt,
        landing: Landing,
    ) {
        let waiting = self.running.add(shown.clone());
        let provider = shown.at.provider.clone();
        if let Some(loopback) = landing.loopback {
            let (us, state) = (Arc::clone(self), kept.state.clone());
            let (provider, waiting) = (provider.clone(), waiting.clone());
            tokio::spawn(async move {
                if let Some(parameters) = loopback.answer(&state, waiting).await {
                    us.arrive(&provider, &query(&parameters), HomeWay::Loopback).await;
                }
            });
        }
        if let Some(relay) = landing.relay {
            let (us, proof) = (Arc::clone(self), kept.pickup.clone());
            let waiting = waiting.clone();
            tokio::spawn(async move { us.pick_up(&relay, &provider, &proof, &waiting).await });
        }
        tokio::spawn(Arc::clone(self).end_in_time(shown.clone(), waiting));
    }

    /// Asks the relay until the answer is there, or has come another way.
    async fn pick_up(
        self: &Arc<Self>,
        relay: &Url,
        provider: &str,
        proof: &str,
        waiting: &CancellationToken,
    ) {
        let client = match RelayClient::of(relay) {
            Ok(client) => client,
            Err(error) => return tracing::error!(%error, "the relay cannot be asked"),
        };
        // Only the asking ends with the waiting: what was picked up is taken to its end.
        while let Some(picked) = waiting.run_until_cancelled(client.pick_up(provider, proof)).await
        {
            match picked {
                Ok(Some(parameters)) => {
                    let answer = query(&parameters);
                    match self.arrive(provider, &answer, HomeWay::Relay).await {
                        // It stays on the relay until the vault can be opened.
                        Arrived::Later(_) => {}
                        _ => return,
                    }
                }
                Ok(None) => continue,
                Err(NoPickup::Down(status)) => tracing::warn!(status, "the relay is down"),
                Err(NoPickup::Refused(status)) => {
                    return tracing::error!(status, "the relay refuses to be asked");
                }
                Err(NoPickup::NoAnswer(error)) => tracing::warn!(%error, "the relay is silent"),
            }
            tokio::time::sleep(RELAY_AGAIN).await;
        }
    }

    /// The clock is looked at now and then rather than waited for: it may be put, and the
    /// computer may sleep.
    async fn end_in_time(self: Arc<Self>, shown: Attempt, waiting: CancellationToken) {
        while self.running.is_waiting(&shown.id) {
            let left = shown.ends_at.duration_since(self.installation.now());
            let left = Duration::try_from(left).unwrap_or_default();
            let pause = tokio::time::sleep(left.clamp(LOOKED_AT_LEAST, LOOKED_AT_MOST));
            if waiting.run_until_cancelled(pause).await.is_none() {
                return;
            }
            if shown.ends_at <= self.installation.now()
                && let Err(problem) = self.expire().await
            {
                tracing::error!(code = %problem.code, "a sign-in could not be ended in time");
            }
        }
    }
}

fn query(parameters: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish()
}

fn taken(error: &LoopbackTrouble) -> Problem {
    match error {
        LoopbackTrouble::AllTaken(ports) => {
            let ports: Vec<String> = ports.iter().map(u16::to_string).collect();
            ports_taken(&ports.join(", "))
        }
        other => no_port(&other.to_string()),
    }
}
