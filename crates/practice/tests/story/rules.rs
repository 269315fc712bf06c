//! What a provider refuses.

use jiff::SignedDuration;
use patchbay_practice::COMPANIES;
use reqwest::Response;
use serde_json::Value;

use crate::house::{House, provider};
use crate::walk::{VERIFIER, Walk};

async fn error(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    (status, body["error"].as_str().unwrap().to_owned())
}

pub(crate) async fn refused(request: reqwest::RequestBuilder) -> (u16, String) {
    error(request.send().await.unwrap()).await
}

#[tokio::test]
async fn a_code_works_once_and_a_second_use_ends_what_the_first_gave() {
    let house = House::open().await;
    let xero = provider("xero");
    let mut walk = Walk::of(&house, xero);
    walk.allow(&COMPANIES[0]).await;
    walk.takes(walk.exchange()).await;
    assert_eq!(refused(walk.exchange()).await, (400, "invalid_grant".into()));
    let probe = walk.sign_in.discovery.as_ref().unwrap().request.as_ref().unwrap();
    assert_eq!(refused(walk.call(probe)).await, (401, "invalid_token".into()));
    assert_eq!(refused(walk.renewal()).await.1, "invalid_grant");
}

#[tokio::test]
async fn a_code_that_waited_too_long_is_refused() {
    let house = House::open().await;
    let docusign = provider("docusign");
    let mut walk = Walk::of(&house, docusign);
    walk.allow(&COMPANIES[0]).await;
    house.wait(SignedDuration::from_mins(2));
    assert_eq!(refused(walk.exchange()).await, (400, "invalid_grant".into()));
}

#[tokio::test]
async fn a_verifier_has_to_belong_to_the_challenge() {
    let house = House::open().await;
    let xero = provider("xero");
    for verifier in ["another-verifier-of-forty-three-characters-x", VERIFIER] {
        let mut walk = Walk::of(&house, xero);
        walk.allow(&COMPANIES[0]).await;
        walk.know("code_verifier", verifier);
        let taken = walk.exchange().send().await.unwrap().status().is_success();
        assert_eq!(taken, verifier == VERIFIER);
    }
    let mut walk = Walk::of(&house, xero);
    walk.allow(&COMPANIES[0]).await;
    walk.values.remove("code_verifier");
    assert_eq!(refused(walk.exchange()).await, (400, "invalid_grant".into()));
}

#[tokio::test]
async fn the_client_proves_itself_where_the_file_says() {
    let house = House::open().await;
    let quickbooks = provider("quickbooks_online");
    let mut walk = Walk::of(&house, quickbooks);
    walk.allow(&COMPANIES[0]).await;
    let code = walk.value("code").unwrap().to_owned();
    let home = walk.value("redirect_address").unwrap().to_owned();
    let app = house.practice.app_of("quickbooks_online");
    let secret = app.client_secret.unwrap();
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", home.as_str()),
        ("code_verifier", VERIFIER),
        ("client_id", app.client_id.as_str()),
        ("client_secret", secret.as_str()),
    ];
    let address = walk.address(&walk.oauth().token_url);
    let in_body = house.post("quickbooks_online", &address, &form);
    assert_eq!(refused(in_body).await, (401, "invalid_client".into()));
    walk.know("client_secret", "wrong");
    assert_eq!(refused(walk.exchange()).await, (401, "invalid_client".into()));
    walk.know("client_secret", &secret);
    walk.know("redirect_address", "https://firm.example/elsewhere");
    let _spent = refused(walk.exchange()).await;
    assert_eq!(house.practice.counts("quickbooks_online").exchanges, 0);
}

#[tokio::test]
async fn what_the_file_adds_to_a_token_request_has_to_be_there() {
    let house = House::open().await;
    let quickbooks = provider("quickbooks_online");
    let mut walk = Walk::of(&house, quickbooks);
    walk.allow(&COMPANIES[0]).await;
    let mut request = walk.exchange().build().unwrap();
    request.headers_mut().remove("x-include-refresh-token-hard-expires-in");
    let answer = house.client.execute(request).await.unwrap();
    assert_eq!(error(answer).await, (400, "invalid_request".into()));
    walk.takes(walk.exchange()).await;
}

#[tokio::test]
async fn a_token_that_works_once_ends_everything_when_it_comes_again() {
    let house = House::open().await;
    let zoom = provider("zoom");
    let mut walk = Walk::of(&house, zoom);
    walk.allow(&COMPANIES[0]).await;
    walk.takes(walk.exchange()).await;
    let first = walk.value("refresh_token").unwrap().to_owned();
    walk.takes(walk.renewal()).await;
    let second = walk.value("refresh_token").unwrap().to_owned();
    walk.know("refresh_token", &first);
    assert_eq!(refused(walk.renewal()).await, (400, "invalid_grant".into()));
    walk.know("refresh_token", &second);
    assert_eq!(refused(walk.renewal()).await, (400, "invalid_grant".into()));
    let counts = house.practice.counts("zoom");
    assert_eq!((counts.refreshes, counts.double_spends, counts.lost), (1, 1, 1));
}

#[tokio::test]
async fn in_its_grace_a_token_gets_the_same_answer_again() {
    let house = House::open().await;
    let xero = provider("xero");
    let mut walk = Walk::of(&house, xero);
    walk.allow(&COMPANIES[0]).await;
    walk.takes(walk.exchange()).await;
    let old = walk.renewal();
    let (again, late) = (old.try_clone().unwrap(), old.try_clone().unwrap());
    let read = async |request: reqwest::RequestBuilder| -> Value {
        request.send().await.unwrap().json().await.unwrap()
    };
    let first = read(old).await;
    house.wait(SignedDuration::from_mins(29));
    let second = read(again).await;
    for name in ["access_token", "refresh_token"] {
        assert_eq!(first[name], second[name], "{name}");
    }
    house.wait(SignedDuration::from_mins(1));
    assert_eq!(refused(late).await, (400, "invalid_grant".into()));
}

#[tokio::test]
async fn an_address_that_no_file_names_is_not_played() {
    let house = House::open().await;
    for (id, address) in [("xero", "https://api.xero.com/elsewhere"), ("nobody", "https://a.b/c")] {
        let answer = house.get(id, address).send().await.unwrap();
        assert_eq!(answer.status(), 404);
        assert!(answer.text().await.unwrap().contains(id));
    }
}
