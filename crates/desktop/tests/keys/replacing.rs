//! Another key in the place of one: proven before the old one goes, and of the same account.

use patchbay_contract::{
    AuditAction, AuditFilter, AuditOutcome, AuditQuestion, ErrorCode, Event, NewKey, StatusKind,
};
use patchbay_practice::{Endpoint, Failure, Misbehaviour, Trick};

use crate::firm::Firm;

/// Twilio, whose account is what was typed.
async fn connected(firm: &Firm) -> NewKey {
    let typed = firm.typed("twilio", "api_key");
    let saved = firm.saves(NewKey { label: Some(" Text messages ".into()), ..typed.clone() }).await;
    NewKey { connection: Some(saved.connection), ..typed }
}

#[tokio::test]
async fn a_key_that_is_refused_leaves_the_old_one_at_work() {
    let firm = Firm::new().await;
    let again = connected(&firm).await;
    let id = again.connection.clone().unwrap();
    let mut wrong = again.clone();
    wrong.fields.insert("api_key_secret".into(), "another-secret-altogether".into());
    assert_eq!(firm.code_of(wrong).await, ErrorCode::KeyRefused);
    let tested = firm.keys.test(&id).await.unwrap();
    assert_eq!(tested.problem, None, "the old key works");
    let saved = firm.saves(again).await;
    assert_eq!(saved.connection, id);
    let connections = firm.connections().await;
    assert_eq!(connections.len(), 1);
    assert_eq!(connections[0].label.as_deref(), Some("Text messages"));
}

#[tokio::test]
async fn a_key_of_another_account_is_refused_with_both_names_unless_it_is_meant() {
    let firm = Firm::new().await;
    let again = connected(&firm).await;
    let id = again.connection.clone().unwrap();
    // By the other form of the provider, which reads the account from the answer.
    let mut other = firm.typed("twilio", "auth_token");
    other.connection = Some(id.clone());
    let problem = firm.is_refused(other.clone()).await;
    assert_eq!(problem.code, ErrorCode::OtherAccount);
    let before = &firm.connections().await[0];
    assert!(problem.what.contains(before.account_name.as_deref().unwrap()), "{problem}");
    assert_eq!(before.sign_in.as_deref(), Some("api_key"), "the old one is as it was");
    other.switch_account = true;
    let saved = firm.saves(other).await;
    let after = firm.connections().await;
    assert_eq!((after.len(), after[0].id.as_str()), (1, id.as_str()));
    assert_eq!(after[0].sign_in.as_deref(), Some("auth_token"));
    assert_eq!(after[0].account_name, saved.account);
}

#[tokio::test]
async fn a_connection_of_another_provider_or_none_is_no_connection_to_replace() {
    let firm = Firm::new().await;
    let id = connected(&firm).await.connection;
    let stripe = NewKey { connection: id, ..firm.typed("stripe", "key") };
    assert_eq!(firm.code_of(stripe.clone()).await, ErrorCode::ConnectionUnknown);
    let gone = NewKey { connection: Some("gone".into()), ..stripe };
    assert_eq!(firm.code_of(gone).await, ErrorCode::ConnectionUnknown);
}

#[tokio::test]
async fn a_key_that_works_ends_what_a_person_was_asked_to_do() {
    let firm = Firm::new().await;
    let again = connected(&firm).await;
    let id = again.connection.clone().unwrap();
    let no = Trick::Fails(Failure { status: Some(401), code: Some("20003".into()), text: None });
    firm.practice.misbehave("twilio", Misbehaviour::always(Endpoint::Api, no));
    assert!(firm.keys.test(&id).await.unwrap().problem.is_some());
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::ReconnectNeeded);
    firm.practice.behave("twilio");
    firm.saves(again).await;
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
}

#[tokio::test]
async fn the_checks_are_told_one_by_one_and_the_trail_says_what_was_done() {
    let firm = Firm::new().await;
    let mut events = firm.notices.listen().later;
    let typed = firm.typed("lawpay", "key");
    let subject = typed.subject();
    firm.saves(typed.clone()).await;
    let mut told = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let Event::Proving(proving) = event {
            assert_eq!(proving.subject, subject);
            told.push(proving.checks.iter().filter(|check| check.holds == Some(true)).count());
        }
    }
    assert_eq!(told, [0, 1, 2]);
    let mut wrong = typed;
    wrong.fields.insert("secret_key".into(), "sixteen-characters".into());
    firm.is_refused(wrong).await;
    let question = AuditQuestion {
        filter: AuditFilter { provider: Some("lawpay".into()), ..AuditFilter::default() },
        ..AuditQuestion::default()
    };
    let page = firm.installation.audit_page(&question).await.unwrap();
    let entries: Vec<_> = page.entries.iter().map(|one| (one.action, one.outcome)).collect();
    let made = Some(AuditAction::ConnectionMade);
    assert_eq!(entries, [(made, AuditOutcome::Failed), (made, AuditOutcome::Done)]);
}
