//! Test messages to secret addresses: seen by others, so sent once and on purpose.

use patchbay_gateway::{CallError, Found};
use serde_json::json;

use crate::support::{Firm, Stage, Vendor, json, typed};

fn hook() -> Firm {
    Firm::of("zapier", "catch_hook")
}

#[tokio::test]
async fn a_test_message_is_posted_once_and_only_when_somebody_allowed_it() {
    let vendor = Vendor::saying([json(200, &json!({"status": "success"}))]).await;
    let (stage, firm, found) = (Stage::at(&vendor.address), hook(), Found::default());
    let proof = stage.gateway.probe(firm.party(), &found, &|_| ()).await;
    assert_eq!((proof.steps.len(), vendor.heard().len()), (0, 0));
    let proof = stage.gateway.probe_in_sight(firm.party(), &found, &|_| ()).await;
    assert_eq!(proof.failure(), None);
    let heard = vendor.heard();
    assert_eq!(heard.len(), 1);
    let sent = heard[0].json();
    assert_eq!(sent["test"], true, "{sent}");
}

#[tokio::test]
async fn a_message_that_may_have_arrived_is_not_posted_again() {
    let vendor = Vendor::saying([json(503, &json!({}))]).await;
    let (stage, firm) = (Stage::at(&vendor.address), hook());
    let proof = stage.gateway.probe_in_sight(firm.party(), &Found::default(), &|_| ()).await;
    assert!(matches!(proof.failure(), Some(CallError::Busy { status: 503, .. })), "{proof:?}");
    assert_eq!(vendor.heard().len(), 1);
}

#[tokio::test]
async fn a_page_is_no_sign_that_a_message_arrived() {
    let vendor = Vendor::saying([typed(200, "text/html", "<!doctype html><p>Hello")]).await;
    let (stage, firm) = (Stage::at(&vendor.address), hook());
    let proof = stage.gateway.probe_in_sight(firm.party(), &Found::default(), &|_| ()).await;
    assert_eq!(proof.failure(), Some(&CallError::WebPage(200)));
}

#[tokio::test]
async fn nothing_is_posted_to_an_address_that_is_not_the_vendors() {
    for address in [
        "https://hooks.zapier.com.evil.example/hooks/catch/1/a",
        "http://hooks.zapier.com/hooks/catch/1/a",
        "https://a@hooks.zapier.com/hooks/catch/1/a",
        "hooks",
    ] {
        let vendor = Vendor::saying([]).await;
        let (stage, firm) = (Stage::at(&vendor.address), hook().knowing(&[("hook_url", address)]));
        let proof = stage.gateway.probe_in_sight(firm.party(), &Found::default(), &|_| ()).await;
        assert_eq!(proof.failure(), Some(&CallError::Elsewhere("hook_url".into())), "{address}");
        assert!(vendor.heard().is_empty());
    }
}
