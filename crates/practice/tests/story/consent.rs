//! What the consent page refuses, and how it says so.

use std::collections::BTreeMap;
use std::sync::Arc;

use patchbay_practice::{COMPANIES, Decision};
use patchbay_providers::How;
use reqwest::Response;

use crate::house::{House, provider};
use crate::rules::refused;
use crate::walk::Walk;

/// The error that comes home.
fn sent_home(answer: &Response) -> Option<String> {
    let location = answer.headers().get("location")?.to_str().ok()?;
    let url = url::Url::parse(location).ok()?;
    let error = url.query_pairs().find(|(name, _)| name == "error")?.1.into_owned();
    Some(error)
}

#[tokio::test]
async fn a_challenge_without_a_method_means_the_verifier_itself() {
    let house = House::open().await;
    let zoom = provider("zoom");
    let mut walk = Walk::of(&house, zoom);
    let without = walk.consent().replace("&code_challenge_method=S256", "");
    let answer = walk.decide_at(&without, Decision::Allow(&COMPANIES[0])).await;
    walk.comes_home(answer).await;
    assert_eq!(refused(walk.exchange()).await, (400, "invalid_grant".into()));

    let salesforce = provider("salesforce");
    let consent = Walk::of(&house, salesforce).consent();
    for without in [
        consent.replace("&code_challenge_method=S256", ""),
        consent.replace("code_challenge=", "not_it="),
    ] {
        let answer = house.get("salesforce", &without).send().await.unwrap();
        assert_eq!(sent_home(&answer).as_deref(), Some("invalid_request"), "{without}");
    }
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_is_not_registered() {
    let house = House::open().await;
    let xero = provider("xero");
    let consent = Walk::of(&house, xero).consent();
    for wrong in [
        consent.replace("41811", "41999"),
        consent.replace("client_id=practice-xero", "client_id=somebody"),
    ] {
        let answer = house.get("xero", &wrong).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{wrong}");
        assert!(!answer.headers().contains_key("location"), "{wrong}");
        assert!(answer.text().await.unwrap().contains("id=\"mistake\""), "{wrong}");
    }
}

#[tokio::test]
async fn other_mistakes_come_home_as_errors() {
    let house = House::open().await;
    let google = provider("gmail");
    let consent = Walk::of(&house, google).consent();
    for (wrong, error) in [
        (consent.replace("response_type=code", "response_type=token"), "invalid_request"),
        (consent.replace("state=the-state", "state="), "invalid_request"),
        (consent.replace("scope=openid", "scope=everything"), "invalid_scope"),
        (consent.replace("&access_type=offline", ""), "invalid_request"),
        (consent.clone() + "&state=another", "invalid_request"),
    ] {
        let answer = house.get("gmail", &wrong).send().await.unwrap();
        assert_eq!(sent_home(&answer).as_deref(), Some(error), "{wrong}");
    }
    let denied = Walk::of(&house, google).decide(Decision::Deny).await;
    assert_eq!(sent_home(&denied).as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn a_vendor_that_names_itself_does_so_with_a_code_and_with_a_refusal() {
    let mut zoom = provider("zoom").clone();
    let Some(How::OAuth(oauth)) = zoom.sign_in.first_mut().map(|s| &mut s.how) else { panic!() };
    oauth.issuer = Some("https://zoom.us".to_owned());
    let house = House::of([Arc::new(zoom.clone())]).await;
    for decision in [Decision::Deny, Decision::Allow(&COMPANIES[0])] {
        let answer = Walk::of(&house, &zoom).decide(decision).await;
        let home = url::Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap();
        let said: BTreeMap<String, String> = home.query_pairs().into_owned().collect();
        assert_eq!(
            (said["state"].as_str(), said["iss"].as_str()),
            ("the-state", "https://zoom.us")
        );
    }
}

#[tokio::test]
async fn the_region_where_consent_was_asked_comes_home() {
    let house = House::open().await;
    for region in ["zoho.eu", "zoho.com.au"] {
        let mut walk = Walk::of(&house, provider("zoho_mail"));
        walk.know("zoho_domain", region);
        walk.allow(&COMPANIES[0]).await;
        assert_eq!(walk.callback["accounts-server"], format!("https://accounts.{region}"));
        walk.takes(walk.exchange()).await;
    }
}
