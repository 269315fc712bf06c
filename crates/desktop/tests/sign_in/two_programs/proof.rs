//! What lies in the database at the end, tried at the providers.

use patchbay_gateway::{Gateway, Http, Limits, Outside, Party};
use patchbay_providers::{EnvironmentId, Provider};
use patchbay_store::Connection;

use crate::bench_firm::Firm;
use crate::sealed::{Database, Grant};

/// Makes the provider's own proof of every connection with the access token in the
/// database, while no program runs.
pub(super) async fn every_token_opens_its_account(firm: &Firm) {
    let database = Database::of(firm).await;
    let http = Http::direct(Limits::default()).unwrap();
    let gateway = Gateway::new(http, firm.places().1.clone(), Outside::of_the_system());
    let catalogue = patchbay_providers::catalogue();
    for row in database.connections().await {
        assert_eq!(row.renewing_since, None, "nobody renews {} any more", row.id);
        let provider = catalogue.iter().find(|one| one.id == row.provider).unwrap();
        opens(&gateway, provider, &row, &database.grant(&row.id).await).await;
    }
    database.close().await;
}

async fn opens(gateway: &Gateway, provider: &Provider, row: &Connection, grant: &Grant) {
    let way = row.sign_in.as_deref().unwrap();
    let sign_in = provider.sign_in.iter().find(|one| one.id == way).unwrap();
    let party = Party {
        provider,
        sign_in,
        environment: EnvironmentId::Live,
        account: &row.id,
        values: &grant.values(),
    };
    let proof = gateway.probe(party, &grant.found(), &|_| {}).await;
    assert_eq!(proof.failure(), None, "{} {}", row.provider, row.id);
    assert_eq!(proof.account_id.or(row.account_id.clone()), row.account_id);
}
