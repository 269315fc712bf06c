//! What can go wrong on the way home, and what is done about it.

use patchbay_contract::{AttemptStep, ErrorCode, HomeWay, NewAttempt, Problem, Unlock};
use patchbay_desktop::connect::Arrived;
use patchbay_practice::{COMPANIES, Decision, Endpoint, Misbehaviour, Trick};

use crate::bench_firm::{Answer, Firm, address, decide, wish};

const ALLOW: Decision<'static> = Decision::Allow(&COMPANIES[0]);

pub(crate) async fn ended(firm: &Firm, id: &str) -> Problem {
    match firm.until(id, |step| matches!(step, AttemptStep::Ended(_))).await {
        AttemptStep::Ended(problem) => problem,
        other => panic!("{other:?}"),
    }
}

pub(crate) fn query(answer: &Answer) -> String {
    match answer {
        Answer::Address(address) => address.split_once('?').unwrap().1.to_owned(),
        Answer::Code(_) => panic!("a code was shown"),
    }
}

pub(crate) async fn arrive(firm: &Firm, provider: &str, query: &str) -> Arrived {
    firm.sign_ins.arrive(provider, query, HomeWay::DeepLink).await
}

#[tokio::test]
async fn an_answer_that_nobody_asked_for_is_refused_with_a_notice_and_an_entry() {
    let firm = Firm::with_apps(&["slack"]).await;
    for query in ["code=a&state=nobodys", "code=a", "code=a&code=b&state=s", "", "code=%00&state=s"]
    {
        assert_eq!(arrive(&firm, "slack", query).await, Arrived::Refused, "{query}");
    }
    assert_eq!(firm.notices.listen().so_far.len(), 5);
    assert!(firm.connections().await.is_empty());
}

#[tokio::test]
async fn the_same_answer_twice_is_taken_once() {
    let firm = Firm::with_apps(&["slack"]).await;
    let attempt = firm.begin(wish("slack")).await;
    let query = query(&decide(&address(&attempt), ALLOW).await);
    assert_eq!(arrive(&firm, "slack", &query).await, Arrived::Taken(attempt.id.clone()));
    assert_eq!(arrive(&firm, "slack", &query).await, Arrived::Before);
    firm.connected(&attempt.id).await;
    assert_eq!(firm.practice.counts("slack").exchanges, 1);
}

#[tokio::test]
async fn an_answer_on_another_providers_path_is_refused_and_the_right_one_still_taken() {
    let firm = Firm::with_apps(&["slack", "salesforce"]).await;
    let attempt = firm.begin(wish("slack")).await;
    let query = query(&decide(&address(&attempt), ALLOW).await);
    assert_eq!(arrive(&firm, "salesforce", &query).await, Arrived::Refused);
    assert_eq!(arrive(&firm, "slack", &query).await, Arrived::Taken(attempt.id.clone()));
    firm.connected(&attempt.id).await;
}

#[tokio::test]
async fn an_answer_after_cancelling_is_refused_and_nothing_is_exchanged() {
    let firm = Firm::with_apps(&["slack"]).await;
    let attempt = firm.begin(wish("slack")).await;
    let query = query(&decide(&address(&attempt), ALLOW).await);
    firm.sign_ins.cancel(&attempt.id).await.unwrap();
    assert_eq!(arrive(&firm, "slack", &query).await, Arrived::Refused);
    assert_eq!(firm.practice.counts("slack").exchanges, 0);
    assert_eq!(firm.sign_ins.attempt(&attempt.id).unwrap_err().code, ErrorCode::AttemptUnknown);
}

#[tokio::test]
async fn the_state_of_another_firm_is_nobodys_here() {
    let (firm, other) = (Firm::with_apps(&["slack"]).await, Firm::beside(&["slack"]).await);
    let theirs = other.begin(wish("slack")).await;
    let query = query(&decide(&address(&theirs), ALLOW).await);
    firm.begin(wish("slack")).await;
    assert_eq!(arrive(&firm, "slack", &query).await, Arrived::Refused);
}

#[tokio::test]
async fn who_says_no_is_told_that_nothing_was_connected() {
    let firm = Firm::with_apps(&["slack"]).await;
    let attempt = firm.begin(wish("slack")).await;
    let answer = decide(&address(&attempt), Decision::Deny).await;
    firm.bring_home(&attempt, answer).await;
    assert_eq!(ended(&firm, &attempt.id).await.code, ErrorCode::SignInRefused);
    assert!(firm.connections().await.is_empty());
}

#[tokio::test]
async fn every_bad_answer_of_a_token_endpoint_is_told_by_its_cause() {
    let firm = Firm::with_apps(&["slack"]).await;
    for (trick, code) in [
        (Trick::Html, ErrorCode::ProviderNonsense),
        (Trick::Status(503), ErrorCode::ProviderBusy),
        (Trick::TooMany(30), ErrorCode::ProviderBusy),
        (Trick::Reset, ErrorCode::ProviderUnreachable),
        (Trick::ErrorWith200("invalid_client".into()), ErrorCode::ProviderRefused),
        (Trick::TokenType("mac".into()), ErrorCode::TokenUnusable),
    ] {
        let attempt = firm.begin(wish("slack")).await;
        firm.practice.misbehave("slack", Misbehaviour::always(Endpoint::Token, trick.clone()));
        let answer = decide(&address(&attempt), ALLOW).await;
        firm.bring_home(&attempt, answer).await;
        let problem = ended(&firm, &attempt.id).await;
        assert_eq!(problem.code, code, "{trick:?}: {problem:#?}");
        firm.practice.behave("slack");
    }
    assert!(firm.connections().await.is_empty());
}

#[tokio::test]
async fn signing_in_again_keeps_the_connection_and_refuses_another_company() {
    let firm = Firm::with_apps(&["xero"]).await;
    let attempt = firm.begin(wish("xero")).await;
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    let (connection, account) = firm.connected(&attempt.id).await;

    let again = NewAttempt { connection: Some(connection.clone()), ..wish("xero") };
    let attempt = firm.begin(again.clone()).await;
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    assert_eq!(firm.connected(&attempt.id).await, (connection.clone(), account.clone()));

    let attempt = firm.begin(again.clone()).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[1])).await;
    firm.bring_home(&attempt, answer).await;
    let problem = ended(&firm, &attempt.id).await;
    assert_eq!(problem.code, ErrorCode::OtherCompany);
    for company in COMPANIES {
        assert!(problem.what.contains(company.name), "both are named: {}", problem.what);
    }

    let switch = NewAttempt { switch_company: true, ..again };
    let attempt = firm.begin(switch).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[1])).await;
    firm.bring_home(&attempt, answer).await;
    let (same, other) = firm.connected(&attempt.id).await;
    assert_eq!(same, connection);
    assert_ne!(other, account);
    assert_eq!(firm.connections().await.len(), 1);
}

#[tokio::test]
async fn a_second_sign_in_for_one_connection_takes_the_place_of_the_first() {
    let firm = Firm::with_apps(&["slack"]).await;
    let attempt = firm.begin(wish("slack")).await;
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    let (connection, _) = firm.connected(&attempt.id).await;
    let again = NewAttempt { connection: Some(connection), ..wish("slack") };
    let first = firm.begin(again.clone()).await;
    let second = firm.begin(again).await;
    assert_eq!(ended(&firm, &first.id).await.code, ErrorCode::AttemptOver);
    assert!(matches!(firm.sign_ins.attempt(&second.id).unwrap().step, AttemptStep::Waiting { .. }));
}

#[tokio::test]
async fn without_an_app_of_the_firm_no_browser_opens_and_the_way_to_one_is_told() {
    let firm = Firm::with_apps(&["slack"]).await;
    let refused = firm.sign_ins.begin(wish("xero")).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::FirmAppMissing);
    assert!(refused.remedy.contains("Settings tab"));
}

#[tokio::test]
async fn what_is_given_is_sealed_and_no_secret_stands_in_the_database() {
    let firm = Firm::with_apps(&["slack"]).await;
    let attempt = firm.begin(wish("slack")).await;
    let answer = decide(&address(&attempt), ALLOW).await;
    let query = query(&answer);
    firm.bring_home(&attempt, answer).await;
    firm.connected(&attempt.id).await;
    let code = query.split('&').find_map(|pair| pair.strip_prefix("code=")).unwrap().to_owned();
    let secret = firm.practice.app_of("slack").client_secret.unwrap();
    let files = firm.closed_files().await;
    for needle in [code.as_str(), secret.as_str()] {
        let found = files
            .iter()
            .any(|bytes| bytes.windows(needle.len()).any(|window| window == needle.as_bytes()));
        assert!(!found, "a secret lies in the data folder");
    }
}

#[tokio::test]
async fn an_outage_after_the_permission_was_given_loses_nothing_even_over_a_restart() {
    let firm = Firm::with_apps(&["xero"]).await;
    let attempt = firm.begin(wish("xero")).await;
    firm.practice.misbehave("xero", Misbehaviour::always(Endpoint::Api, Trick::Status(503)));
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    let stuck = |step: &AttemptStep| matches!(step, AttemptStep::Stuck(_));
    firm.until(&attempt.id, stuck).await;
    let firm = firm.again().await;
    assert_eq!(firm.sign_ins.restore().await.unwrap(), std::slice::from_ref(&attempt.id));
    firm.until(&attempt.id, stuck).await;
    firm.practice.behave("xero");
    firm.sign_ins.try_again(&attempt.id).await.unwrap();
    firm.connected(&attempt.id).await;
    assert_eq!(firm.practice.counts("xero").exchanges, 1);
}

#[tokio::test]
async fn signing_in_again_asks_for_nothing_that_was_typed_before() {
    let firm = Firm::with_apps(&["entra_id"]).await;
    let fields = firm.practice.credentials_of("entra_id", "oauth");
    assert!(!fields.is_empty(), "its form has a field");
    let attempt = firm.begin(NewAttempt { fields, ..wish("entra_id") }).await;
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    let (connection, _) = firm.connected(&attempt.id).await;
    let again = NewAttempt { connection: Some(connection.clone()), ..wish("entra_id") };
    let attempt = firm.begin(again).await;
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    assert_eq!(firm.connected(&attempt.id).await.0, connection);
}

#[tokio::test]
async fn an_answer_that_comes_while_the_vault_is_shut_is_taken_once_it_is_open() {
    let firm = Firm::with_apps(&["slack"]).await;
    let attempt = firm.begin(wish("slack")).await;
    let query = query(&decide(&address(&attempt), ALLOW).await);
    firm.installation.lock_vault().await.unwrap();
    let arrived = arrive(&firm, "slack", &query).await;
    assert!(matches!(arrived, Arrived::Later(_)), "{arrived:?}");
    firm.installation.unlock_vault(Unlock::Keychain).await.unwrap();
    firm.sign_ins.take_in_later_ones().await;
    firm.connected(&attempt.id).await;
}
