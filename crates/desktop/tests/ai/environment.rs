//! Keys of this computer's environment: they fill gaps, and stand behind the firm's own.

use patchbay_contract::{AiCredential, AiWhom};

use crate::firm::{Firm, states, why};

/// An environment with the practice firm's key of Mistral.
async fn firm() -> Firm {
    let key = "EXAMPLE0EXAMPLE0EXAMPLE0EXAMPLE0".to_owned();
    Firm::in_environment(&[("MISTRAL_API_KEY", key)]).await
}

#[tokio::test]
async fn a_provider_that_is_not_connected_is_asked_with_the_environments_key() {
    let firm = firm().await;
    let view = firm.ai.view().await.unwrap();
    let variables = vec!["MISTRAL_API_KEY".to_owned()];
    assert_eq!(view.providers.len(), 1);
    assert_eq!(view.providers[0].by, AiCredential::Environment { variables });
    assert_eq!(view.others.len(), 6, "the rest can be connected");
    assert!(!firm.ai.list_models("mistral").await.unwrap().models.is_empty());
    assert_eq!(states(&firm.asks(AiWhom::All).await), [("mistral", "answered")]);
}

#[tokio::test]
async fn the_firms_own_key_stands_before_the_environments() {
    let firm = Firm::in_environment(&[("MISTRAL_API_KEY", "0".repeat(32))]).await;
    let asked = firm.asks(AiWhom::All).await;
    assert_eq!(why(&asked, "mistral"), patchbay_contract::ErrorCode::KeyRefused);
    let connection = firm.connects("mistral").await;
    let view = firm.ai.view().await.unwrap();
    assert!(
        matches!(&view.providers[0].by, AiCredential::Firm { connection: id, .. } if *id == connection)
    );
    assert_eq!(states(&firm.asks(AiWhom::All).await), [("mistral", "answered")]);
}

#[tokio::test]
async fn models_of_the_environments_account_say_nothing_of_the_firms() {
    let firm = firm().await;
    firm.ai.list_models("mistral").await.unwrap();
    assert!(firm.ai.view().await.unwrap().providers[0].models.is_some());
    firm.connects("mistral").await;
    assert_eq!(firm.ai.view().await.unwrap().providers[0].models, None);
}
