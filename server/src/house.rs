//! What the handlers share.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::frame::{Figures, Pace};
use crate::relay::Relay;

/// One server's own things. Cheap to copy.
#[derive(Clone)]
pub(crate) struct House(Arc<Things>);

pub(crate) struct Things {
    pub(crate) config: Config,
    pub(crate) figures: Figures,
    pub(crate) pace: Option<Pace>,
    /// Cancelled once the server is told to end.
    pub(crate) closing: CancellationToken,
    relay: Relay,
}

impl House {
    pub(crate) fn new(config: Config, closing: CancellationToken) -> Self {
        Self(Arc::new(Things {
            pace: config.requests_per_minute.map(Pace::per_minute),
            config,
            figures: Figures::new(),
            relay: Relay::new(closing.clone()),
            closing,
        }))
    }
}

impl Deref for House {
    type Target = Things;

    fn deref(&self) -> &Things {
        &self.0
    }
}

impl FromRef<House> for Relay {
    fn from_ref(house: &House) -> Self {
        house.relay.clone()
    }
}
