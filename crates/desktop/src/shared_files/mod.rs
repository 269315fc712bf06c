//! Provider files of the firm's own that go along with the firm's server. Whoever writes one says
//! where keys are sent, so what somebody offers comes to other computers as a proposal, and a
//! person takes it at each: they see its hosts, and what they saw is what is taken.
//!
//! On the wire a file is a setting of the firm's (`crate::firm::sync`). What is used lies in the
//! folder of own files (`crate::catalogue`): how this computer stands to what is shared is found
//! out from the files there. Invariant: nothing is written there, and nothing is offered, but by
//! a person who says so.

mod entered;
mod file;
mod offering;
mod placing;
mod state;
mod taking;
#[cfg(test)]
mod tests;
mod view;

use patchbay_contract::{FirmRole, is_provider_id};
use patchbay_store::Enrolment;
use serde_json::Value;

pub(crate) use file::told;
pub(crate) use view::waiting;

/// The longest text that is shared.
const LARGEST: usize = 64 * 1024;

/// What the name of such a setting begins with.
const SETTING: &str = "provider_file.";

/// The provider whose file is shared by a setting of this name.
pub(crate) fn provider_of(setting: &str) -> Option<&str> {
    setting.strip_prefix(SETTING)
}

/// Whether such a setting can be kept here. What is no provider file that this version reads is
/// kept too, and shown with its mistakes: null is one that is shared no more.
pub(crate) fn can_be_kept(provider: &str, value: &Value) -> bool {
    let fits = |text: &str| (1..=LARGEST).contains(&text.len());
    is_provider_id(provider) && (value.is_null() || value.as_str().is_some_and(fits))
}

/// Whether whoever is in like this may set what is the firm's, as the server sees it.
fn may_offer(row: &Enrolment) -> bool {
    matches!(FirmRole::from_name(&row.role), Some(FirmRole::Owner | FirmRole::Admin))
}
