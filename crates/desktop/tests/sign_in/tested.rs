//! Testing a connection that lives on a permission.

use jiff::SignedDuration;
use patchbay_contract::{ErrorCode, ProbeAsker, StatusKind};
use patchbay_desktop::connect::Renewal;
use patchbay_desktop::keys::Keys;
use patchbay_practice::{COMPANIES, Decision, Endpoint, Failure, Gate, Misbehaviour, Trick};

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
    let history = firm.installation.probes_of(&connection, 50).await.unwrap();
    let asked: Vec<_> = history.iter().map(|probe| probe.asked_by).collect();
    assert_eq!(asked, [ProbeAsker::Person, ProbeAsker::Person, ProbeAsker::Connecting]);
    assert!(history.iter().all(|probe| probe.trouble.is_none() && !probe.steps.is_empty()));
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
    let newest = firm.installation.probes_of(&connection, 1).await.unwrap().swap_remove(0);
    assert!(newest.trouble.is_some_and(|trouble| !trouble.passes));
    // Nobody shows it to the provider again before somebody signs in.
    let refused = firm.practice.counts("freshbooks").refused;
    for _ in 0..3 {
        keys.test_what_is_due().await.unwrap();
        firm.watch.put(SignedDuration::from_hours(25));
    }
    assert_eq!(firm.practice.counts("freshbooks").refused, refused);
}

#[tokio::test]
async fn what_a_test_found_outlives_a_renewal_that_cannot_know_of_it() {
    let (firm, connection) = connected("freshbooks").await;
    let keys = Keys::beside(&firm.sign_ins);
    firm.practice.misbehave("freshbooks", Misbehaviour::always(Endpoint::Api, fails(403)));
    assert!(keys.test(&connection).await.unwrap().problem.is_some());
    assert_eq!(firm.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed);
    let lacks = firm.connections().await[0].status.kind();
    assert_eq!(lacks, StatusKind::MorePermissionNeeded);
    firm.practice.behave("freshbooks");
    assert_eq!(keys.test(&connection).await.unwrap().problem, None);
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
}

#[tokio::test]
async fn a_test_while_somebody_else_renews_says_nothing_about_the_permission() {
    let (firm, connection) = connected("freshbooks").await;
    let keys = Keys::beside(&firm.sign_ins);
    let gate = Gate::default();
    let held = Misbehaviour::once(Endpoint::Refresh, Trick::Hold(gate.clone()));
    firm.practice.misbehave("freshbooks", held);
    let (sign_ins, id) = (std::sync::Arc::clone(&firm.sign_ins), connection.clone());
    let renewing = tokio::spawn(async move { sign_ins.renew(&id).await.unwrap() });
    gate.reached(1).await;
    firm.practice.misbehave("freshbooks", Misbehaviour::once(Endpoint::Api, fails(401)));
    let tested = keys.test(&connection).await.unwrap();
    assert_eq!(tested.problem.map(|problem| problem.code), Some(ErrorCode::ConnectionBusy));
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
    gate.open();
    assert_eq!(renewing.await.unwrap(), Renewal::Renewed);
}

#[tokio::test]
async fn a_connection_that_needs_no_browser_is_tested_with_what_is_sealed() {
    let firm = Firm::beside(&[]).await;
    let at = patchbay_contract::SignInAt { sign_in: "app".into(), ..wish("paypal").at };
    let fields = firm.practice.credentials_of("paypal", "app");
    let new = patchbay_contract::NewAttempt { at, fields, ..wish("paypal") };
    let attempt = firm.begin(new).await;
    let (connection, _) = firm.connected(&attempt.id).await;
    let tested = Keys::beside(&firm.sign_ins).test(&connection).await.unwrap();
    assert_eq!(tested.problem, None);
    assert!(tested.checks.iter().any(|check| check.holds == Some(true)), "{tested:?}");
}
