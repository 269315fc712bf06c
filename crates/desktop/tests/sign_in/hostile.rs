//! Answers that nobody honest sends, though they know the right state; and a sign-in that
//! somebody else began.

use patchbay_contract::{AttemptStep, ErrorCode, NoticeKind, PastedAnswer};
use patchbay_desktop::LinkDesk;
use patchbay_desktop::connect::Arrived;
use patchbay_practice::{COMPANIES, Decision, Endpoint, Misbehaviour, Trick};

use crate::bench_firm::{Answer, Firm, address, decide, wish};
use crate::traps::{arrive, ended, query};

const ALLOW: Decision<'static> = Decision::Allow(&COMPANIES[0]);

/// Queries that are refused whole, whatever else they say.
fn unreadable(state: &str) -> Vec<String> {
    let long = "a".repeat(64 * 1024);
    [
        format!("code={long}&state={state}"),
        format!("code=a%00&state={state}"),
        format!("code=a\0&state={state}"),
        format!("code=%FF%FE&state={state}"),
        format!("code=a&code=b&state={state}"),
        format!("code=a&c%6Fde=b&state={state}"),
        format!("code=a&state={state}&state={state}"),
        format!("code=a&state={state}&iss=a&iss=b"),
    ]
    .to_vec()
}

fn state(query: &str) -> String {
    let pairs = query.split('&').find_map(|pair| pair.strip_prefix("state="));
    pairs.unwrap().to_owned()
}

fn waits(firm: &Firm, id: &str) -> bool {
    matches!(firm.sign_ins.attempt(id).unwrap().step, AttemptStep::Waiting { .. })
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_ends_no_sign_in_even_with_the_right_state() {
    let firm = Firm::with_apps(&["slack"]).await;
    let attempt = firm.begin(wish("slack")).await;
    let right = query(&decide(&address(&attempt), ALLOW).await);
    for hostile in unreadable(&state(&right)) {
        let shown: String = hostile.chars().take(40).collect();
        assert_eq!(arrive(&firm, "slack", &hostile).await, Arrived::Refused, "{shown}");
        assert!(waits(&firm, &attempt.id), "{shown}");
    }
    assert_eq!(firm.practice.counts("slack").exchanges, 0);
    assert_eq!(arrive(&firm, "slack", &right).await, Arrived::Taken(attempt.id.clone()));
    firm.connected(&attempt.id).await;
}

#[tokio::test]
async fn what_is_pasted_and_cannot_be_read_is_called_no_answer_and_the_sign_in_goes_on() {
    let firm = Firm::with_apps(&["slack"]).await;
    let attempt = firm.begin(wish("slack")).await;
    let right = query(&decide(&address(&attempt), ALLOW).await);
    let hostile = unreadable(&state(&right)).into_iter().chain(["a".repeat(64 * 1024)]);
    for text in hostile {
        let shown: String = text.chars().take(40).collect();
        let pasted = PastedAnswer { attempt: attempt.id.clone(), text };
        let problem = firm.sign_ins.paste(pasted).await.unwrap_err();
        assert_eq!(problem.code, ErrorCode::AnswerWrong, "{shown}: {problem:#?}");
        assert!(waits(&firm, &attempt.id), "{shown}");
    }
    assert!(firm.notices.listen().so_far.is_empty(), "whoever pastes sees it where they paste");
    firm.bring_home(&attempt, Answer::Code(right)).await;
    firm.connected(&attempt.id).await;
}

#[tokio::test]
async fn an_answer_with_the_right_state_that_says_nothing_clear_ends_in_words_and_is_not_used() {
    let firm = Firm::with_apps(&["slack"]).await;
    for around in ["", "code=", "code=a&error=access_denied", "error="] {
        let attempt = firm.begin(wish("slack")).await;
        let state = state(&query(&decide(&address(&attempt), ALLOW).await));
        let said = format!("{around}&state={state}");
        let taken = arrive(&firm, "slack", said.trim_start_matches('&')).await;
        assert_eq!(taken, Arrived::Taken(attempt.id.clone()), "{around}");
        assert_eq!(ended(&firm, &attempt.id).await.code, ErrorCode::AnswerWrong, "{around}");
    }
    assert_eq!(firm.practice.counts("slack").exchanges, 0);
    assert!(firm.connections().await.is_empty());
}

#[tokio::test]
async fn a_bar_and_other_signs_in_a_code_come_home_by_link_as_they_were_sent() {
    let firm = Firm::with_apps(&["salesforce"]).await;
    let attempt = firm.begin(wish("salesforce")).await;
    let Answer::Address(link) = decide(&address(&attempt), ALLOW).await else { panic!() };
    let (desk, now) = (LinkDesk::default(), jiff::Timestamp::UNIX_EPOCH);
    let bent = link.replacen("code=", "code=a|b%7C%2B", 1).replacen("app.", "APP.", 1);
    let patchbay_desktop::Arrival::Answer(answer) = desk.arrive(&bent, &firm.notices, now) else {
        panic!("{bent}")
    };
    assert!(answer.query.contains("a%7Cb%7C%2B"), "{}", answer.query);
    let taken = arrive(&firm, &answer.provider, &answer.query).await;
    assert_eq!(taken, Arrived::Taken(attempt.id.clone()));
    // The code is another than the one that was given.
    assert_eq!(ended(&firm, &attempt.id).await.code, ErrorCode::AnswerTooLate);
}

#[tokio::test]
async fn a_sign_in_that_a_marketplace_began_is_refused_and_the_way_to_begin_is_told() {
    let firm = Firm::with_apps(&["pipedrive"]).await;
    let attempt = firm.begin(wish("pipedrive")).await;
    let dropped = Misbehaviour::once(Endpoint::Authorize, Trick::StateDropped);
    firm.practice.misbehave("pipedrive", dropped);
    let from_market = query(&decide(&address(&attempt), ALLOW).await);
    assert!(!from_market.contains("state="), "{from_market}");
    assert_eq!(arrive(&firm, "pipedrive", &from_market).await, Arrived::Refused);
    let told = firm.notices.listen().so_far;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].kind, NoticeKind::Warning);
    assert!(told[0].text.contains("start again from the provider’s card"), "{told:?}");
    assert!(waits(&firm, &attempt.id), "it answers nothing that was asked");
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    firm.connected(&attempt.id).await;
    assert_eq!(firm.practice.counts("pipedrive").exchanges, 1);
}
