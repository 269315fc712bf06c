//! The app that the firm registered at a provider.

use patchbay_providers::sign_in::ClientSecret;
use patchbay_vault::Secret;

use crate::Values;

/// The app that the firm registered at a provider.
#[derive(Debug)]
pub struct FirmApp {
    /// Its id.
    pub client_id: String,
    /// Its secret, if it has one.
    pub client_secret: Option<Secret<String>>,
}

impl FirmApp {
    /// Fills the places that templates have for it.
    pub(super) fn fill(&self, values: &mut Values) {
        values.set("client_id", self.client_id.clone());
        if let Some(secret) = &self.client_secret {
            values.set("client_secret", secret.expose_secret().clone());
        }
    }

    /// The secret, where apps of this provider have one. One that was typed in all the
    /// same is not sent.
    pub(super) fn secret(&self, apps_have: ClientSecret) -> Option<&str> {
        let secret = self.client_secret.as_ref().map(|secret| secret.expose_secret().as_str());
        secret.filter(|secret| apps_have != ClientSecret::Never && !secret.is_empty())
    }
}
