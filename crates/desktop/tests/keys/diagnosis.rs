//! The diagnosis of a connection by a key: whatever its provider does wrong is named by its
//! cause, with what to do first, and nothing about the connection changes.

use patchbay_contract::{
    Diagnosis, DiagnosisCheck as Check, ErrorCode, NotChecked, StatusKind, Verdict,
};
use patchbay_practice::{Endpoint, Failure, Misbehaviour, Trick};

use crate::firm::Firm;

/// What is wrong, and where.
pub(crate) fn trouble(diagnosis: &Diagnosis) -> Vec<(Check, ErrorCode)> {
    let checks = diagnosis.checks.iter();
    checks.filter_map(|one| Some((one.check, one.problem()?.code))).collect()
}

pub(crate) fn verdict(diagnosis: &Diagnosis, check: Check) -> &Verdict {
    &diagnosis.checks.iter().find(|one| one.check == check).unwrap().verdict
}

fn fails(status: u16) -> Trick {
    Trick::Fails(Failure { status: Some(status), code: None, text: None })
}

#[tokio::test]
async fn a_connection_that_works_is_well_in_everything_that_it_needs() {
    let firm = Firm::new().await;
    let id = firm.saves(firm.typed("mistral", "key")).await.connection;
    let found = firm.keys.diagnose(&id).await.unwrap();
    assert_eq!(trouble(&found), []);
    for check in [Check::Reach, Check::Clock, Check::Kept, Check::Valid, Check::Data] {
        assert!(matches!(verdict(&found, check), Verdict::Fine(_)), "{check:?}: {found}");
    }
    assert!(
        !found.checks.iter().any(|one| { one.verdict == Verdict::NotChecked(NotChecked::Waiting) })
    );
}

#[tokio::test]
async fn each_misbehaviour_is_named_by_its_cause_and_nothing_changes() {
    let firm = Firm::new().await;
    let id = firm.saves(firm.typed("mistral", "key")).await.connection;
    let before = firm.connections().await;
    for (trick, at, code) in [
        (Trick::Status(503), Check::Service, ErrorCode::ProviderDown),
        (Trick::Html, Check::Service, ErrorCode::ProviderNonsense),
        (Trick::Reset, Check::Service, ErrorCode::ProviderUnreachable),
        (fails(401), Check::Valid, ErrorCode::KeyRefused),
        (fails(403), Check::Permission, ErrorCode::KeyLacksPermission),
        (fails(422), Check::Data, ErrorCode::FieldWrong),
        // Whoever asks for patience is left alone that long.
        (Trick::TooMany(60), Check::Limits, ErrorCode::ProviderBusy),
    ] {
        firm.practice.misbehave("mistral", Misbehaviour::always(Endpoint::Api, trick));
        let found = firm.keys.diagnose(&id).await.unwrap();
        firm.practice.behave("mistral");
        assert_eq!(trouble(&found), [(at, code)], "{found}");
        assert!(found.problems().all(|problem| problem.remedy.ends_with('.')), "{found}");
    }
    assert_eq!(firm.connections().await, before, "nothing was written");
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
    let tests = firm.installation.probes_of(&id, 50).await.unwrap();
    assert_eq!(tests.len(), 1, "a diagnosis is no test");
}

#[tokio::test]
async fn what_is_copied_for_support_holds_no_secret() {
    let firm = Firm::new().await;
    let typed = firm.typed("mistral", "key");
    let key = typed.fields["api_key"].clone();
    let id = firm.saves(typed).await.connection;
    let text = Some(format!("no {key}"));
    let leaks = Trick::Fails(Failure { status: Some(401), code: None, text });
    firm.practice.misbehave("mistral", Misbehaviour::always(Endpoint::Api, leaks));
    let found = firm.keys.diagnose(&id).await.unwrap().to_string();
    assert!(found.contains("valid: trouble [key_refused]") && !found.contains(&key), "{found}");
}

#[tokio::test]
async fn a_vault_that_is_shut_is_named_and_the_way_to_the_provider_is_looked_at_all_the_same() {
    let firm = Firm::new().await;
    let id = firm.saves(firm.typed("mistral", "key")).await.connection;
    firm.installation.lock_vault().await.unwrap();
    let found = firm.keys.diagnose(&id).await.unwrap();
    assert_eq!(trouble(&found), [(Check::Kept, ErrorCode::VaultLocked)], "{found}");
    assert!(matches!(verdict(&found, Check::Reach), Verdict::Fine(_)), "{found}");
    assert_eq!(*verdict(&found, Check::Valid), Verdict::NotChecked(NotChecked::BehindAnother));
    assert_eq!(firm.keys.diagnose("gone").await.unwrap_err().code, ErrorCode::ConnectionUnknown);
}
