//! An attempt as its window shows it.

use jiff::Timestamp;
use patchbay_contract::{Attempt, AttemptStep, HomeWay, ScopeView};
use patchbay_custody::Spot;

use super::ways;

/// An attempt as the window shows it, at its last step.
pub(super) fn as_shown(
    spot: &Spot,
    id: &str,
    way: HomeWay,
    ends_at: Timestamp,
    wanted: &[String],
    relay: bool,
) -> Attempt {
    let oauth = spot.sign_in().oauth();
    let scopes = oauth.map(|oauth| oauth.scope.iter()).into_iter().flatten();
    let asked = scopes.filter(|scope| !scope.optional || wanted.contains(&scope.value));
    let possible =
        oauth.map(|oauth| ways::possible(oauth, spot.at.environment, relay)).unwrap_or_default();
    Attempt {
        id: id.to_owned(),
        at: spot.at.clone(),
        provider_name: spot.provider.name.clone(),
        practice: false,
        connection: None,
        scopes: asked
            .map(|scope| ScopeView {
                value: scope.value.clone(),
                reason: scope.reason.clone(),
                optional: scope.optional,
            })
            .collect(),
        way,
        other_ways: possible.iter().map(|home| home.way).filter(|one| *one != way).collect(),
        came_by: None,
        ends_at,
        opened: false,
        step: AttemptStep::Checking,
    }
}
