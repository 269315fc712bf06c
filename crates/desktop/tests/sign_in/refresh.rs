//! Renewing when something happened in between: a crash, a backup put back, a sleep, a
//! provider that wants patience. Who renews, and that one does, is in `alive`.

use jiff::SignedDuration;
use patchbay_contract::{
    AuditAction, AuditFilter, AuditOutcome, AuditQuestion, NewAttempt, Status, StatusKind,
};
use patchbay_desktop::connect::Renewal;
use patchbay_practice::{COMPANIES, Decision, Endpoint, Gate, Misbehaviour, Trick};

use crate::bench_firm::{Firm, address, decide, wish};

async fn connected(provider: &str) -> (Firm, String) {
    let firm = Firm::with_apps(&[provider]).await;
    let id = connect(&firm, provider, None).await;
    (firm, id)
}

async fn connect(firm: &Firm, provider: &str, connection: Option<String>) -> String {
    let attempt = firm.begin(NewAttempt { connection, ..wish(provider) }).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
    firm.bring_home(&attempt, answer).await;
    firm.connected(&attempt.id).await.0
}

async fn renew(firm: &Firm, connection: &str) -> Renewal {
    firm.sign_ins.renew(connection).await.unwrap()
}

async fn kind(firm: &Firm) -> StatusKind {
    firm.connections().await[0].status.kind()
}

/// How often the trail says that a renewal failed.
async fn failures_entered(firm: &Firm) -> usize {
    let filter = AuditFilter {
        action: Some(AuditAction::CredentialRenewed),
        outcome: Some(AuditOutcome::Failed),
        ..AuditFilter::default()
    };
    let question = AuditQuestion { filter, older_than: None };
    firm.installation.audit_page(&question).await.unwrap().entries.len()
}

/// Time goes by for everybody.
fn pass(firm: &Firm, time: SignedDuration) {
    firm.watch.put(time);
    firm.their_watch.put(time);
}

/// A program that was killed after the provider had rotated and before anything was kept:
/// its data folder is what it was while the provider was being asked.
async fn killed_while_renewing(provider: &str) -> (Firm, String) {
    let (firm, connection) = connected(provider).await;
    let gate = Gate::default();
    firm.practice
        .misbehave(provider, Misbehaviour::once(Endpoint::Refresh, Trick::Hold(gate.clone())));
    let (sign_ins, id) = (std::sync::Arc::clone(&firm.sign_ins), connection.clone());
    let renewing = tokio::spawn(async move { sign_ins.renew(&id).await.unwrap() });
    gate.reached(1).await;
    let as_it_was = firm.files();
    gate.open();
    assert_eq!(renewing.await.unwrap(), Renewal::Renewed);
    (firm.again_with(&as_it_was).await, connection)
}

#[tokio::test]
async fn a_program_killed_before_it_kept_the_new_token_gets_it_again_where_there_is_a_grace() {
    let (firm, connection) = killed_while_renewing("xero").await;
    assert_eq!(renew(&firm, &connection).await, Renewal::Elsewhere, "it cannot know who is dead");
    pass(&firm, SignedDuration::from_mins(6));
    assert_eq!(renew(&firm, &connection).await, Renewal::Renewed);
    assert_eq!(kind(&firm).await, StatusKind::Connected);
    let counts = firm.practice.counts("xero");
    assert_eq!((counts.double_spends, counts.lost), (0, 0));
}

#[tokio::test]
async fn a_program_killed_before_it_kept_a_token_that_works_once_asks_a_person_once() {
    let (firm, connection) = killed_while_renewing("freshbooks").await;
    pass(&firm, SignedDuration::from_mins(6));
    assert!(matches!(renew(&firm, &connection).await, Renewal::Over(_)));
    asks_a_person_once(&firm, &connection).await;
}

/// The connection says so, the trail says it once, nobody is asked any more by itself, and
/// signing in again makes it good.
async fn asks_a_person_once(firm: &Firm, connection: &str) {
    let status = firm.connections().await[0].status.clone();
    assert!(matches!(status, Status::ReconnectNeeded { .. }), "{status:?}");
    let provider = firm.connections().await[0].provider.clone();
    let refused = firm.practice.counts(&provider).refused;
    for _ in 0..3 {
        pass(firm, SignedDuration::from_hours(1));
        firm.sign_ins.renew_what_is_due().await.unwrap();
    }
    assert_eq!(firm.practice.counts(&provider).refused, refused, "it is not asked for ever");
    assert_eq!(failures_entered(firm).await, 1);
    connect(firm, &provider, Some(connection.to_owned())).await;
    assert_eq!(kind(firm).await, StatusKind::Connected);
    assert_eq!(renew(firm, connection).await, Renewal::Renewed);
}

#[tokio::test]
async fn a_backup_that_is_put_back_shows_a_dead_token_once_and_then_asks_a_person() {
    let (firm, connection) = connected("freshbooks").await;
    let firm = firm.again().await;
    firm.installation.close().await;
    let backup = firm.files();
    let firm = firm.again().await;
    for _ in 0..2 {
        assert_eq!(renew(&firm, &connection).await, Renewal::Renewed);
    }
    let firm = firm.again_with(&backup).await;
    assert!(matches!(renew(&firm, &connection).await, Renewal::Over(_)));
    assert_eq!(firm.practice.counts("freshbooks").double_spends, 1);
    asks_a_person_once(&firm, &connection).await;
    assert_eq!(firm.practice.counts("freshbooks").double_spends, 1);
}

#[tokio::test]
async fn a_provider_that_asks_for_patience_is_left_alone_that_long_and_then_asked_again() {
    let (firm, connection) = connected("xero").await;
    firm.practice.misbehave("xero", Misbehaviour::once(Endpoint::Refresh, Trick::TooMany(600)));
    pass(&firm, SignedDuration::from_mins(26));
    firm.sign_ins.renew_what_is_due().await.unwrap();
    assert_eq!(kind(&firm).await, StatusKind::Connected, "its token works for minutes yet");
    for _ in 0..3 {
        pass(&firm, SignedDuration::from_mins(3));
        firm.sign_ins.renew_what_is_due().await.unwrap();
        assert_eq!(firm.practice.counts("xero").refreshes, 0);
    }
    pass(&firm, SignedDuration::from_mins(2));
    firm.sign_ins.renew_what_is_due().await.unwrap();
    assert_eq!(firm.practice.counts("xero").refreshes, 1);
    assert_eq!(renew(&firm, &connection).await, Renewal::Renewed);
    assert_eq!(failures_entered(&firm).await, 0, "nobody was asked to do anything");
}

#[tokio::test]
async fn a_failure_of_the_providers_own_is_waited_out_and_the_next_try_renews() {
    for provider in ["freshbooks", "xero"] {
        let (firm, _) = connected(provider).await;
        let failing = Misbehaviour::always(Endpoint::Refresh, Trick::Status(500));
        firm.practice.misbehave(provider, failing);
        pass(&firm, SignedDuration::from_hours(13));
        firm.sign_ins.renew_what_is_due().await.unwrap();
        assert_eq!(kind(&firm).await, StatusKind::Delayed);
        firm.practice.behave(provider);
        pass(&firm, SignedDuration::from_mins(3));
        firm.sign_ins.renew_what_is_due().await.unwrap();
        assert_eq!(kind(&firm).await, StatusKind::Connected);
        assert_eq!(firm.practice.counts(provider).refreshes, 1);
        assert_eq!(failures_entered(&firm).await, 0);
    }
}

#[tokio::test]
async fn a_cut_after_a_token_that_works_once_was_sent_is_found_out_by_asking_and_told_once() {
    let (firm, connection) = connected("freshbooks").await;
    firm.practice.misbehave("freshbooks", Misbehaviour::once(Endpoint::Refresh, Trick::LostAnswer));
    let first = renew(&firm, &connection).await;
    assert!(matches!(first, Renewal::Later(_)), "a silence is no no: {first:?}");
    pass(&firm, SignedDuration::from_mins(6));
    assert!(matches!(renew(&firm, &connection).await, Renewal::Over(_)));
    asks_a_person_once(&firm, &connection).await;
}

#[tokio::test]
async fn a_computer_that_slept_over_the_end_of_a_token_renews_it_once_when_it_wakes() {
    let (firm, _) = connected("freshbooks").await;
    pass(&firm, SignedDuration::from_hours(60));
    for _ in 0..2 {
        firm.sign_ins.renew_what_is_due().await.unwrap();
    }
    assert_eq!(firm.practice.counts("freshbooks").refreshes, 1);
    assert_eq!(kind(&firm).await, StatusKind::Connected);
}

#[tokio::test]
async fn a_permission_that_lay_unused_for_longer_than_it_lives_asks_a_person_once() {
    let (firm, connection) = connected("xero").await;
    pass(&firm, SignedDuration::from_hours(61 * 24));
    firm.sign_ins.renew_what_is_due().await.unwrap();
    asks_a_person_once(&firm, &connection).await;
}

#[tokio::test]
async fn a_permission_that_ended_at_the_provider_is_noticed_by_itself_and_asks_a_person_once() {
    let (firm, connection) = connected("freshbooks").await;
    // Taken back there, or ended with a password that was changed: the same from here.
    firm.practice.revoke_all("freshbooks");
    pass(&firm, SignedDuration::from_hours(12));
    firm.sign_ins.renew_what_is_due().await.unwrap();
    asks_a_person_once(&firm, &connection).await;
}
