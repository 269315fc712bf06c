//! HTTP Basic.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// The header of a user and a password as they are.
pub(crate) fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")))
}
