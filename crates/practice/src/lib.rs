//! Plays every provider of the catalogue on the loopback.
//!
//! What a provider is asked and what it answers stands in its file; this crate reads
//! the same files as the gateway and takes the other side: the consent page, the token
//! endpoint with the provider's own rules of rotation and expiry, revocation, and the
//! calls that prove a connection. The gateway sends `https://HOST/PATH` of a provider
//! to `http://127.0.0.1:PORT/ID/HOST/PATH`; nothing else knows that it is practice.
//! What can go wrong with a vendor is switched on here by hand: [`Misbehaviour`].
//!
//! A person uses the consent pages in any browser; what is played, what has happened and
//! the switches are at `/`. A test without a browser posts a [`Decision`]:
//!
//! ```
//! # use std::sync::Arc;
//! # use patchbay_practice::{COMPANIES, Decision, Practice, played_at};
//! # async fn example(fill: fn(&mut [u8])) -> Option<()> {
//! let providers = patchbay_providers::catalogue().into_iter().map(Arc::new);
//! let practice = Practice::of(providers, Arc::new(jiff::Timestamp::now), Arc::new(fill));
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.ok()?;
//! let server = listener.local_addr().ok()?;
//! tokio::spawn(practice.clone().serve(listener, std::future::pending()));
//!
//! let consent = "https://login.xero.com/identity/connect/authorize?client_id=…";
//! let (page, form) = (played_at(server, "xero", consent)?, Decision::Allow(&COMPANIES[0]).form());
//! // POST `form` to `page`: the answer's `Location` is what the browser would open.
//! assert_eq!(practice.counts("xero").double_spends, 0);
//! # Some(())
//! # }
//! ```
//!
//! There is no way out of this crate: it binds nothing by itself, calls nobody, and
//! time and randomness are passed in. Mailboxes are played to whoever asks for one by an
//! upgrade of a request. Not played: folders for tax software (there is no other side), the
//! lists of `[[sync]]`, webhooks, and the configuration and keys that an OpenID provider
//! publishes: nobody signs the ID tokens.

mod address;
mod answer;
mod company;
mod counts;
mod decision;
mod desk;
mod find;
mod http;
mod key;
mod mail;
mod misbehaviour;
mod outside;
mod page;
mod pattern;
mod question;
mod refusal;
mod role;
#[cfg(test)]
mod sample;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use axum::Router;
use jiff::Timestamp;
use patchbay_providers::Provider;
use tokio::net::TcpListener;
use tokio::sync::watch;

pub use address::played_at;
pub use company::{COMPANIES, Company, client};
pub use counts::Counts;
pub use decision::Decision;
pub use misbehaviour::{Books, Endpoint, ExpiresIn, Failure, Gate, Issuer, Misbehaviour, Trick};
pub use outside::{Clock, Entropy};
pub use role::PracticeApp;

use mail::Letters;
use outside::Outside;
use role::Role;

/// Every provider there is, played. Clones play on together.
#[derive(Clone)]
pub struct Practice(Arc<Inner>);

struct Inner {
    roles: BTreeMap<String, Role>,
    outside: Outside,
    /// Since when it plays.
    began: Timestamp,
    /// True once the server was told to end, so that nobody waits for a gate any more.
    closing: watch::Sender<bool>,
}

impl Practice {
    /// Plays these providers, by this clock and with this randomness.
    pub fn of(
        providers: impl IntoIterator<Item = Arc<Provider>>,
        clock: Clock,
        entropy: Entropy,
    ) -> Self {
        let roles = providers
            .into_iter()
            .map(|provider| (provider.id.clone(), Role::of(provider)))
            .collect();
        let (closing, _) = watch::channel(false);
        let outside = Outside::new(clock, entropy);
        let began = outside.now();
        Self(Arc::new(Inner { roles, outside, began, closing }))
    }

    /// Everything that is played, as one service.
    pub fn router(&self) -> Router {
        http::router(self.clone())
    }

    /// Answers on this listener until told to stop; open requests are answered first.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let closing = self.0.closing.clone();
        let told = async move {
            shutdown.await;
            closing.send_replace(true);
        };
        axum::serve(listener, self.router()).with_graceful_shutdown(told).await
    }

    /// The app that the practice firm has registered at this provider.
    #[must_use]
    pub fn app_of(&self, provider: &str) -> PracticeApp {
        PracticeApp::of(provider, self.role(provider).map(|role| &*role.provider))
    }

    /// What the form of this sign-in is filled with. Empty for one that is not there.
    #[must_use]
    pub fn credentials_of(&self, provider: &str, sign_in: &str) -> BTreeMap<String, String> {
        self.role(provider)
            .and_then(|role| role.provider.sign_in.iter().find(|s| s.id == sign_in))
            .map(key::credentials)
            .unwrap_or_default()
    }

    /// Makes this provider misbehave, beside whatever else it does already.
    pub fn misbehave(&self, provider: &str, how: Misbehaviour) {
        if let Some(role) = self.role(provider) {
            role.desk().misbehave(how);
        }
    }

    /// Ends every misbehaviour of this provider.
    pub fn behave(&self, provider: &str) {
        if let Some(role) = self.role(provider) {
            role.desk().behave();
        }
    }

    /// What has happened at this provider so far.
    #[must_use]
    pub fn counts(&self, provider: &str) -> Counts {
        self.role(provider).map(|role| role.desk().counts).unwrap_or_default()
    }

    /// Ends every permission that was given at this provider, as an administrator
    /// there would. Keys of a form stay: they come from the file.
    pub fn revoke_all(&self, provider: &str) {
        if let Some(role) = self.role(provider) {
            role.desk().revoke_all();
        }
    }

    fn role(&self, provider: &str) -> Option<&Role> {
        self.0.roles.get(provider)
    }

    fn roles(&self) -> impl Iterator<Item = &Role> {
        self.0.roles.values()
    }

    fn outside(&self) -> &Outside {
        &self.0.outside
    }

    /// What lies in a mailbox by now.
    fn letters(&self) -> Letters {
        Letters::by(self.0.began, self.0.outside.now())
    }

    fn closing(&self) -> watch::Receiver<bool> {
        self.0.closing.subscribe()
    }
}
