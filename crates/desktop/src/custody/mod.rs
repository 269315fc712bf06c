//! Handing connections to the firm's server, and taking them back.
//!
//! At any time one side renews: this computer until it lets go, the server from the moment on
//! that it says it holds the connection, and this computer again once somebody has signed in
//! anew. Where the server's word is missing, neither does, and whoever finds that asks again
//! (`settling`). What is said on the wire is in `crate::firm`, the rows are the store's
//! (`crates/store/src/handovers`). Invariant: nothing is sealed to a key that was not pinned when
//! this computer came in, or compared by a person since; and what opens a connection is removed
//! here only after the server has said that it holds it.

mod calling_back;
mod ending;
mod handing;
mod held;
mod preview;
mod settling;
mod testing;
mod trusting;
mod view;

use std::sync::Arc;

use patchbay_contract::Problem;
use patchbay_store::{Handover, Store};

use crate::keys::Keys;
use crate::problems::store_did_not_open;

pub(crate) use ending::TakenThere;
pub(crate) use held::Opening;

/// The handing over of connections. Cheap to make and to clone.
#[derive(Debug, Clone)]
pub struct Handing {
    keys: Arc<Keys>,
}

impl Handing {
    /// With what these keys keep, where they find it.
    #[must_use]
    pub fn beside(keys: &Arc<Keys>) -> Self {
        Self { keys: Arc::clone(keys) }
    }
}

/// Whether it is in this state.
fn is(one: &Handover, state: patchbay_contract::HandoverStep) -> bool {
    one.state == state.as_str()
}

async fn found(store: &Store, connection: &str) -> Result<Option<Handover>, Problem> {
    store.handover(connection).await.map_err(|error| store_did_not_open(&error))
}
