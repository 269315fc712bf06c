//! Asking AI providers: who is asked first, with which model and whose credential, and what
//! came of it.
//!
//! [`Ai::ask`] asks one after the other until one answers, or all at the same time; each
//! answers or fails alone, within its own time. How a provider is asked stands in its file,
//! calls are the gateway's, and credentials are opened by [`crate::keys`]. Invariants: a
//! question and its answer are kept nowhere, only how many tokens they had; a credential of
//! this computer's environment is used only where the firm has connected nothing.

mod accounts;
mod asking;
mod choices;
mod environment;
mod models;
mod one;
mod progress;
mod used;
mod view;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use patchbay_gateway::Gateway;
use tokio_util::sync::CancellationToken;

use crate::catalogue::Catalogue;
use crate::keys::Keys;
use crate::{Installation, Notices};

pub use asking::DEADLINE;
pub use environment::Environment;
pub(crate) use used::Purpose;

/// The firm's AI providers.
#[derive(Debug)]
pub struct Ai {
    installation: Arc<Installation>,
    catalogue: Arc<Catalogue>,
    notices: Arc<Notices>,
    gateway: Gateway,
    keys: Arc<Keys>,
    environment: Environment,
    /// Questions under way, by their ids.
    under_way: Mutex<HashMap<String, CancellationToken>>,
}

impl Ai {
    /// Beside these keys, over the same gateway, with this environment to fill gaps.
    #[must_use]
    pub fn beside(keys: &Arc<Keys>, environment: Environment) -> Arc<Self> {
        let (installation, catalogue, notices, gateway) = keys.parts();
        let (keys, under_way) = (Arc::clone(keys), Mutex::default());
        Arc::new(Self { installation, catalogue, notices, gateway, keys, environment, under_way })
    }
}
