//! Sign-ins without a browser, at every provider that has one.

use std::collections::BTreeMap;

use patchbay_contract::{AttemptStep, EnvironmentId, ErrorCode, NewAttempt, SignInAt, StatusKind};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::Renewal;
use patchbay_practice::{Endpoint, Failure, Misbehaviour, Trick};

use crate::bench_firm::{Firm, wish};

fn at(provider: &str, sign_in: &str) -> SignInAt {
    let (provider, sign_in) = (provider.to_owned(), sign_in.to_owned());
    SignInAt { provider, sign_in, environment: EnvironmentId::Live }
}

#[tokio::test]
async fn every_provider_with_a_sign_in_without_a_browser_is_connected_with_what_was_typed() {
    let firm = Firm::beside(&[]).await;
    let catalogue = Catalogue::in_folder(firm.home());
    let all = catalogue.built_in();
    let mut connected = Vec::new();
    for provider in all.iter() {
        let mut environments: Vec<_> = provider.environment.iter().map(|one| one.id).collect();
        if environments.is_empty() {
            environments.push(EnvironmentId::Live);
        }
        for way in provider.sign_in.iter().filter(|way| way.client_credentials().is_some()) {
            for environment in &environments {
                let at = SignInAt { environment: *environment, ..at(&provider.id, &way.id) };
                let fields = firm.practice.credentials_of(&provider.id, &way.id);
                let attempt = firm.begin(NewAttempt { at: at.clone(), fields, ..wish("x") }).await;
                let (id, _) = firm.connected(&attempt.id).await;
                let connections = firm.connections().await;
                let made = connections.iter().find(|one| one.id == id).unwrap();
                assert_eq!(made.provider, provider.id, "{at:?}");
            }
            connected.push(provider.id.as_str());
        }
    }
    connected.sort_unstable();
    assert_eq!(connected, ["fedex", "paypal", "procore", "sage_intacct", "ups", "zoom"]);
}

#[tokio::test]
async fn what_is_missing_is_named_and_wrong_keys_end_it_in_words() {
    let firm = Firm::beside(&[]).await;
    let wish = |fields| NewAttempt { at: at("paypal", "app"), fields, ..wish("x") };
    let missing = firm.sign_ins.begin(wish(BTreeMap::new())).await.unwrap_err();
    assert_eq!(missing.code, ErrorCode::FieldMissing);
    let mut fields = firm.practice.credentials_of("paypal", "app");
    fields.insert("client_secret".into(), "canary-of-another-app".into());
    let attempt = firm.begin(wish(fields)).await;
    let ended = firm.until(&attempt.id, |step| matches!(step, AttemptStep::Ended(_))).await;
    let AttemptStep::Ended(problem) = ended else { unreachable!() };
    assert_eq!(problem.code, ErrorCode::ProviderRefused, "{problem:?}");
    assert!(!format!("{problem:?}").contains("canary"), "{problem:?}");
    assert!(firm.connections().await.is_empty());
    for file in firm.closed_files().await {
        assert!(!file.windows(6).any(|bytes| bytes == b"canary"));
    }
}

#[tokio::test]
async fn who_signs_in_again_types_nothing_that_is_sealed_already() {
    let firm = Firm::beside(&[]).await;
    let fields = firm.practice.credentials_of("ups", "app");
    let new = NewAttempt { at: at("ups", "app"), fields, ..wish("x") };
    let attempt = firm.begin(new).await;
    let (made, account) = firm.connected(&attempt.id).await;
    let again = NewAttempt { at: at("ups", "app"), connection: Some(made.clone()), ..wish("x") };
    let attempt = firm.begin(again).await;
    assert_eq!(firm.connected(&attempt.id).await, (made, account));
    assert_eq!(firm.connections().await.len(), 1);
}

#[tokio::test]
async fn a_secret_that_changed_is_typed_anew_and_what_is_left_empty_stays() {
    let firm = Firm::beside(&[]).await;
    let right = firm.practice.credentials_of("ups", "app");
    let new = NewAttempt { at: at("ups", "app"), fields: right.clone(), ..wish("x") };
    let attempt = firm.begin(new).await;
    let (made, _) = firm.connected(&attempt.id).await;
    let again = |secret: &str| {
        let fields = right.keys().map(|name| (name.clone(), String::new()));
        let mut fields: BTreeMap<String, String> = fields.collect();
        fields.insert("client_secret".into(), secret.into());
        NewAttempt { fields, ..NewAttempt::again(at("ups", "app"), made.clone()) }
    };
    let attempt = firm.begin(again("canary-of-another-app")).await;
    let ended = firm.until(&attempt.id, |step| matches!(step, AttemptStep::Ended(_))).await;
    assert!(!format!("{ended:?}").contains("canary"), "{ended:?}");
    assert_eq!(firm.sign_ins.renew(&made).await.unwrap(), Renewal::Renewed, "the old one is kept");
    for secret in [right["client_secret"].as_str(), ""] {
        let attempt = firm.begin(again(secret)).await;
        assert_eq!(firm.connected(&attempt.id).await.0, made);
    }
    assert_eq!(firm.connections().await.len(), 1);
}

#[tokio::test]
async fn the_next_token_is_asked_for_with_what_is_sealed_and_an_app_that_is_gone_is_told() {
    let firm = Firm::beside(&[]).await;
    let fields = firm.practice.credentials_of("ups", "app");
    let attempt = firm.begin(NewAttempt { at: at("ups", "app"), fields, ..wish("x") }).await;
    let (id, _) = firm.connected(&attempt.id).await;
    for _ in 0..2 {
        assert_eq!(firm.sign_ins.renew(&id).await.unwrap(), Renewal::Renewed);
    }
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::Connected);
    let code = Some("invalid_client".to_owned());
    let gone = Trick::Fails(Failure { status: Some(401), code, text: None });
    firm.practice.misbehave("ups", Misbehaviour::always(Endpoint::Token, gone));
    assert!(matches!(firm.sign_ins.renew(&id).await.unwrap(), Renewal::Later(_)));
    assert_eq!(firm.connections().await[0].status.kind(), StatusKind::CheckSettings);
}
