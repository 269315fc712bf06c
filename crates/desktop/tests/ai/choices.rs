//! What the firm chooses: the order, and the model of each.

use patchbay_contract::{AiWhom, AuditAction, AuditQuestion, ChosenModel, ErrorCode};

use crate::firm::{Firm, states};

async fn order(firm: &Firm) -> Vec<String> {
    firm.ai.view().await.unwrap().providers.into_iter().map(|one| one.provider).collect()
}

async fn model(firm: &Firm, provider: &str) -> String {
    let view = firm.ai.view().await.unwrap();
    view.providers.into_iter().find(|one| one.provider == provider).unwrap().model
}

fn chosen(provider: &str, model: Option<&str>) -> ChosenModel {
    ChosenModel { provider: provider.into(), model: model.map(str::to_owned) }
}

/// How many settings were entered as changed.
async fn changes(firm: &Firm) -> usize {
    let page = firm.installation.audit_page(&AuditQuestion::default()).await.unwrap();
    page.entries.iter().filter(|one| one.action == Some(AuditAction::SettingsChanged)).count()
}

#[tokio::test]
async fn gemini_is_the_primary_one_until_the_firm_chooses_another() {
    let firm = Firm::with(&["openai", "xai", "gemini"]).await;
    assert_eq!(order(&firm).await, ["gemini", "openai", "xai"]);
    assert!(!firm.ai.view().await.unwrap().order_is_chosen);
    firm.ai.set_order(&["xai".into()]).await.unwrap();
    assert_eq!(order(&firm).await, ["xai", "gemini", "openai"]);
    assert!(firm.ai.view().await.unwrap().order_is_chosen);
    // Who is connected later has its place.
    firm.connects("anthropic").await;
    assert_eq!(order(&firm).await, ["xai", "gemini", "anthropic", "openai"]);
    assert_eq!(states(&firm.asks(AiWhom::First).await)[0], ("xai", "answered"));
    firm.ai.set_order(&[]).await.unwrap();
    assert_eq!(order(&firm).await, ["gemini", "anthropic", "openai", "xai"]);
    assert_eq!(changes(&firm).await, 2);
}

#[tokio::test]
async fn an_order_of_providers_that_cannot_be_asked_is_refused() {
    let firm = Firm::with(&["gemini"]).await;
    for id in ["stripe", "azure_document_intelligence", "nobody"] {
        let refused = firm.ai.set_order(&[id.into()]).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::ProviderUnknown, "{id}");
    }
    assert_eq!(changes(&firm).await, 0);
}

#[tokio::test]
async fn the_chosen_model_is_the_one_that_is_asked_and_its_choice_is_entered() {
    let firm = Firm::with(&["gemini"]).await;
    let of_the_file = model(&firm, "gemini").await;
    let listed = firm.ai.list_models("gemini").await.unwrap();
    let other = listed.models.iter().find(|one| one.id != of_the_file).unwrap().id.clone();
    assert_eq!(model(&firm, "gemini").await, of_the_file);
    firm.ai.set_model(&chosen("gemini", Some(&other))).await.unwrap();
    let asked = firm.asks(AiWhom::First).await;
    assert_eq!((asked.answers[0].model.as_str(), asked.answer().is_some()), (other.as_str(), true));
    firm.ai.set_model(&chosen("gemini", None)).await.unwrap();
    assert_eq!(model(&firm, "gemini").await, of_the_file);
    assert_eq!(changes(&firm).await, 2);
    let long = "x".repeat(201);
    for name in ["a\nb", long.as_str()] {
        assert!(firm.ai.set_model(&chosen("gemini", Some(name))).await.is_err());
    }
    assert!(firm.ai.set_model(&chosen("stripe", Some("x"))).await.is_err());
}

#[tokio::test]
async fn a_model_that_there_is_not_any_more_says_so() {
    let firm = Firm::with(&["openai"]).await;
    firm.ai.set_model(&chosen("openai", Some("gpt-gone"))).await.unwrap();
    let asked = firm.asks(AiWhom::First).await;
    assert_eq!(crate::firm::why(&asked, "openai"), ErrorCode::FieldWrong);
}

#[tokio::test]
async fn models_are_remembered_with_their_time_for_the_account_they_were_listed_for() {
    let firm = Firm::with(&["openai"]).await;
    let listed_of = async || firm.ai.view().await.unwrap().providers[0].models.clone();
    assert_eq!(listed_of().await, None);
    let listed = firm.ai.list_models("openai").await.unwrap();
    assert_eq!(listed.listed_at, "2026-11-21T09:00:00Z".parse().unwrap());
    assert_eq!(listed_of().await, Some(listed));
    let refused = firm.ai.list_models("gemini").await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::AiMissing);
}
