//! What lies sealed in a firm's database, opened while its program is closed.

use jiff::Timestamp;
use patchbay_desktop::vault::Vault;
use patchbay_gateway::{Found, Values};
use patchbay_store::{Connection, Opening, Store};
use patchbay_vault::Secret;
use serde::Deserialize;

use crate::bench_firm::Firm;

/// What is sealed of a permission, as far as a call needs it.
#[derive(Deserialize)]
pub(crate) struct Grant {
    access_token: String,
    pub(crate) refresh_token: String,
    values: Vec<(String, String)>,
    found: String,
}

impl Grant {
    pub(crate) fn values(&self) -> Values {
        let mut values: Values = self.values.iter().cloned().collect();
        values.set("access_token", self.access_token.clone());
        values
    }

    pub(crate) fn found(&self) -> Found {
        Found::from_secret(&Secret::new(self.found.clone())).unwrap()
    }
}

/// The open database.
pub(crate) struct Database {
    store: Store,
    vault: Vault,
}

impl Database {
    /// That of a firm whose program is closed.
    pub(crate) async fn of(firm: &Firm) -> Self {
        let opening = Opening { by_version: "a test", at: Timestamp::now() };
        let store = Store::open(firm.places().0, opening).await.unwrap();
        Self { store, vault: Vault::new(firm.keychain()) }
    }

    pub(crate) async fn connections(&self) -> Vec<Connection> {
        self.store.connections().await.unwrap()
    }

    pub(crate) async fn grant(&self, connection: &str) -> Grant {
        let id = format!("{connection}.grant");
        let sealed = self.vault.reveal(&self.store, &id).await.unwrap().unwrap();
        serde_json::from_slice(sealed.expose_secret()).unwrap()
    }

    pub(crate) async fn close(self) {
        self.store.close().await;
    }
}
