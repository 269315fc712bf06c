//! No secret is in an error, however it is printed and whatever the provider says.

use std::fmt::{Debug, Display};

use axum::response::Response;
use patchbay_gateway::Found;
use patchbay_gateway::oauth::Returned;
use patchbay_providers::How;
use patchbay_vault::Secret;
use serde_json::{Value, json};

use crate::support::{Firm, Stage, Vendor, json, typed, with};

fn is_clean(error: &(impl Debug + Display), at: &str) {
    let printed = format!("{error} {error:?} {error:#?}");
    assert!(!printed.contains("canary"), "{at}: {printed}");
}

/// Answers of a provider that repeats what was sent to it and tells tokens all the same,
/// in every way that ends badly.
fn repeating(sent: &[&str]) -> Vec<Response> {
    let all = sent.join(" ");
    let said = json!({"error": all, "error_description": all, "code": all, "data": {
        "access_token": "canary-1", "refresh_token": "canary-2", "new_secret": "canary-3"}});
    let yes = |name: &str, value: Value| {
        let mut yes = json!({"access_token": "canary-1", "refresh_token": "canary-2",
                             "token_type": "Bearer", "expires_in": 3600});
        yes[name] = value;
        json(200, &yes)
    };
    vec![
        json(200, &said),
        json(400, &said),
        typed(400, "text/plain", all.clone()),
        typed(400, "application/xml", format!("<Error><Code>{all}</Code></Error>")),
        typed(200, "text/html", format!("<html>{all}")),
        typed(200, "text/plain", all.clone()),
        with(typed(302, "text/plain", ""), "location", "https://evil.example/?canary-code"),
        yes("token_type", json!(all)),
        yes("expires_in", json!(all)),
        yes("id_token", json!(format!("e30.{all}.x"))),
        yes("access_token", json!([all])),
        with(typed(200, "application/json", "{\"canary-access\":"), "content-length", "999"),
        json(429, &said),
        json(500, &said),
    ]
}

const ENDINGS: usize = 14;

#[tokio::test]
async fn no_error_of_a_token_endpoint_says_a_secret() {
    for n in 0..ENDINGS {
        let mut firm = Firm::of("quickbooks_online", "oauth");
        firm.app.client_secret = Some(Secret::new("canary-secret".into()));
        let answer = |sent: &[&str]| repeating(sent).into_iter().nth(n);

        let sent = ["canary-code", "canary-secret", "canary-verifier", "canary-state"];
        let vendor = Vendor::saying(answer(&sent)).await;
        let stage = Stage::at(&vendor.address);
        let mut proofs = stage.gateway.proofs().unwrap();
        proofs.verifier = Secret::new("canary-verifier".into());
        proofs.state = Secret::new("canary-state".into());
        let attempt = firm.attempt(&proofs);
        let allowed = firm.allowed("code=canary-code&state=canary-state&realmId=4620816365");
        let ended = stage.gateway.exchange(firm.party(), firm.oauth(), &attempt, &allowed).await;
        is_clean(&ended.unwrap_err(), &format!("exchange {n}"));

        let vendor = Vendor::saying(answer(&["canary-old", "canary-secret"])).await;
        let stage = Stage::at(&vendor.address);
        let old = Secret::new("canary-old".to_owned());
        match stage.gateway.renew(firm.party(), firm.oauth(), &firm.app, &old).await {
            Ok(grant) => assert!(!format!("{grant:?}").contains("canary"), "{grant:?}"),
            Err(error) => is_clean(&error, &format!("renewal {n}")),
        }
    }
}

#[tokio::test]
async fn no_error_of_a_call_says_a_secret() {
    for n in 0..ENDINGS {
        for (provider, way, secret) in [
            ("stripe", "key", "api_key"),
            ("paypal", "app", "client_secret"),
            ("quickbooks_online", "oauth", "refresh_token"),
        ] {
            let firm = Firm::of(provider, way).knowing(&[
                (secret, "canary-secret"),
                ("access_token", "canary-access"),
                ("realm_id", "4620816365"),
            ]);
            let answer = || repeating(&["canary-secret", "canary-access"]).into_iter().nth(n);
            let vendor = Vendor::saying([answer(), answer(), answer()].into_iter().flatten()).await;
            let stage = Stage::at(&vendor.address);
            let at = format!("{provider} {n}");
            let proof = stage.gateway.probe(firm.party(), &Found::default(), &|_| ()).await;
            if let Some(error) = proof.failure() {
                is_clean(error, &at);
            }
            if let Err(error) = stage.gateway.discover(firm.party(), &Found::default()).await {
                is_clean(&error, &at);
            }
            if let How::ClientCredentials(how) = &firm.sign_in().how
                && let Err(error) = stage.gateway.sign_in_as_client(firm.party(), how).await
            {
                is_clean(&error, &at);
            }
        }
    }
}

#[tokio::test]
async fn no_error_of_a_way_back_says_the_code_or_the_state() {
    let firm = Firm::of("quickbooks_online", "oauth");
    for query in [
        "code=canary-code&code=canary-code&state=canary-state",
        "code=canary-code&state=canary-state",
        "code=canary-code&error=no&state=canary-state",
        "code=canary-code&state=canary-state&realmId=canary-code",
        "code=canary-code%00&state=canary-state",
    ] {
        let checked =
            Returned::read(query).and_then(|returned| returned.check(&firm.provider, firm.oauth()));
        is_clean(&checked.unwrap_err(), query);
    }
    let returned = Returned::read("code=canary-code&state=canary-state").unwrap();
    assert!(!format!("{returned:?}").contains("canary"), "{returned:?}");
    let allowed = firm.allowed("code=canary-code&state=s&realmId=4620816365");
    assert!(!format!("{allowed:?}").contains("canary-code"), "{allowed:?}");
}

#[tokio::test]
async fn an_address_that_cannot_be_used_is_named_by_its_place_in_the_file() {
    let firm = Firm::of("pipedrive", "oauth")
        .knowing(&[("access_token", "a"), ("api_domain", "http://canary-key.example")]);
    let vendor = Vendor::saying([]).await;
    let stage = Stage::at(&vendor.address);
    let error = stage.gateway.discover(firm.party(), &Found::default()).await.unwrap_err();
    is_clean(&error, "an address");
    assert!(error.to_string().contains("{api_domain}") || error.to_string().contains('/'));
    assert!(vendor.heard().is_empty());
}

#[tokio::test]
async fn a_proof_whose_answer_holds_a_secret_keeps_none_of_it() {
    let all = patchbay_providers::catalogue();
    let quirk = patchbay_providers::Quirk::ProbeAnswerHoldsSecret;
    let provider = all.into_iter().find(|one| one.quirks.contains(&quirk)).unwrap();
    let way = provider.sign_in[0].id.clone();
    let firm = Firm::with(provider, &way).knowing(&[("access_token", "a")]);
    let vendor = Vendor::saying([json(403, &json!({"hook": "unknown-secret"}))]).await;
    let stage = Stage::at(&vendor.address);
    let proof = stage.gateway.probe(firm.party(), &Found::default(), &|_| ()).await;
    assert!(!format!("{proof:?}").contains("unknown-secret"), "{proof:?}");
}
