//! An attempt that waits: its page is opened, and another way home is chosen for it.

use patchbay_contract::{AttemptStep, ChosenWay, ErrorCode, HomeWay, NewAttempt};
use patchbay_desktop::connect::Arrived;
use patchbay_practice::{COMPANIES, Decision};

use crate::bench_firm::{Answer, Firm, address, decide, wish};

const ALLOW: Decision<'static> = Decision::Allow(&COMPANIES[0]);

fn instead(attempt: &str, way: HomeWay) -> ChosenWay {
    ChosenWay { attempt: attempt.to_owned(), way }
}

#[tokio::test]
async fn another_way_takes_over_in_the_same_attempt_and_an_answer_by_the_first_is_refused() {
    let firm = Firm::with_apps(&["zoom"]).await;
    let label = Some("Front desk".to_owned());
    let attempt = firm.begin(NewAttempt { label, ..wish("zoom") }).await;
    assert_eq!(
        (attempt.way, attempt.other_ways.as_slice()),
        (HomeWay::Loopback, &[HomeWay::Relay][..])
    );
    let Answer::Address(by_the_first) = decide(&address(&attempt), ALLOW).await else {
        panic!("the browser is sent home")
    };
    firm.sign_ins.choose_way(instead(&attempt.id, HomeWay::Relay)).await.unwrap();
    let again = firm.sign_ins.attempt(&attempt.id).unwrap();
    assert_eq!(
        (again.way, again.other_ways.as_slice()),
        (HomeWay::Relay, &[HomeWay::Loopback][..])
    );
    assert_eq!(again.scopes, attempt.scopes);
    assert_ne!(address(&again), address(&attempt));

    assert!(reqwest::get(&by_the_first).await.is_err(), "its port is closed");
    let late = by_the_first.split_once('?').unwrap().1;
    let arrived = firm.sign_ins.arrive("zoom", late, HomeWay::DeepLink).await;
    assert_eq!(arrived, Arrived::Refused);

    let answer = decide(&address(&again), ALLOW).await;
    firm.bring_home(&again, answer).await;
    let (id, _) = firm.connected(&again.id).await;
    let connections = firm.connections().await;
    let made = connections.iter().find(|one| one.id == id).unwrap();
    assert_eq!(made.label.as_deref(), Some("Front desk"), "the wish is the same");
}

#[tokio::test]
async fn a_way_that_does_not_work_here_leaves_the_attempt_waiting_as_it_was() {
    let firm = Firm::with_apps(&["zoom"]).await;
    let attempt = firm.begin(wish("zoom")).await;
    let refused = firm.sign_ins.choose_way(instead(&attempt.id, HomeWay::Paste)).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NoWayHome);
    assert_eq!(firm.sign_ins.attempt(&attempt.id).unwrap(), attempt);
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    firm.connected(&attempt.id).await;
    let over = firm.sign_ins.choose_way(instead(&attempt.id, HomeWay::Relay)).await.unwrap_err();
    assert_eq!(over.code, ErrorCode::AttemptOver);
}

#[tokio::test]
async fn the_way_that_was_chosen_is_the_one_that_the_next_start_waits_by() {
    let firm = Firm::with_apps(&["zoom"]).await;
    let attempt = firm.begin(wish("zoom")).await;
    firm.sign_ins.choose_way(instead(&attempt.id, HomeWay::Relay)).await.unwrap();
    let firm = firm.again().await;
    assert_eq!(firm.sign_ins.restore().await.unwrap(), std::slice::from_ref(&attempt.id));
    let restored = firm.sign_ins.attempt(&attempt.id).unwrap();
    assert_eq!(restored.way, HomeWay::Relay);
    assert!(matches!(restored.step, AttemptStep::Waiting { .. }));
    let answer = decide(&address(&restored), ALLOW).await;
    firm.bring_home(&restored, answer).await;
    firm.connected(&attempt.id).await;
}

#[tokio::test]
async fn a_page_that_was_opened_is_known_for_that_at_the_next_start() {
    let firm = Firm::with_apps(&["slack", "salesforce"]).await;
    let (opened, unread) = (firm.begin(wish("slack")).await, firm.begin(wish("salesforce")).await);
    assert!(!opened.opened);
    firm.sign_ins.page_opened(&opened.id).await;
    assert!(firm.sign_ins.attempt(&opened.id).unwrap().opened);
    let firm = firm.again().await;
    assert_eq!(firm.sign_ins.restore().await.unwrap().len(), 2);
    assert!(!firm.sign_ins.attempt(&unread.id).unwrap().opened);
    let restored = firm.sign_ins.attempt(&opened.id).unwrap();
    assert!(restored.opened);
    let answer = decide(&address(&restored), ALLOW).await;
    firm.bring_home(&restored, answer).await;
    firm.connected(&opened.id).await;
}
