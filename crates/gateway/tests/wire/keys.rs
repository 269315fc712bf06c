//! Keys, as their files say that they go with a call.

use patchbay_gateway::{CallError, Found};
use serde_json::json;

use crate::support::{Firm, Heard, Stage, Vendor, basic, json};

/// What is heard at the first step of the proof.
async fn heard(firm: &Firm) -> Heard {
    let vendor = Vendor::saying([json(200, &json!({}))]).await;
    let stage = Stage::at(&vendor.address);
    stage.gateway.probe(firm.party(), &Found::default(), &|_| ()).await;
    vendor.heard().remove(0)
}

#[tokio::test]
async fn a_key_goes_in_its_header_and_one_for_an_empty_field_is_left_out() {
    let firm = Firm::of("stripe", "key").knowing(&[("api_key", "rk_live_x")]);
    let alone = heard(&firm).await;
    assert_eq!(alone.header("authorization"), Some("Bearer rk_live_x"));
    assert_eq!(alone.header("stripe-context"), None);
    let firm = firm.knowing(&[("account", "acct_1")]);
    assert_eq!(heard(&firm).await.header("stripe-context"), Some("acct_1"));
    let firm = firm.knowing(&[("account", "")]);
    assert_eq!(heard(&firm).await.header("stripe-context"), None);
}

#[tokio::test]
async fn a_pair_goes_as_basic() {
    let firm = Firm::of("twilio", &pair("twilio"));
    let sent = basic(&heard(&firm).await).unwrap();
    let value = |name: &str| firm.values.get(name).unwrap().to_owned();
    assert_eq!(sent, format!("{}:{}", value("api_key_sid"), value("api_key_secret")));
}

fn pair(provider: &str) -> String {
    let all = patchbay_providers::catalogue();
    all.iter().find(|one| one.id == provider).unwrap().sign_in[0].id.clone()
}

#[tokio::test]
async fn azure_gets_a_signature_over_the_vendors_own_address_and_date() {
    let firm = Firm::of("azure_blob", "connection_string").knowing(&[(
        "connection_string",
        "DefaultEndpointsProtocol=https;AccountName=examplefirm;AccountKey=a2V5;EndpointSuffix=core.windows.net",
    )]);
    let heard = heard(&firm).await;
    assert_eq!(heard.header("x-ms-date"), Some("Sat, 21 Nov 2026 09:00:00 GMT"));
    let signed = heard.header("authorization").unwrap();
    assert_eq!(heard.header("x-ms-version"), Some("2025-05-05"), "the file says it");
    assert!(signed.starts_with("SharedKey examplefirm:"), "{signed}");
    assert!(!signed.contains("a2V5"));
}

#[tokio::test]
async fn a_key_that_cannot_be_sent_is_named_by_its_place_and_nothing_is() {
    for (provider, way, place, value) in [
        ("stripe", "key", "api_key", "rk_live\nx"),
        ("azure_blob", "connection_string", "connection_string", "AccountName=a;AccountKey=%"),
    ] {
        let firm = Firm::of(provider, way).knowing(&[(place, value)]);
        let vendor = Vendor::saying([]).await;
        let stage = Stage::at(&vendor.address);
        let proof = stage.gateway.probe(firm.party(), &Found::default(), &|_| ()).await;
        let failure = proof.failure().unwrap();
        assert!(matches!(failure, CallError::Unusable(_)), "{failure}");
        assert!(!format!("{failure:?}").contains(value) && vendor.heard().is_empty());
    }
}

#[tokio::test]
async fn azure_gets_a_shared_access_signature_in_the_address() {
    let firm = Firm::of("azure_blob", "connection_string").knowing(&[(
        "connection_string",
        "BlobEndpoint=https://examplefirm.blob.core.windows.net/;SharedAccessSignature=sv=2024&sig=a%2Bb%3D",
    )]);
    let heard = heard(&firm).await;
    assert_eq!(heard.header("authorization"), None);
    assert_eq!((heard.query["comp"].as_str(), heard.query["sig"].as_str()), ("list", "a+b="));
}

#[tokio::test]
async fn a_call_too_many_and_credit_that_is_used_up_are_told_apart() {
    let firm = Firm::of("openai", "key");
    let no = |code: &str| json(429, &json!({"error": {"code": code}}));
    let vendor = Vendor::saying((0..3).map(|_| no("insufficient_quota"))).await;
    let stage = Stage::at(&vendor.address);
    let proof = stage.gateway.probe(firm.party(), &Found::default(), &|_| ()).await;
    assert!(matches!(proof.failure(), Some(CallError::Refused(_))), "{proof:?}");
    assert_eq!(vendor.heard().len(), 1, "asked once: waiting does not help");
    let vendor = Vendor::saying((0..3).map(|_| no("rate_limit_exceeded"))).await;
    let stage = Stage::at(&vendor.address);
    let proof = stage.gateway.probe(firm.party(), &Found::default(), &|_| ()).await;
    assert!(matches!(proof.failure(), Some(CallError::Busy { status: 429, .. })), "{proof:?}");
}
