//! The relay page: a provider's answer arrives in the browser and is handed to the app.
//!
//! Most providers send the browser back to an https address only, and the app has none.
//! So the page hands the answer on by a link with the app's own scheme, and keeps it on a
//! shelf for a short while, where the app that began the sign-in may pick it up when the
//! link cannot open. Nothing is decided here: what the answer is worth, the app finds out.
//! Of several servers each gives out what any of them took (`beside`).
//! Invariant: an answer is in no log and in no file but sealed by what is in none, leaves by no
//! other way than these two, and nobody learns from a pickup that one is there without the proof.

mod answer;
mod arrive;
mod beside;
mod files;
mod page;
mod pickup;
mod sealed;
mod shelf;
mod words;

use std::sync::Arc;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

pub(crate) use arrive::arrive;
pub(crate) use beside::{farewell, keep};
pub(crate) use files::{script, style};
pub(crate) use pickup::pick_up;

use beside::Beside;
use shelf::Shelf;

use crate::config::Config;

/// What the handlers share.
#[derive(Clone)]
pub(crate) struct Relay {
    /// Whoever waits for an answer sees each change.
    shelf: Arc<watch::Sender<Shelf>>,
    /// Where there may be other servers.
    beside: Option<Arc<Beside>>,
    /// Told to end, the server lets nobody wait any more.
    closing: CancellationToken,
}

impl Relay {
    /// With an empty shelf.
    pub(crate) fn new(config: &Config, closing: CancellationToken) -> Self {
        let shelf = Arc::new(watch::Sender::new(Shelf::default()));
        Self { shelf, beside: Beside::of(config).map(Arc::new), closing }
    }
}
