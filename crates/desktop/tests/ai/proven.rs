//! The question of a few words that proves the key of an AI: by the model that the firm
//! asks, counted, and with a no about money told apart from one about the key.

use patchbay_contract::{AuditAction, AuditQuestion, ChosenModel, ErrorCode, StatusKind};
use patchbay_practice::{Endpoint, Failure, Misbehaviour, Trick};

use crate::firm::{ALL, Firm};

/// The model that was asked and how often, by what was counted.
async fn asked(firm: &Firm, provider: &str) -> u64 {
    let view = firm.ai.view().await.unwrap();
    view.providers.iter().find(|one| one.provider == provider).unwrap().used.answered
}

#[tokio::test]
async fn every_ai_answers_a_question_of_a_few_words_before_its_key_is_kept() {
    let firm = Firm::with(&ALL).await;
    for provider in ALL {
        assert_eq!(asked(&firm, provider).await, 1, "{provider}");
        let id = firm.connection(provider).await.id;
        let tested = firm.keys.test(&id).await.unwrap();
        assert_eq!(tested.problem, None, "{provider}");
        let last = tested.checks.last().unwrap();
        assert!(last.name.contains("question") && last.holds == Some(true), "{tested:?}");
        assert_eq!(asked(&firm, provider).await, 2, "{provider}");
    }
}

#[tokio::test]
async fn the_model_that_the_firm_chose_is_the_one_that_is_tried() {
    let firm = Firm::with(&["mistral"]).await;
    let usual = firm.ai.view().await.unwrap().providers[0].model.clone();
    let listed = firm.ai.list_models("mistral").await.unwrap().models;
    let other = listed.into_iter().find(|one| one.id != usual).unwrap().id;
    let (provider, model) = ("mistral".to_owned(), Some(other.clone()));
    firm.ai.set_model(&ChosenModel { provider, model }).await.unwrap();
    let id = firm.connection("mistral").await.id;
    assert_eq!(firm.keys.test(&id).await.unwrap().problem, None);
    let page = firm.installation.audit_page(&AuditQuestion::default()).await.unwrap();
    let mut uses = page.entries.iter();
    let used = uses.find(|entry| entry.action == Some(AuditAction::CredentialUsed)).unwrap();
    assert!(format!("{used:?}").contains(&other), "{used:?}");
}

#[tokio::test]
async fn credit_that_is_used_up_is_told_apart_from_a_key_that_is_wrong() {
    for (provider, status, code) in
        [("openai", 429, "insufficient_quota"), ("anthropic", 400, "billing_error")]
    {
        let firm = Firm::with(&[provider]).await;
        let id = firm.connection(provider).await.id;
        let code = Some(code.to_owned());
        let no_credit = Trick::Fails(Failure { status: Some(status), code, text: None });
        firm.practice.misbehave(provider, Misbehaviour::always(Endpoint::Api, no_credit));
        let problem = firm.keys.test(&id).await.unwrap().problem.expect(provider);
        assert!(problem.what.contains("credit"), "{provider}: {problem}");
        assert_ne!(problem.code, ErrorCode::KeyRefused, "{provider}");
        let shown = firm.connection(provider).await.status.kind();
        assert_eq!(shown, StatusKind::CheckSettings, "{provider}: the key stays the same");
        firm.practice.behave(provider);
        let wrong = Trick::Fails(Failure { status: Some(401), code: None, text: None });
        firm.practice.misbehave(provider, Misbehaviour::always(Endpoint::Api, wrong));
        let problem = firm.keys.test(&id).await.unwrap().problem.expect(provider);
        assert_eq!(problem.code, ErrorCode::KeyRefused, "{provider}");
    }
}

#[tokio::test]
async fn the_question_of_a_diagnosis_is_counted_and_entered_as_that() {
    let firm = Firm::with(&["openai"]).await;
    let usual = firm.ai.view().await.unwrap().providers[0].model.clone();
    let listed = firm.ai.list_models("openai").await.unwrap().models;
    let other = listed.into_iter().find(|one| one.id != usual).unwrap().id;
    let (provider, model) = ("openai".to_owned(), Some(other.clone()));
    firm.ai.set_model(&ChosenModel { provider, model }).await.unwrap();
    let id = firm.connection("openai").await.id;
    let found = firm.keys.diagnose(&id).await.unwrap();
    // The practice server tells the time of this computer, which is not the firm's.
    assert!(found.problems().all(|problem| problem.code == ErrorCode::ClockWrong), "{found}");
    assert_eq!(asked(&firm, "openai").await, 2);
    let page = firm.installation.audit_page(&AuditQuestion::default()).await.unwrap();
    let mut uses = page.entries.iter();
    let used = uses.find(|entry| entry.action == Some(AuditAction::CredentialUsed)).unwrap();
    let said = format!("{used:?}");
    assert!(said.contains("a diagnosis") && said.contains(&other), "{said}");
}
