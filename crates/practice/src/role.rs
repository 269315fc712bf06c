//! One provider as it is played: its file, the parts of it, and what has happened.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use patchbay_providers::sign_in::{ClientSecret, OAuth};
use patchbay_providers::{Provider, Quirk, SignIn, TroubleAt};

use crate::desk::Desk;
use crate::find::{Part, parts};

/// The app that the practice firm has registered at a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeApp {
    /// Its id.
    pub client_id: String,
    /// Its secret. None where no app of this provider has one.
    pub client_secret: Option<String>,
}

impl PracticeApp {
    pub(crate) fn of(id: &str, provider: Option<&Provider>) -> Self {
        let has_secret = provider.is_some_and(|provider| {
            provider
                .sign_in
                .iter()
                .filter_map(SignIn::oauth)
                .any(|oauth| oauth.client_secret != ClientSecret::Never)
        });
        Self {
            client_id: format!("practice-{id}"),
            client_secret: has_secret.then(|| format!("practice-secret-of-{id}")),
        }
    }
}

/// One provider.
pub(crate) struct Role {
    pub(crate) provider: Arc<Provider>,
    pub(crate) parts: Vec<Part>,
    pub(crate) app: PracticeApp,
    desk: Mutex<Desk>,
}

impl Role {
    pub(crate) fn of(provider: Arc<Provider>) -> Self {
        let parts = parts(&provider);
        let app = PracticeApp::of(&provider.id, Some(&provider));
        Self { provider, parts, app, desk: Mutex::default() }
    }

    /// What has happened. What a call that failed has left is still true.
    pub(crate) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether anybody can ask it for anything.
    pub(crate) fn is_played(&self) -> bool {
        !self.parts.is_empty() || self.has_mailbox()
    }

    /// Whether a mailbox of it can be opened.
    pub(crate) fn has_mailbox(&self) -> bool {
        self.provider.sign_in.iter().any(|way| way.mailbox().is_some())
    }

    pub(crate) fn sign_in(&self, n: usize) -> Option<&SignIn> {
        self.provider.sign_in.get(n)
    }

    pub(crate) fn oauth(&self, n: usize) -> Option<&OAuth> {
        self.sign_in(n)?.oauth()
    }

    pub(crate) fn has(&self, quirk: Quirk) -> bool {
        self.provider.quirks.contains(&quirk)
    }

    /// What comes home when the person does not allow: the vendor's own word, where its
    /// file has one.
    pub(crate) fn denial(&self) -> &str {
        let home = self.provider.error.iter().filter(|error| error.at == TroubleAt::Callback);
        let mut codes = home.filter_map(|error| error.code.as_deref());
        codes.find(|code| code.to_lowercase().contains("denied")).unwrap_or("access_denied")
    }
}
