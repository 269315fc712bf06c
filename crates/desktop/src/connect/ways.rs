//! The ways home: which the provider permits, and which of them work here.

use patchbay_contract::{EnvironmentId, HomeWay, SCHEME, return_path};
use patchbay_providers::sign_in::{Home, OAuth};

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
