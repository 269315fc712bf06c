//! Connections in the firm server's custody: handed over by a computer, proven, held, renewed and
//! given back, over a real socket, with practice providers in place of the vendors.

mod handing;
mod keys;
mod killed;
mod mail;
mod outliving;
mod provider;
mod refusing;
mod upkeep;

use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_contract::custody::purpose;
use patchbay_custody::{Held, to_bytes};
use patchbay_firm_store::Store;
use patchbay_server::Config;
use patchbay_test_support::eventually;
use patchbay_vault::{Key, PublicIdentity};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use super::{Desk, Firm, Ground, minute};
use provider::Vendors;

pub(super) use handing::*;
pub(super) use keys::*;
pub(super) use killed::*;
pub(super) use mail::*;
pub(super) use outliving::*;
pub(super) use refusing::*;
pub(super) use upkeep::*;

/// How often a server of these stories looks whether something is due.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The number of a hand-over.
fn number(n: u8) -> String {
    format!("{n:032x}")
}

/// What a server's configuration says of its own key.
fn own_key(byte: u8) -> String {
    let key = Key::from_bytes(&[byte; 32]).to_text();
    format!("custody_key = {:?}", key.expose_secret())
}

/// A firm whose server has a key of its own, and calls practice providers.
pub(super) struct Handing {
    pub(super) firm: Firm,
    pub(super) ana: Desk,
    pub(super) vendors: Vendors,
}

impl Handing {
    async fn open(ground: Ground) -> Self {
        Self::open_with(ground, &own_key(1)).await
    }

    pub(super) async fn open_with(ground: Ground, more: &str) -> Self {
        let clock = Arc::new(AtomicI64::new(0));
        let vendors = Vendors::start(Arc::clone(&clock)).await;
        let firm = Self::server(ground, more, &vendors, clock).await;
        let ana = firm.owner().await;
        let this = Self { firm, ana, vendors };
        this.connection("c").await;
        this
    }

    /// A server over this ground, by that clock.
    pub(super) async fn server(
        ground: Ground,
        more: &str,
        vendors: &Vendors,
        clock: Arc<AtomicI64>,
    ) -> Firm {
        let made = |config: Config| {
            let config = config.with_clock(vendors.clock());
            config.with_providers(vendors.reach(), vendors.outside(), LOOK_EVERY)
        };
        let mut firm = Firm::open_as(ground, more, made).await;
        firm.clock = clock;
        firm
    }

    /// Makes a connection known, as syncing does.
    async fn connection(&self, id: &str) {
        let facts = self.facts("this_computer", "connected");
        let request = self.put(&format!("/api/connections/{id}")).json(&facts);
        self.firm.send(request, StatusCode::CREATED).await;
    }

    fn facts(&self, custodian: &str, status: &str) -> Value {
        json!({
            "provider": provider::ID, "environment": "live", "custodian": custodian,
            "status": status, "made_at": self.firm.now().to_string(),
        })
    }

    pub(super) fn ask(&self, method: Method, path: &str) -> RequestBuilder {
        self.firm.by(&self.ana.token, method, path)
    }

    fn put(&self, path: &str) -> RequestBuilder {
        self.ask(Method::PUT, path)
    }

    pub(super) async fn get(&self, path: &str) -> Value {
        self.firm.get(&self.ana.token, path).await
    }

    /// What a computer sends of this, under that number.
    async fn sealed(&self, n: u8, held: &Held) -> Value {
        let known: Value = self.get("/api/me").await["key"].clone();
        let public = BASE64_URL_SAFE_NO_PAD.decode(known["public"].as_str().unwrap()).unwrap();
        let public = PublicIdentity::from_bytes(&public).unwrap();
        let purpose = purpose(&self.ana.server, "c", &number(n));
        let sealed = public.seal_handed(&purpose, &to_bytes(held).unwrap()).unwrap();
        json!({
            "handover": number(n),
            "fingerprint": known["fingerprint"],
            "sealed": BASE64_URL_SAFE_NO_PAD.encode(sealed),
        })
    }

    fn delivery(&self, body: &Value) -> RequestBuilder {
        self.put("/api/connections/c/custody").json(body)
    }

    async fn deliver(&self, n: u8, held: &Held) -> Value {
        let body = self.sealed(n, held).await;
        self.firm.send(self.delivery(&body), StatusCode::OK).await
    }

    fn taking(&self, n: u8) -> RequestBuilder {
        let request = self.ask(Method::POST, "/api/connections/c/custody/take");
        request.json(&json!({ "handover": number(n) }))
    }

    fn withdrawal(&self, n: u8, more: &str) -> RequestBuilder {
        let path = format!("/api/connections/c/custody?handover={}{more}", number(n));
        self.ask(Method::DELETE, &path)
    }

    /// Hands one over, to the end.
    pub(super) async fn hold(&self, n: u8) -> Held {
        let held = self.vendors.allowed().await;
        let delivered = self.deliver(n, &held).await;
        assert_eq!(delivered["state"], "proven", "{delivered}");
        let taken = self.firm.send(self.taking(n), StatusCode::OK).await;
        assert_eq!(taken["state"], "held", "{taken}");
        held
    }

    /// Waits until it was renewed so often, and what came of it is kept: when it ends next is
    /// counted from the time that it is kept at, so nobody lets time pass in between.
    pub(super) async fn is_renewed(&self, times: u32) {
        let store = Store::open(self.firm.config.database.as_ref().unwrap()).await.unwrap();
        eventually("it is renewed", async || {
            let asked = self.vendors.counts().refreshes >= times;
            let row = store.read().await.ok()?.custody("c").await.ok()??;
            (asked && row.renewing_since.is_none()).then_some(())
        })
        .await
        .unwrap();
        store.close().await;
    }

    pub(super) async fn custodian(&self) -> Value {
        self.get("/api/connections/c").await["custodian"].clone()
    }

    pub(super) async fn test(&self) -> Value {
        let request = self.ask(Method::POST, "/api/connections/c/custody/test");
        self.firm.send(request, StatusCode::OK).await
    }

    /// How often somebody did this, as the trail has it.
    async fn entered(&self, action: &str) -> usize {
        let found = self.get(&format!("/api/audit?action={action}")).await;
        found["items"].as_array().unwrap().len()
    }
}
