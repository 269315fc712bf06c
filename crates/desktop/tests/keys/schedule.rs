//! Testing by itself: everything about once a day, later and later where nothing can be found
//! out, and never so that a person is asked for what passes.

use jiff::SignedDuration;
use patchbay_contract::{ErrorCode, ProbeAsker, StatusKind};
use patchbay_practice::{Endpoint, Failure, Misbehaviour, Trick};

use crate::firm::Firm;

const A_WHILE: SignedDuration = SignedDuration::from_mins(20);

/// How often each connection was tested by itself so far.
async fn tested_by_itself(firm: &Firm) -> Vec<usize> {
    let mut counts = Vec::new();
    for one in firm.connections().await {
        let history = firm.installation.probes_of(&one.id, 200).await.unwrap();
        let by_itself = history.iter().filter(|probe| probe.asked_by == ProbeAsker::Schedule);
        counts.push(by_itself.count());
    }
    counts
}

/// Lets the shell come by for so many hours. How often something was tested meanwhile.
async fn goes_on_for(firm: &Firm, hours: i64) -> usize {
    let mut tested = 0;
    for _ in 0..hours * 60 / A_WHILE.as_mins() {
        firm.waits(A_WHILE);
        tested += firm.keys.test_what_is_due().await.unwrap().len();
    }
    tested
}

async fn to_be_done(firm: &Firm) -> usize {
    firm.installation.look_at_repairs(&firm.catalogue, &firm.notices).await.unwrap();
    firm.installation.repairs(&firm.catalogue).await.unwrap().open.len()
}

fn refuses() -> Misbehaviour {
    let failure = Failure { status: Some(401), code: None, text: None };
    Misbehaviour::always(Endpoint::Api, Trick::Fails(failure))
}

#[tokio::test]
async fn every_connection_is_tested_once_a_day_without_anybody_asking() {
    let firm = Firm::new().await;
    for provider in ["mistral", "cohere", "xai", "daily", "whereby", "lawpay"] {
        firm.saves(firm.typed(provider, "key")).await;
        firm.saves(firm.typed(provider, "key")).await;
    }
    goes_on_for(&firm, 25).await;
    let first_day = tested_by_itself(&firm).await;
    assert!(first_day.iter().all(|count| (1..=2).contains(count)), "{first_day:?}");
    goes_on_for(&firm, 9 * 24).await;
    let ten_days = tested_by_itself(&firm).await;
    assert!(ten_days.iter().all(|count| (9..=11).contains(count)), "{ten_days:?}");
    assert_eq!(to_be_done(&firm).await, 0);
}

#[tokio::test]
async fn an_outage_is_waited_out_longer_and_longer_and_asks_nobody() {
    let firm = Firm::new().await;
    let id = firm.saves(firm.typed("mistral", "key")).await.connection;
    firm.practice.misbehave("mistral", Misbehaviour::always(Endpoint::Api, Trick::Status(503)));
    firm.keys.test(&id).await.unwrap();
    let tries = goes_on_for(&firm, 24).await;
    assert!((8..=13).contains(&tries), "{tries} in a day");
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Delayed);
    assert_eq!(to_be_done(&firm).await, 0);
    firm.practice.behave("mistral");
    goes_on_for(&firm, 6).await;
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
    assert_eq!(to_be_done(&firm).await, 0);
    assert_eq!(goes_on_for(&firm, 15).await, 0, "that is enough for a day");
}

#[tokio::test]
async fn what_is_found_by_itself_is_asked_for_and_closed_as_if_somebody_had_tested() {
    let firm = Firm::new().await;
    firm.saves(firm.typed("mistral", "key")).await;
    firm.practice.misbehave("mistral", refuses());
    goes_on_for(&firm, 25).await;
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::ReconnectNeeded);
    assert_eq!(to_be_done(&firm).await, 1);
    firm.practice.behave("mistral");
    goes_on_for(&firm, 27).await;
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
    assert_eq!(to_be_done(&firm).await, 0);
}

#[tokio::test]
async fn a_test_that_somebody_asked_for_is_the_one_of_that_day() {
    let firm = Firm::new().await;
    let id = firm.saves(firm.typed("mistral", "key")).await.connection;
    firm.keys.test_what_is_due().await.unwrap();
    firm.keys.test(&id).await.unwrap();
    assert_eq!(goes_on_for(&firm, 21).await, 0);
    assert_eq!(goes_on_for(&firm, 6).await, 1);
}

#[tokio::test]
async fn a_connection_that_is_being_tested_is_not_tested_again_meanwhile() {
    let firm = Firm::new().await;
    let id = firm.saves(firm.typed("mistral", "key")).await.connection;
    let gate = patchbay_practice::Gate::default();
    let hold = Misbehaviour::once(Endpoint::Api, Trick::HoldAnswer(gate.clone()));
    firm.practice.misbehave("mistral", hold);
    let (keys, of) = (firm.keys.clone(), id.clone());
    let first = tokio::spawn(async move { keys.test(&of).await });
    gate.reached(1).await;
    let second = firm.keys.test(&id).await.unwrap_err();
    assert_eq!(second.code, ErrorCode::ConnectionBusy);
    firm.waits(SignedDuration::from_mins(9));
    assert_eq!(firm.keys.test_what_is_due().await.unwrap(), []);
    let all = firm.keys.test_all().await.unwrap();
    assert_eq!(all[0].problem.as_ref().unwrap().code, ErrorCode::ConnectionBusy);
    gate.open();
    assert_eq!(first.await.unwrap().unwrap().problem, None);
    assert_eq!(firm.keys.test(&id).await.unwrap().problem, None);
}
