//! What lies in the database at the end, opened and tried at the providers.

use std::time::Duration;

use jiff::Timestamp;
use patchbay_desktop::vault::Vault;
use patchbay_gateway::{Found, Gateway, Http, Limits, Outside, Party, Values};
use patchbay_providers::{EnvironmentId, Provider};
use patchbay_store::{Connection, Opening, Store};
use patchbay_vault::{Keychain, Secret};
use serde::Deserialize;

use super::keys::InFolder;
use crate::bench_firm::Firm;

/// What is sealed of a permission, as far as a call needs it.
#[derive(Deserialize)]
struct Sealed {
    access_token: String,
    values: Vec<(String, String)>,
    found: String,
}

/// Makes the provider's own proof of every connection with the access token in the
/// database, while no program runs.
pub(super) async fn every_token_opens_its_account(firm: &Firm) {
    let (home, reach) = firm.places();
    let keys = tempfile::tempdir().unwrap();
    firm.keychain_in(keys.path());
    let opening = Opening { by_version: "a test", at: Timestamp::now() };
    let store = Store::open(home, opening).await.unwrap();
    let keychain = Keychain::over(InFolder(keys.path().to_owned()), Duration::from_secs(5));
    let vault = Vault::new(keychain);
    let http = Http::direct(Limits::default()).unwrap();
    let gateway = Gateway::new(http, reach.clone(), Outside::of_the_system());
    let catalogue = patchbay_providers::catalogue();
    for row in store.connections().await.unwrap() {
        assert_eq!(row.renewing_since, None, "nobody renews {} any more", row.id);
        let sealed = vault.reveal(&store, &format!("{}.grant", row.id)).await.unwrap().unwrap();
        let sealed = serde_json::from_slice(sealed.expose_secret()).unwrap();
        let provider = catalogue.iter().find(|one| one.id == row.provider).unwrap();
        opens(&gateway, provider, &row, sealed).await;
    }
    store.close().await;
}

async fn opens(gateway: &Gateway, provider: &Provider, row: &Connection, sealed: Sealed) {
    let way = row.sign_in.as_deref().unwrap();
    let sign_in = provider.sign_in.iter().find(|one| one.id == way).unwrap();
    let mut values: Values = sealed.values.into_iter().collect();
    values.set("access_token", sealed.access_token);
    let party = Party {
        provider,
        sign_in,
        environment: EnvironmentId::Live,
        account: &row.id,
        values: &values,
    };
    let found = Found::from_secret(&Secret::new(sealed.found)).unwrap();
    let proof = gateway.probe(party, &found, &|_| {}).await;
    assert_eq!(proof.failure(), None, "{} {}", row.provider, row.id);
    assert_eq!(proof.account_id.or(row.account_id.clone()), row.account_id);
}
