//! Ending connections: the provider is told and it is proven, nothing is removed while the
//! permission stands unless that is wanted, and a receipt stays.

use patchbay_contract::{
    AttemptStep, AuditAction, AuditEntry, AuditOutcome, AuditQuestion, Disconnection, EndProof,
    ErrorCode, HomeWay, Mandatory, NewAttempt, Problem, Receipt, TakenBack, WhoTellsIt,
};
use patchbay_desktop::connect::{Arrived, Renewal};
use patchbay_practice::{COMPANIES, Decision, Endpoint, Gate, Misbehaviour, Trick};
use patchbay_store::{Change, Connection, Store};

use crate::bench_firm::{Answer, Firm, address, decide, wish};

const ALLOW: Decision<'static> = Decision::Allow(&COMPANIES[0]);

async fn allowed(firm: &Firm, new: NewAttempt) -> String {
    let attempt = firm.begin(new).await;
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    firm.connected(&attempt.id).await.0
}

async fn connected(provider: &str) -> (Firm, String) {
    let firm = Firm::with_apps(&[provider]).await;
    let connection = allowed(&firm, wish(provider)).await;
    (firm, connection)
}

fn of(connection: &str) -> Disconnection {
    Disconnection { connection: connection.into(), despite: false }
}

async fn end(firm: &Firm, connection: &str) -> Result<Receipt, Problem> {
    firm.sign_ins.disconnect(of(connection)).await
}

async fn end_despite(firm: &Firm, connection: &str) -> Receipt {
    let despite = Disconnection { despite: true, ..of(connection) };
    firm.sign_ins.disconnect(despite).await.unwrap()
}

/// What the trail says of this, the newest first.
async fn entered(firm: &Firm, action: AuditAction) -> Vec<AuditEntry> {
    let page = firm.installation.audit_page(&AuditQuestion::default()).await.unwrap();
    page.entries.into_iter().filter(|entry| entry.action == Some(action)).collect()
}

#[tokio::test]
async fn a_permission_is_taken_back_and_what_worked_before_is_refused_afterwards() {
    let providers = ["freshbooks", "quickbooks_online", "xero", "zoom", "slack", "gmail"];
    let firm = Firm::with_apps(&providers).await;
    for provider in providers {
        let connection = allowed(&firm, wish(provider)).await;
        let refused = firm.practice.counts(provider).refused;
        let receipt = end(&firm, &connection).await.unwrap();
        let (taken, proof) = (receipt.taken, receipt.proof);
        assert_eq!(
            (taken, proof),
            (TakenBack::Confirmed, EndProof::RefusedAfterwards),
            "{provider}"
        );
        assert_eq!((receipt.connection, receipt.by_hand), (connection, None));
        let counts = firm.practice.counts(provider);
        assert_eq!(counts.revoked, 1, "{provider}");
        assert!(counts.refused > refused, "{provider}: nobody tried");
    }
    assert!(firm.connections().await.is_empty());
    let ended = entered(&firm, AuditAction::ConnectionDisconnected).await;
    assert_eq!(ended.len(), providers.len());
    assert!(ended.iter().all(|entry| entry.outcome == AuditOutcome::Done));
    assert_eq!(entered(&firm, AuditAction::CredentialRevoked).await.len(), providers.len());
}

#[tokio::test]
async fn a_provider_that_says_whether_a_permission_stands_is_asked() {
    let (firm, connection) = connected("salesforce").await;
    let receipt = end(&firm, &connection).await.unwrap();
    assert_eq!((receipt.taken, receipt.proof), (TakenBack::Confirmed, EndProof::Introspected));
}

#[tokio::test]
async fn a_permission_that_was_over_is_told_as_that() {
    let (firm, connection) = connected("slack").await;
    firm.practice.revoke_all("slack");
    let receipt = end(&firm, &connection).await.unwrap();
    assert_eq!((receipt.taken, receipt.proof), (TakenBack::WasOver, EndProof::RefusedAfterwards));
}

/// Every connection's token ended a while ago, as far as is known here.
async fn ended_already(store: &Store) {
    for row in store.connections().await.unwrap() {
        let row = Connection { access_ends_at: Some("2026-01-01T00:00:00Z".into()), ..row };
        let change = Change { at: "2026-01-01T00:00:00Z", entries: &[] };
        assert!(store.update_connection(&row, change).await.unwrap());
    }
}

#[tokio::test]
async fn a_token_that_ended_by_itself_is_renewed_to_take_the_permission_back_and_prove_it() {
    for (provider, taken, refreshes) in
        [("xero", TakenBack::Confirmed, 1), ("box", TakenBack::WasOver, 0)]
    {
        let firm = Firm::with_apps(&[provider]).await;
        let connection = allowed(&firm, wish(provider)).await;
        let firm = firm.again_after(ended_already).await;
        if taken == TakenBack::WasOver {
            firm.practice.revoke_all(provider);
        }
        let receipt = end(&firm, &connection).await.unwrap();
        assert_eq!((receipt.taken, receipt.proof), (taken, EndProof::RefusedAfterwards));
        let counts = firm.practice.counts(provider);
        assert_eq!((counts.refreshes, counts.revoked), (refreshes, 1), "{provider}");
    }
}

#[tokio::test]
async fn what_still_works_afterwards_is_told_with_its_end() {
    let (firm, connection) = connected("freshbooks").await;
    // Says yes, and takes nothing back.
    let yes = Trick::ErrorWith200(String::new());
    firm.practice.misbehave("freshbooks", Misbehaviour::always(Endpoint::Revoke, yes));
    let receipt = end(&firm, &connection).await.unwrap();
    assert_eq!((receipt.taken, receipt.proof), (TakenBack::Confirmed, EndProof::StillWorks));
    assert!(receipt.works_until.is_some_and(|until| until > receipt.ended_at), "{receipt:?}");
    assert!(firm.connections().await.is_empty());
}

#[tokio::test]
async fn where_there_is_no_call_for_it_the_receipt_says_where_a_person_does_it() {
    let (firm, connection) = connected("docusign").await;
    let preview = firm.sign_ins.preview_disconnect(&connection).await.unwrap();
    assert_eq!(preview.told_by, WhoTellsIt::Person);
    assert_eq!(preview.last_of, Some(Mandatory::Esign));
    assert!(!preview.reads.is_empty());
    let receipt = end(&firm, &connection).await.unwrap();
    assert_eq!((receipt.taken, receipt.proof), (TakenBack::ByHand, EndProof::NotProvable));
    assert_eq!(receipt.by_hand.as_ref(), Some(&preview.by_hand));
    assert!(receipt.by_hand.unwrap().how.unwrap().contains("DocuSign"));
    assert!(firm.connections().await.is_empty());
    assert_eq!(entered(&firm, AuditAction::CredentialRevoked).await.len(), 0);
}

#[tokio::test]
async fn a_provider_that_is_down_has_nothing_removed_until_that_is_wanted_in_so_many_words() {
    let (firm, connection) = connected("freshbooks").await;
    for (trick, code) in [
        (Trick::Status(503), ErrorCode::PermissionStands),
        (Trick::Html, ErrorCode::PermissionStands),
        (Trick::Reset, ErrorCode::PermissionStands),
        (Trick::Status(403), ErrorCode::PermissionNotEnded),
    ] {
        let down = Misbehaviour::always(Endpoint::Revoke, trick.clone());
        firm.practice.misbehave("freshbooks", down);
        let problem = end(&firm, &connection).await.unwrap_err();
        assert_eq!(problem.code, code, "{trick:?}: {problem:#?}");
        firm.practice.behave("freshbooks");
    }
    assert_eq!(firm.connections().await.len(), 1);
    assert!(firm.sign_ins.receipts("freshbooks").await.unwrap().is_empty());
    let stands = entered(&firm, AuditAction::ConnectionDisconnected).await;
    assert_eq!(stands.len(), 4);
    assert!(stands.iter().all(|entry| entry.outcome != AuditOutcome::Done));
    assert_eq!(firm.sign_ins.renew(&connection).await.unwrap(), Renewal::Renewed, "it lives on");

    let down = Misbehaviour::always(Endpoint::Revoke, Trick::Status(503));
    firm.practice.misbehave("freshbooks", down);
    let receipt = end_despite(&firm, &connection).await;
    assert_eq!((receipt.taken, receipt.proof), (TakenBack::NotAsked, EndProof::NotProvable));
    assert!(receipt.said.as_ref().unwrap().contains("503"), "{receipt:?}");
    assert!(receipt.by_hand.is_some());
    assert!(firm.connections().await.is_empty());
}

#[tokio::test]
async fn a_provider_that_says_no_is_told_as_that_in_the_receipt() {
    let (firm, connection) = connected("freshbooks").await;
    firm.practice
        .misbehave("freshbooks", Misbehaviour::always(Endpoint::Revoke, Trick::Status(403)));
    let receipt = end_despite(&firm, &connection).await;
    assert_eq!(receipt.taken, TakenBack::Refused);
    assert!(receipt.said.is_some());
}

#[tokio::test]
async fn a_vault_that_is_shut_or_an_app_that_is_gone_keeps_the_connection_where_it_is() {
    let (firm, connection) = connected("freshbooks").await;
    firm.sign_ins.remove_firm_app(&wish("freshbooks").at).await.unwrap();
    assert_eq!(end(&firm, &connection).await.unwrap_err().code, ErrorCode::FirmAppMissing);
    firm.installation.lock_vault().await.unwrap();
    assert_eq!(end(&firm, &connection).await.unwrap_err().code, ErrorCode::VaultLocked);
    assert_eq!(firm.connections().await.len(), 1);
    let receipt = end_despite(&firm, &connection).await;
    assert_eq!(receipt.taken, TakenBack::NotAsked);
    assert_eq!(firm.practice.counts("freshbooks").revoked, 0);
}

#[tokio::test]
async fn a_renewal_that_is_under_way_is_waited_for_and_its_token_is_the_one_taken_back() {
    let (firm, connection) = connected("freshbooks").await;
    let gate = Gate::default();
    let held = Misbehaviour::once(Endpoint::Refresh, Trick::Hold(gate.clone()));
    firm.practice.misbehave("freshbooks", held);
    let (sign_ins, id) = (std::sync::Arc::clone(&firm.sign_ins), connection.clone());
    let renewing = tokio::spawn(async move { sign_ins.renew(&id).await.unwrap() });
    gate.reached(1).await;
    let ending = firm.sign_ins.disconnect(of(&connection));
    let (receipt, ()) = tokio::join!(ending, async { gate.open() });
    assert_eq!(renewing.await.unwrap(), Renewal::Renewed);
    assert_eq!(receipt.unwrap().proof, EndProof::RefusedAfterwards);
    let counts = firm.practice.counts("freshbooks");
    assert_eq!((counts.revoked, counts.repeats, counts.lost), (1, 0, 0));
}

#[tokio::test]
async fn of_two_that_end_a_connection_at_once_one_does_and_the_other_is_told_it_is_gone() {
    let (firm, connection) = connected("freshbooks").await;
    let (one, other) = tokio::join!(end(&firm, &connection), end(&firm, &connection));
    let gone = [one, other].into_iter().filter_map(Result::err).collect::<Vec<_>>();
    assert_eq!(gone.len(), 1, "{gone:?}");
    assert_eq!(gone[0].code, ErrorCode::ConnectionUnknown);
    assert_eq!(firm.practice.counts("freshbooks").revoked, 1);
    assert_eq!(firm.sign_ins.receipts("freshbooks").await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_sign_in_to_it_ends_with_it_and_its_late_answer_is_refused() {
    let (firm, connection) = connected("slack").await;
    let again = NewAttempt { connection: Some(connection.clone()), ..wish("slack") };
    let attempt = firm.begin(again).await;
    let Answer::Address(answer) = decide(&address(&attempt), ALLOW).await else {
        panic!("the browser is sent home")
    };
    let preview = firm.sign_ins.preview_disconnect(&connection).await.unwrap();
    assert!(preview.sign_in_under_way);
    end(&firm, &connection).await.unwrap();
    let step = firm.sign_ins.attempt(&attempt.id).unwrap().step;
    assert!(matches!(step, AttemptStep::Ended(_)), "{step:?}");
    let query = answer.split_once('?').unwrap().1;
    let arrived = firm.sign_ins.arrive("slack", query, HomeWay::DeepLink).await;
    assert_eq!(arrived, Arrived::Refused);
    assert!(firm.connections().await.is_empty());
}

#[tokio::test]
async fn a_receipt_survives_the_program_and_nothing_secret_is_left() {
    let (firm, connection) = connected("freshbooks").await;
    let receipt = end(&firm, &connection).await.unwrap();
    let firm = firm.again().await;
    let kept = firm.sign_ins.receipts("freshbooks").await.unwrap();
    assert_eq!(kept, std::slice::from_ref(&receipt));
    assert_eq!(receipt.account.as_deref(), Some(COMPANIES[0].name));
    let gone = firm.sign_ins.preview_disconnect(&connection).await.unwrap_err();
    assert_eq!(gone.code, ErrorCode::ConnectionUnknown);
    let files = firm.closed_files().await;
    for needle in ["practice-access-", "practice-refresh-", "practice-secret-of-"] {
        let found = files
            .iter()
            .any(|bytes| bytes.windows(needle.len()).any(|window| window == needle.as_bytes()));
        assert!(!found, "{needle} lies in the data folder");
    }
}

#[tokio::test]
async fn a_permission_of_a_sign_in_that_is_cancelled_late_is_taken_back() {
    for provider in ["freshbooks", "xero"] {
        let firm = Firm::with_apps(&[provider]).await;
        let attempt = firm.begin(wish(provider)).await;
        let answer = decide(&address(&attempt), Decision::AllowAll).await;
        firm.bring_home(&attempt, answer).await;
        firm.until(&attempt.id, |step| matches!(step, AttemptStep::Choosing(_))).await;
        firm.sign_ins.cancel(&attempt.id).await.unwrap();
        firm.sign_ins.settle_down().await;
        assert_eq!(firm.practice.counts(provider).revoked, 1, "{provider}");
        let entries = entered(&firm, AuditAction::CredentialRevoked).await;
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].outcome, AuditOutcome::Done, "{entries:?}");
    }
}

#[tokio::test]
async fn a_permission_of_a_cancelled_sign_in_is_left_where_a_connection_may_live_on_it() {
    let (firm, connection) = connected("freshbooks").await;
    let attempt = firm.begin(wish("freshbooks")).await;
    let answer = decide(&address(&attempt), Decision::AllowAll).await;
    firm.bring_home(&attempt, answer).await;
    firm.until(&attempt.id, |step| matches!(step, AttemptStep::Choosing(_))).await;
    firm.sign_ins.cancel(&attempt.id).await.unwrap();
    firm.sign_ins.settle_down().await;
    assert_eq!(firm.practice.counts("freshbooks").revoked, 0);
    let entries = entered(&firm, AuditAction::CredentialRevoked).await;
    assert_eq!(entries[0].outcome, AuditOutcome::Refused, "{entries:?}");
    assert_eq!(firm.connections().await[0].id, connection);
}

#[tokio::test]
async fn another_company_on_purpose_keeps_the_connection_and_its_history_and_is_entered() {
    let (firm, connection) = connected("xero").await;
    let made = firm.connections().await[0].made_at;
    let switch =
        NewAttempt { connection: Some(connection.clone()), switch_company: true, ..wish("xero") };
    let attempt = firm.begin(switch).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[1])).await;
    firm.bring_home(&attempt, answer).await;
    firm.connected(&attempt.id).await;
    let all = firm.connections().await;
    assert_eq!((all.len(), all[0].id.as_str(), all[0].made_at), (1, connection.as_str(), made));
    assert_eq!(all[0].account_name.as_deref(), Some(COMPANIES[1].name));
    let switched = entered(&firm, AuditAction::ConnectionSwitched).await;
    assert_eq!(switched.len(), 1);
    let told = format!("{:?}", switched[0]);
    assert!(COMPANIES.iter().all(|company| told.contains(company.name)), "{told}");
    assert_eq!(entered(&firm, AuditAction::ConnectionMade).await.len(), 1, "its history stays");
}
