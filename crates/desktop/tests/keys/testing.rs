//! Testing what is connected, by keys and by permissions.

use jiff::SignedDuration;
use patchbay_contract::{ErrorCode, StatusKind, Tested};
use patchbay_practice::{Endpoint, Failure, Misbehaviour, Trick};

use crate::firm::Firm;

async fn status(firm: &Firm) -> StatusKind {
    firm.connections().await[0].status.kind()
}

fn code(tested: &Tested) -> Option<ErrorCode> {
    tested.problem.as_ref().map(|problem| problem.code)
}

fn fails(status: u16) -> Trick {
    Trick::Fails(Failure { status: Some(status), code: None, text: None })
}

#[tokio::test]
async fn what_a_test_finds_is_what_the_card_says_and_what_passes_asks_for_nothing() {
    let firm = Firm::new().await;
    let id = firm.saves(firm.typed("mistral", "key")).await.connection;
    for (trick, said, shown) in [
        (fails(401), ErrorCode::KeyRefused, StatusKind::ReconnectNeeded),
        // What was wrong is not known to be right while nobody answers.
        (Trick::Status(503), ErrorCode::ProviderDown, StatusKind::ReconnectNeeded),
        (fails(403), ErrorCode::KeyLacksPermission, StatusKind::MorePermissionNeeded),
        (fails(422), ErrorCode::FieldWrong, StatusKind::CheckSettings),
    ] {
        firm.practice.misbehave("mistral", Misbehaviour::always(Endpoint::Api, trick));
        let tested = firm.keys.test(&id).await.unwrap();
        firm.practice.behave("mistral");
        assert_eq!(code(&tested), Some(said));
        assert_eq!(status(&firm).await, shown, "{said}");
    }
    assert_eq!(code(&firm.keys.test(&id).await.unwrap()), None);
    assert_eq!(status(&firm).await, StatusKind::Connected);
    for trick in [Trick::Status(500), Trick::Html, Trick::Reset] {
        firm.practice.misbehave("mistral", Misbehaviour::always(Endpoint::Api, trick));
        assert!(firm.keys.test(&id).await.unwrap().problem.is_some());
        firm.practice.behave("mistral");
        assert_eq!(status(&firm).await, StatusKind::Delayed);
    }
}

#[tokio::test]
async fn what_was_put_off_is_tested_again_when_its_time_has_come() {
    let firm = Firm::new().await;
    let id = firm.saves(firm.typed("mistral", "key")).await.connection;
    firm.practice.misbehave("mistral", Misbehaviour::always(Endpoint::Api, Trick::Reset));
    firm.keys.test(&id).await.unwrap();
    firm.practice.behave("mistral");
    firm.keys.test_what_is_due().await.unwrap();
    assert_eq!(status(&firm).await, StatusKind::Delayed, "its time has not come");
    {
        let mut clock = firm.clock.lock().unwrap();
        *clock = clock.checked_add(SignedDuration::from_mins(3)).unwrap();
    }
    firm.keys.test_what_is_due().await.unwrap();
    assert_eq!(status(&firm).await, StatusKind::Connected);
}

#[tokio::test]
async fn all_there_is_is_tested_and_one_that_fails_keeps_no_other() {
    let firm = Firm::new().await;
    for provider in ["mistral", "cohere", "xai", "daily", "whereby", "lawpay"] {
        firm.saves(firm.typed(provider, "key")).await;
        firm.saves(firm.typed(provider, "key")).await;
    }
    firm.practice.misbehave("xai", Misbehaviour::always(Endpoint::Api, fails(401)));
    let all = firm.keys.test_all().await.unwrap();
    assert_eq!(all.len(), 12);
    for tested in all {
        let refused = (tested.provider == "xai").then_some(ErrorCode::KeyRefused);
        assert_eq!(code(&tested), refused, "{tested:?}");
    }
}

#[tokio::test]
async fn a_webhook_is_saved_unproven_when_nobody_allowed_a_message_and_is_never_posted_to_by_a_test()
 {
    let firm = Firm::new().await;
    let mut typed = firm.typed("zapier", "catch_hook");
    typed.in_sight = false;
    let saved = firm.saves(typed).await;
    assert!(saved.checks.iter().all(|check| check.holds.is_none()), "{saved:?}");
    let tested = firm.keys.test(&saved.connection).await.unwrap();
    assert_eq!(code(&tested), None);
    assert_eq!(firm.practice.counts("zapier").probes, 0);
    assert_eq!(firm.connections().await[0].last_success, None);
}

#[tokio::test]
async fn a_connection_that_is_not_there_is_told() {
    let firm = Firm::new().await;
    firm.saves(firm.typed("mistral", "key")).await;
    let problem = firm.keys.test("gone").await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::ConnectionUnknown);
}
