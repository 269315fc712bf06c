//! An attempt as its window shows it.

use jiff::Timestamp;
use patchbay_contract::{Attempt, AttemptStep, HomeWay, ScopeView};

use super::party::Place;
use super::ways;

/// An attempt as the window shows it, at its last step.
pub(super) fn as_shown(
    place: &Place,
    id: &str,
    way: HomeWay,
    ends_at: Timestamp,
    wanted: &[String],
    relay: bool,
) -> Attempt {
    let scopes = place.oauth.scope.iter();
    let asked = scopes.filter(|scope| !scope.optional || wanted.contains(&scope.value));
    let possible = ways::possible(&place.oauth, place.at.environment, relay);
    Attempt {
        id: id.to_owned(),
        at: place.at.clone(),
        provider_name: place.provider.name.clone(),
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
        ends_at,
        opened: false,
        step: AttemptStep::Checking,
    }
}
