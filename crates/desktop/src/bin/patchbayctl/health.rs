//! One part of a connection on the command line: how it is, and when it was last proven.

use patchbay_contract::{HealthPart, HealthState, PartHealth};

use crate::print::say;

/// A line below its connection.
pub(crate) fn told(one: &PartHealth) {
    let proven = one.proven_at.map(|at| format!(", proven {at:.0}")).unwrap_or_default();
    say!("    {:<11}{}{proven}", one.part.as_str(), in_words(one));
}

/// How a part is, in words.
const fn in_words(one: &PartHealth) -> &'static str {
    match (one.state, one.part) {
        (HealthState::Well, _) => "well",
        (HealthState::Trouble, _) => "needs attention",
        (HealthState::Waiting, _) => "could not be looked at, which passes by itself",
        (HealthState::Old, _) => "not looked at lately",
        (HealthState::Paused, _) => "paused",
        (HealthState::Unproven, HealthPart::Events) => "not taken in this version",
        (HealthState::Unproven, _) if one.proven_at.is_some() => "not known just now",
        (HealthState::Unproven, _) => "not proven yet",
        (HealthState::NotNeeded, HealthPart::Data) => "nothing is read of it in this version",
        (HealthState::NotNeeded, HealthPart::Writes) => "nothing is written there in this version",
        (HealthState::NotNeeded, HealthPart::Events) => "none are known of this provider",
        (HealthState::NotNeeded, _) => "none is needed",
    }
}
