//! The tests of a connection so far: who wanted to know, what came of each, and how long it
//! took.

use std::sync::atomic::Ordering;

use jiff::SignedDuration;
use patchbay_contract::{ErrorCode, PastProbe, ProbeAsker};
use patchbay_practice::{Endpoint, Failure, Misbehaviour, Trick};

use crate::firm::Firm;

async fn history(firm: &Firm, id: &str) -> Vec<PastProbe> {
    firm.installation.probes_of(id, 50).await.unwrap()
}

fn refuses() -> Trick {
    Trick::Fails(Failure { status: Some(401), code: None, text: None })
}

#[tokio::test]
async fn every_test_is_kept_with_who_asked_what_came_of_it_and_how_long_it_took() {
    let firm = Firm::new().await;
    firm.passes.store(5, Ordering::Relaxed);
    let id = firm.saves(firm.typed("mistral", "key")).await.connection;
    firm.keys.test(&id).await.unwrap();
    for trick in [refuses(), Trick::Status(503)] {
        firm.practice.misbehave("mistral", Misbehaviour::always(Endpoint::Api, trick));
        firm.keys.test(&id).await.unwrap();
        firm.practice.behave("mistral");
    }
    let all = history(&firm, &id).await;
    let said: Vec<_> = all
        .iter()
        .map(|one| {
            (one.asked_by, one.trouble.as_ref().map(|trouble| (trouble.code, trouble.passes)))
        })
        .collect();
    assert_eq!(
        said,
        [
            (ProbeAsker::Person, Some((ErrorCode::ProviderDown, true))),
            (ProbeAsker::Person, Some((ErrorCode::KeyRefused, false))),
            (ProbeAsker::Person, None),
            (ProbeAsker::Connecting, None),
        ]
    );
    for one in &all {
        let of_steps: u64 = one.steps.iter().map(|step| step.took_ms).sum();
        assert!(of_steps >= 5 && one.took_ms >= of_steps, "{one:?}");
        assert_eq!(one.steps[0].holds, Some(one.trouble.is_none()));
    }
    assert!(all.is_sorted_by(|newer, older| newer.at > older.at));
}

#[tokio::test]
async fn a_test_that_patchbay_made_by_itself_says_so() {
    let firm = Firm::new().await;
    let id = firm.saves(firm.typed("mistral", "key")).await.connection;
    firm.practice.misbehave("mistral", Misbehaviour::always(Endpoint::Api, Trick::Reset));
    firm.keys.test(&id).await.unwrap();
    firm.practice.behave("mistral");
    firm.waits(SignedDuration::from_mins(3));
    firm.keys.test_what_is_due().await.unwrap();
    let newest = history(&firm, &id).await.swap_remove(0);
    assert_eq!((newest.asked_by, newest.trouble), (ProbeAsker::Schedule, None));
}

#[tokio::test]
async fn of_a_connection_that_was_ended_or_never_was_there_are_no_tests() {
    let firm = Firm::new().await;
    assert_eq!(history(&firm, "gone").await, []);
}

#[tokio::test]
async fn the_history_holds_no_secret_and_no_answer_of_the_provider() {
    let firm = Firm::new().await;
    let typed = firm.typed("mistral", "key");
    let key = typed.fields["api_key"].clone();
    let id = firm.saves(typed).await.connection;
    let text = Some(format!("canary {key}"));
    let leaks = Trick::Fails(Failure { status: Some(401), code: None, text });
    firm.practice.misbehave("mistral", Misbehaviour::always(Endpoint::Api, leaks));
    firm.keys.test(&id).await.unwrap();
    let kept = format!("{:?}", history(&firm, &id).await);
    assert!(!kept.contains("canary") && !kept.contains(&key), "{kept}");
}
