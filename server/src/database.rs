//! The database of this server: opened when it is first asked for, so that a server begins to
//! answer at once, and tried again when that failed.

use patchbay_firm_store::{Place, Store};
use tokio::sync::OnceCell;

use crate::problem::{Code, Problem};

/// Where it is, and what was opened there.
pub(crate) struct Database {
    place: Option<Place>,
    opened: OnceCell<Store>,
}

impl Database {
    pub(crate) fn new(place: Option<Place>) -> Self {
        Self { place, opened: OnceCell::new() }
    }

    /// Whether there is to be one.
    pub(crate) fn is_wanted(&self) -> bool {
        self.place.is_some()
    }

    /// The database, with the tables of this program.
    pub(crate) async fn store(&self) -> Result<&Store, Problem> {
        let Some(place) = &self.place else {
            let detail = "This server keeps nothing: it has no database.";
            return Err(Problem::new(Code::DatabaseUnavailable, detail));
        };
        let opened = self.opened.get_or_try_init(async || {
            let store = Store::open(place).await?;
            store.ready().await?;
            Ok(store)
        });
        opened.await.map_err(|error: patchbay_firm_store::StoreError| error.into())
    }

    /// Lets go of it.
    pub(crate) async fn close(&self) {
        if let Some(store) = self.opened.get() {
            store.close().await;
        }
    }
}
