//! Stripe: localstripe, which others wrote after the vendor's documents. It knows secret keys
//! and no restricted ones, and has no account to read.

use std::process::Command;

use patchbay_contract::{EnvironmentId, ErrorCode, NewKey};

use patchbay_test_support::Peer;

use super::door;
use crate::firm::Firm;

fn typed(firm: &Firm, key: &str) -> NewKey {
    let mut typed = firm.typed("stripe", "key");
    typed.at.environment = EnvironmentId::Sandbox;
    typed.fields.clear();
    typed.fields.insert("api_key".into(), key.into());
    typed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payment_provider_that_others_wrote_is_asked_for_its_balance_where_it_names_no_account() {
    let folder = Peer::fetched("PATCHBAY_LOCALSTRIPE");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/peers/localstripe.py");
    // Debian's own Python, which its libraries are there for.
    let mut server = Peer::start(Command::new("/usr/bin/python3").args([script, &folder]));
    let port = server.port();
    let firm = Firm::beside(door::to(port).await).await;

    let refused = typed(&firm, "rk_test_itknowsnosuchkeys0");
    assert_eq!(firm.code_of(refused).await, ErrorCode::KeyRefused);
    let saved = firm.saves(typed(&firm, "sk_test_everykeythatbeginslikethis")).await;
    let proven: Vec<_> = saved.checks.iter().map(|check| check.name.as_str()).collect();
    assert!(proven.contains(&"Reads the balance"), "{saved:#?}");
    let tested = firm.keys.test(&saved.connection).await.unwrap();
    assert_eq!(tested.problem, None);
}
