//! Talks to providers.
//!
//! What is said to whom stands in the provider's file; this crate fills in the places,
//! makes the calls and reads the answers, which are hostile input until they were
//! checked. Browser sign-ins and client credentials ([`oauth`]), the search for the
//! company ([`Gateway::discover`]), the live proof ([`Gateway::probe`]), a question to an AI
//! ([`ai`]), the books ([`Gateway::trial_balance`]), and a private key that signs here, for
//! which nobody is called.
//!
//! Nothing is stored here, nothing is decided about connections, and no browser is
//! opened: that is the core's. Time, waiting and randomness are passed in
//! ([`Outside`]). Invariant: a secret leaves this crate only inside a
//! [`Secret`](patchbay_vault::Secret), in [`Values`] or in the request it belongs to,
//! never in an error.

pub mod ai;
mod answer;
mod basic;
mod books;
mod call;
mod credential;
mod discover;
mod error;
mod expect;
mod found;
mod hosts;
mod http;
mod its_clock;
pub mod oauth;
mod outside;
mod pace;
mod party;
mod post;
mod probe;
mod reach;
mod refusal;
mod retry;
mod scrub;
mod signed_token;
mod values;

use std::sync::Arc;
use std::time::Duration;

pub use books::BooksTrouble;
pub use discover::Company;
pub use error::CallError;
pub use found::{Found, NotKept};
pub use http::{AtTheProxy, Http, Limits, NoAnswer};
pub use outside::{Clock, Entropy, NoRandomness, Outside, Pause};
pub use party::Party;
pub use probe::{Proof, Step};
pub use reach::Reach;
pub use refusal::{Known, Refusal};
pub use signed_token::SigningTrouble;
pub use values::Values;

/// Whoever talks to providers holds one of these: the client, where they are, and how
/// often each may be called. Cheap to clone; clones count their calls together.
#[derive(Debug, Clone)]
pub struct Gateway {
    http: Http,
    reach: Reach,
    outside: Outside,
    pace: Arc<pace::Pace>,
}

impl Gateway {
    /// Over a client, to where `reach` says.
    #[must_use]
    pub fn new(http: Http, reach: Reach, outside: Outside) -> Self {
        Self { http, reach, outside, pace: Arc::default() }
    }

    /// Where providers are, for whoever talks to them by other means than calls.
    #[must_use]
    pub const fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Lets so much time go by, as whoever waits here was told to.
    pub async fn wait(&self, time: Duration) {
        self.outside.wait(time).await;
    }
}
