//! Testing a connection that lives on a permission.

use patchbay_contract::{ErrorCode, StatusKind};
use patchbay_desktop::keys::Keys;
use patchbay_practice::{COMPANIES, Decision, Endpoint, Failure, Misbehaviour, Trick};

use crate::bench_firm::{Firm, address, decide, wish};

async fn connected(provider: &str) -> (Firm, String) {
    let firm = Firm::with_apps(&[provider]).await;
    let attempt = firm.begin(wish(provider)).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
    firm.bring_home(&attempt, answer).await;
    let (connection, _) = firm.connected(&attempt.id).await;
    (firm, connection)
}

fn fails(status: u16) -> Trick {
    Trick::Fails(Failure { status: Some(status), code: None, text: None })
}

#[tokio::test]
async fn a_permission_is_tested_and_renewed_for_it_where_its_token_died() {
    let (firm, connection) = connected("freshbooks").await;
    let keys = Keys::beside(&firm.sign_ins);
    let tested = keys.test(&connection).await.unwrap();
    assert_eq!(tested.problem, None);
    assert!(tested.checks.iter().any(|check| check.holds == Some(true)), "{tested:?}");
    let before = firm.practice.counts("freshbooks").refreshes;
    firm.practice.misbehave("freshbooks", Misbehaviour::once(Endpoint::Api, fails(401)));
    assert_eq!(keys.test(&connection).await.unwrap().problem, None);
    assert_eq!(firm.practice.counts("freshbooks").refreshes, before + 1);
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
}

#[tokio::test]
async fn a_test_tells_a_permission_that_is_over_from_one_that_lacks_something() {
    let (firm, connection) = connected("freshbooks").await;
    let keys = Keys::beside(&firm.sign_ins);
    firm.practice.misbehave("freshbooks", Misbehaviour::always(Endpoint::Api, fails(403)));
    let tested = keys.test(&connection).await.unwrap();
    assert!(tested.problem.is_some());
    let lacks = firm.connections().await[0].status.kind();
    assert_eq!(lacks, StatusKind::MorePermissionNeeded);
    firm.practice.behave("freshbooks");
    assert_eq!(keys.test(&connection).await.unwrap().problem, None);
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
    firm.practice.revoke_all("freshbooks");
    let tested = keys.test(&connection).await.unwrap();
    assert_ne!(tested.problem.map(|problem| problem.code), Some(ErrorCode::ProviderDown));
    let over = firm.connections().await[0].status.kind();
    assert_eq!(over, StatusKind::ReconnectNeeded);
}
