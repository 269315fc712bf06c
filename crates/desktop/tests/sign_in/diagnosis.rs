//! The diagnosis of a connection that lives on a permission.

use jiff::SignedDuration;
use patchbay_contract::{
    Diagnosis, DiagnosisCheck as Check, ErrorCode, NotChecked, StatusKind, Verdict,
};
use patchbay_desktop::keys::Keys;
use patchbay_practice::{COMPANIES, Decision};
use patchbay_store::{Change, Connection};

use crate::bench_firm::{Firm, address, decide, wish};

async fn connected(provider: &str) -> (Firm, String) {
    let firm = Firm::with_apps(&[provider]).await;
    let attempt = firm.begin(wish(provider)).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
    firm.bring_home(&attempt, answer).await;
    let (connection, _) = firm.connected(&attempt.id).await;
    (firm, connection)
}

/// What is wrong, and where.
fn trouble(diagnosis: &Diagnosis) -> Vec<(Check, ErrorCode)> {
    let checks = diagnosis.checks.iter();
    checks.filter_map(|one| Some((one.check, one.problem()?.code))).collect()
}

/// The same where a test moved this computer's clock on, and no host's with it.
fn but_the_clock(diagnosis: &Diagnosis) -> Vec<(Check, ErrorCode)> {
    let all = trouble(diagnosis).into_iter();
    all.filter(|(check, _)| *check != Check::Clock).collect()
}

fn verdict(diagnosis: &Diagnosis, check: Check) -> &Verdict {
    &diagnosis.checks.iter().find(|one| one.check == check).unwrap().verdict
}

#[tokio::test]
async fn a_permission_is_diagnosed_to_its_company_and_never_renewed_for_it() {
    let (firm, id) = connected("xero").await;
    let keys = Keys::beside(&firm.sign_ins);
    let found = keys.diagnose(&id).await.unwrap();
    assert_eq!(trouble(&found), [], "{found}");
    assert!(matches!(verdict(&found, Check::Company), Verdict::Fine(Some(_))), "{found}");
    let before = firm.practice.counts("xero").refreshes;
    firm.watch.put(SignedDuration::from_hours(2));
    let found = keys.diagnose(&id).await.unwrap();
    assert_eq!(but_the_clock(&found), [], "{found}");
    assert_eq!(*verdict(&found, Check::Valid), Verdict::NotChecked(NotChecked::RenewedFirst));
    assert_eq!(firm.practice.counts("xero").refreshes, before);
}

#[tokio::test]
async fn a_permission_that_was_taken_back_is_named_before_and_after_it_was_noticed() {
    let (firm, id) = connected("xero").await;
    let keys = Keys::beside(&firm.sign_ins);
    firm.practice.revoke_all("xero");
    let found = keys.diagnose(&id).await.unwrap();
    assert_eq!(trouble(&found), [(Check::Valid, ErrorCode::PermissionOver)], "{found}");
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
    keys.test(&id).await.unwrap();
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::ReconnectNeeded);
    firm.watch.put(SignedDuration::from_hours(2));
    let found = keys.diagnose(&id).await.unwrap();
    assert_eq!(but_the_clock(&found), [(Check::Valid, ErrorCode::PermissionOver)], "{found}");
}

#[tokio::test]
async fn a_clock_that_is_wrong_comes_before_what_follows_from_it() {
    let (firm, id) = connected("xero").await;
    let keys = Keys::beside(&firm.sign_ins);
    firm.practice.revoke_all("xero");
    firm.watch.put(SignedDuration::from_mins(20));
    let found = keys.diagnose(&id).await.unwrap();
    let codes: Vec<_> = found.problems().map(|problem| problem.code).collect();
    assert_eq!(codes, [ErrorCode::ClockWrong, ErrorCode::PermissionOver], "{found}");
}

#[tokio::test]
async fn a_provider_that_nobody_answers_for_says_nothing_about_the_permission() {
    let (firm, id) = connected("xero").await;
    let nowhere = "http://127.0.0.1:9".parse().unwrap();
    let firm = firm.again_over(patchbay_desktop::connect::Reach::Practice(nowhere)).await;
    let keys = Keys::beside(&firm.sign_ins);
    let found = keys.diagnose(&id).await.unwrap();
    assert_eq!(trouble(&found), [(Check::Reach, ErrorCode::ProviderUnreachable)], "{found}");
    assert!(matches!(verdict(&found, Check::Kept), Verdict::Fine(_)), "{found}");
    let behind = Verdict::NotChecked(NotChecked::BehindAnother);
    assert_eq!(*verdict(&found, Check::Valid), behind);
}

#[tokio::test]
async fn a_permission_that_leads_to_another_company_is_named_with_both() {
    let (firm, id) = connected("xero").await;
    let firm = firm
        .again_after(async |store| {
            let row = store.connections().await.unwrap().remove(0);
            let row = Connection { account_id: Some("closed".into()), ..row };
            let change = Change { at: "2026-11-22T09:00:00Z", entries: &[] };
            assert!(store.update_connection(&row, change).await.unwrap());
        })
        .await;
    let keys = Keys::beside(&firm.sign_ins);
    let found = keys.diagnose(&id).await.unwrap();
    assert_eq!(trouble(&found), [(Check::Company, ErrorCode::CompanyChanged)], "{found}");
}
