//! The ways home: which the provider permits, which work here, and the address each has.

use std::sync::{PoisonError, RwLock};

use patchbay_contract::{EnvironmentId, HomeWay, SCHEME, return_path};
use patchbay_providers::sign_in::{Home, OAuth};
use url::Url;

/// Where a browser reaches the firm server, if it does.
#[derive(Debug, Default)]
pub struct Relay(RwLock<Option<Url>>);

impl Relay {
    /// There is one at this address, or none.
    pub fn set(&self, address: Option<Url>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = address;
    }

    /// Where it is.
    pub(super) fn address(&self) -> Option<Url> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The page on it that a provider's answer comes to.
    pub(super) fn page(&self, provider: &str) -> Option<String> {
        let mut address = self.address()?;
        let base = address.path().trim_end_matches('/').to_owned();
        address.set_path(&format!("{base}{}", return_path(provider)));
        Some(address.into())
    }
}

/// The address of the deep link.
pub(super) fn deep_link(provider: &str) -> String {
    format!("{SCHEME}:/{}", return_path(provider))
}

/// The ways home that the provider permits in this environment and that work here, the
/// best first. A code can be pasted on every way, so only a provider that shows one for
/// it names that as a way.
pub(super) fn possible(oauth: &OAuth, environment: EnvironmentId, relay: bool) -> Vec<&Home> {
    oauth
        .home
        .iter()
        .filter(|home| home.only.is_none_or(|only| only == environment))
        .filter(|home| home.way != HomeWay::Relay || relay)
        .collect()
}
