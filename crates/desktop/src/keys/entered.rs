//! What the trail says of a form: that a key was saved or replaced, and that one was tried.

use patchbay_contract::{AuditAction, AuditOutcome, ErrorCode, NewKey, Problem};
use patchbay_store::audit::{Detail, NewEntry};

use super::Keys;

impl Keys {
    /// That somebody tried is worth an entry, and no reason to tell anything else.
    pub(super) async fn enter_failure(&self, typed: &NewKey, problem: &Problem) {
        let entry = self.entry(typed, false).ended(AuditOutcome::Failed);
        let entry = match &typed.connection {
            Some(id) => entry.connection(&typed.at.provider, id),
            None => entry.provider(&typed.at.provider),
        };
        let entry = entry.detail(Detail::new().text("reason", &problem.code.to_string()));
        if let Err(problem) = self.installation.enter(entry).await {
            tracing::error!(code = %problem.code, "a key that failed could not be entered");
        }
    }

    /// What is done with the key.
    pub(super) fn entry(&self, typed: &NewKey, switches: bool) -> NewEntry {
        self.installation.entry(match (&typed.connection, switches) {
            (None, _) => AuditAction::ConnectionMade,
            (Some(_), true) => AuditAction::ConnectionSwitched,
            (Some(_), false) => AuditAction::CredentialReplaced,
        })
    }
}

/// Whether the provider was asked. What was only typed wrong is nobody's business.
pub(super) fn is_the_providers(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::KeyRefused
            | ErrorCode::KeyExpired
            | ErrorCode::KeyLacksPermission
            | ErrorCode::FieldWrong
            | ErrorCode::MailPasswordRefused
            | ErrorCode::MailAppPassword
            | ErrorCode::MailBrowserOnly
            | ErrorCode::MailSwitchedOff
            | ErrorCode::OtherAccount
            | ErrorCode::NoCompany
            | ErrorCode::ProviderRefused
    )
}
