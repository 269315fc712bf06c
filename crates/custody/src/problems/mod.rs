//! The sentences for what a custodian finds out at a provider. Each says what happened, what it
//! means, and what to do; the machine's own words go into the details. What a person does on
//! a computer (forms, browsers, folders) is told there.

mod books;
mod keys;
mod mail;
mod permission;

use patchbay_gateway::Refusal;

pub use books::{books, books_code};
pub use keys::{Meant, credential_missing, is_passing, key_code, key_failed, may_pass};
pub use mail::{MailFailure, mail_permission_ended, mail_permission_waits, no_mail, not_read};
pub use permission::{call_failed, firm_app_missing, no_address, no_randomness, token_unusable};

/// A provider's no in its own words, for the details.
#[must_use]
pub fn said(refusal: &Refusal) -> String {
    let said = refusal.said.trim();
    if said.is_empty() { refusal.to_string() } else { format!("{refusal}: {said}") }
}
