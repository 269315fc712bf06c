//! How permissions end, and what is taken at addresses that give none.

use patchbay_practice::{COMPANIES, Decision};
use patchbay_providers::SignIn;

use crate::house::{House, provider};
use crate::rules::refused;
use crate::walk::Walk;

#[tokio::test]
async fn a_revocation_needs_the_client_and_the_token_that_the_file_names() {
    let house = House::open().await;
    let quickbooks = provider("quickbooks_online");
    let mut walk = Walk::of(&house, quickbooks);
    walk.allow(&COMPANIES[0]).await;
    walk.takes(walk.exchange()).await;

    let secret = walk.value("client_secret").unwrap().to_owned();
    walk.know("client_secret", "wrong");
    let by_a_stranger = walk.revocation().unwrap();
    assert_eq!(refused(by_a_stranger).await, (401, "invalid_client".into()));
    walk.know("client_secret", &secret);

    let refresh = walk.value("refresh_token").unwrap().to_owned();
    let access = walk.value("access_token").unwrap().to_owned();
    walk.know("refresh_token", &access);
    let of_the_other_token = walk.revocation().unwrap();
    assert_eq!(refused(of_the_other_token).await, (400, "invalid_request".into()));
    walk.know("refresh_token", &refresh);
    assert_eq!(house.practice.counts("quickbooks_online").revoked, 0);

    let twice = [walk.revocation().unwrap(), walk.revocation().unwrap()];
    for revocation in twice {
        assert_eq!(revocation.send().await.unwrap().status(), 200, "a second one changes nothing");
    }
    assert_eq!(house.practice.counts("quickbooks_online").revoked, 1);
}

#[tokio::test]
async fn whoever_proves_to_be_the_app_is_told_whether_a_permission_stands() {
    let house = House::open().await;
    let mut walk = Walk::of(&house, provider("salesforce"));
    walk.allow(&COMPANIES[0]).await;
    walk.takes(walk.exchange()).await;
    for active in [true, false] {
        let answer = walk.introspection().unwrap().send().await.unwrap();
        let said: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(said["active"], active, "{said}");
        house.practice.revoke_all("salesforce");
    }
    walk.know("client_secret", "wrong");
    let by_a_stranger = walk.introspection().unwrap();
    assert_eq!(refused(by_a_stranger).await, (401, "invalid_client".into()));
}

#[tokio::test]
async fn an_administrator_of_the_vendor_ends_every_permission_and_nobody_elses() {
    let house = House::open().await;
    let mut walks = Vec::new();
    for id in ["zoom", "zoom", "gmail"] {
        let mut walk = Walk::of(&house, provider(id));
        walk.allow(&COMPANIES[usize::from(!walks.is_empty())]).await;
        walk.takes(walk.exchange()).await;
        walks.push(walk);
    }
    house.practice.revoke_all("zoom");
    for (walk, works) in walks.iter().zip([false, false, true]) {
        let request = walk.sign_in.probe[0].request.as_ref().unwrap();
        assert_eq!(walk.call(request).send().await.unwrap().status().is_success(), works);
        assert_eq!(walk.renewal().send().await.unwrap().status().is_success(), works);
    }
    assert_eq!(house.practice.counts("zoom").revoked, 2);
}

#[tokio::test]
async fn where_a_second_permission_kills_the_first_it_does() {
    let house = House::open().await;
    let zoom = provider("zoom");
    let mut first = Walk::of(&house, zoom);
    first.allow(&COMPANIES[0]).await;
    first.takes(first.exchange()).await;
    let mut other = Walk::of(&house, zoom);
    other.allow(&COMPANIES[1]).await;
    other.takes(other.exchange()).await;
    let mut second = Walk::of(&house, zoom);
    second.allow(&COMPANIES[0]).await;
    second.takes(second.exchange()).await;
    assert_eq!(refused(first.renewal()).await, (400, "invalid_grant".into()));
    for walk in [other, second] {
        assert_eq!(walk.renewal().send().await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn an_app_without_a_secret_is_only_taken_with_a_challenge() {
    let house = House::open().await;
    let dropbox = provider("dropbox");
    for with_challenge in [true, false] {
        let mut walk = Walk::of(&house, dropbox);
        walk.values.remove("client_secret");
        let mut consent = walk.consent();
        if !with_challenge {
            consent = consent.replace("code_challenge=", "nothing=");
            walk.values.remove("code_verifier");
        }
        let answer = walk.decide_at(&consent, Decision::Allow(&COMPANIES[0])).await;
        walk.comes_home(answer).await;
        let status = walk.exchange().send().await.unwrap().status();
        assert_eq!(status, if with_challenge { 200 } else { 401 });
    }
}

#[tokio::test]
async fn a_code_is_shown_to_be_copied_where_no_address_is_sent() {
    let house = House::open().await;
    let mut walk = Walk::of(&house, provider("dropbox"));
    walk.values.remove("redirect_address");
    walk.allow(&COMPANIES[0]).await;
    assert!(walk.callback.is_empty());
    walk.takes(walk.exchange()).await;
}

#[tokio::test]
async fn a_secret_address_takes_json_and_nothing_else() {
    let house = House::open().await;
    let hook = house.at("slack", "https://hooks.slack.com/services/T0/B0/EXAMPLE");
    let post = async |body: &'static str| {
        house.client.post(&hook).body(body).send().await.unwrap().status().as_u16()
    };
    assert_eq!(post("{\"text\": \"Practice\"}").await, 200);
    assert_eq!(post("text").await, 400);
    let elsewhere = house.at("slack", "https://hooks.example.com/services/T0/B0/EXAMPLE");
    let status = house.client.post(elsewhere).body("{}").send().await.unwrap().status();
    assert_eq!(status, 404);
}

#[tokio::test]
async fn quirks_that_can_be_seen_from_outside_are_played() {
    let house = House::open().await;
    let authorize = provider("authorize_net");
    let sign_in: &SignIn = &authorize.sign_in[0];
    let walk = Walk::new(&house, authorize, sign_in, patchbay_providers::EnvironmentId::Live);
    let request = sign_in.probe[0].request.as_ref().unwrap();
    let body = walk.call(request).send().await.unwrap().bytes().await.unwrap();
    assert!(body.starts_with("\u{feff}".as_bytes()), "the byte order mark is missing");

    let mut xero = Walk::of(&house, provider("xero"));
    xero.allow(&COMPANIES[0]).await;
    xero.takes(xero.exchange()).await;
    let request = xero.sign_in.discovery.as_ref().unwrap().request.as_ref().unwrap();
    let list: serde_json::Value = xero.call(request).send().await.unwrap().json().await.unwrap();
    let event = xero.claims_of(xero.value("access_token").unwrap()).unwrap();
    assert_eq!(list[0]["authEventId"], event["authentication_event_id"]);
}
