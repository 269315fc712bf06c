//! What opens a played mailbox: what one of the provider's mailbox forms is filled with.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use patchbay_providers::sign_in::How;

use crate::key::credentials;
use crate::role::Role;

/// Whether the answer of `AUTH PLAIN` has user and password of the practice firm.
pub(super) fn opens(role: &Role, response: &str) -> bool {
    let Ok(bytes) = BASE64_STANDARD.decode(response.trim()) else { return false };
    let text = String::from_utf8_lossy(&bytes);
    let mut parts = text.split('\0').skip(1);
    let (Some(user), Some(password)) = (parts.next(), parts.next()) else { return false };
    role.provider.sign_in.iter().filter(|way| matches!(way.how, How::Mailbox(_))).any(|way| {
        let known = credentials(way);
        let is = |field: &str, there: &str| {
            // Vendors show such passwords in groups; the blanks between are not part of them.
            known.get(field).is_some_and(|known| bare(known) == bare(there))
        };
        is("email", user) && is("password", password)
    })
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
