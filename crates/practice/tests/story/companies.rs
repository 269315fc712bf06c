//! Whose data a permission opens: the companies that were chosen, and no other.

use patchbay_practice::{COMPANIES, Decision, client};
use serde_json::Value;

use crate::house::{House, provider};
use crate::rules::refused;
use crate::walk::Walk;

#[tokio::test]
async fn a_call_may_name_only_a_company_that_was_allowed() {
    let house = House::open().await;
    let quickbooks = provider("quickbooks_online");
    let mut walk = Walk::of(&house, quickbooks);
    walk.allow(&COMPANIES[0]).await;
    walk.takes(walk.exchange()).await;
    let request = walk.sign_in.discovery.as_ref().unwrap().request.as_ref().unwrap();
    let company: Value = walk.call(request).send().await.unwrap().json().await.unwrap();
    assert_eq!(company["CompanyInfo"]["CompanyName"], COMPANIES[0].name);
    walk.know("realm_id", COMPANIES[1].id);
    assert_eq!(refused(walk.call(request)).await.0, 403);
}

#[tokio::test]
async fn all_companies_can_be_allowed_at_once() {
    let house = House::open().await;
    let xero = provider("xero");
    let mut walk = Walk::of(&house, xero);
    let answer = walk.decide(Decision::AllowAll).await;
    walk.comes_home(answer).await;
    walk.takes(walk.exchange()).await;
    let request = walk.sign_in.discovery.as_ref().unwrap().request.as_ref().unwrap();
    let list: Value = walk.call(request).send().await.unwrap().json().await.unwrap();
    let names: Vec<_> = list.as_array().unwrap().iter().map(|item| &item["tenantName"]).collect();
    assert_eq!(names, [COMPANIES[0].name, COMPANIES[1].name]);
    walk.know("account_id", COMPANIES[1].id);
    let organisation = walk.sign_in.probe[0].request.as_ref().unwrap();
    let named: Value = walk.call(organisation).send().await.unwrap().json().await.unwrap();
    assert_eq!(named["Organisations"][0]["Name"], COMPANIES[1].name);
}

#[tokio::test]
async fn a_token_of_the_sandbox_opens_nothing_live() {
    let house = House::open().await;
    let square = provider("square");
    let mut walk = Walk::of(&house, square);
    walk.allow(&COMPANIES[0]).await;
    walk.takes(walk.exchange()).await;
    walk.environment = patchbay_providers::EnvironmentId::Sandbox;
    let request = walk.sign_in.probe[0].request.as_ref().unwrap();
    assert_eq!(refused(walk.call(request)).await.0, 401);
}

#[tokio::test]
async fn a_test_can_connect_as_many_companies_as_it_needs() {
    let house = House::open().await;
    let zoom = provider("zoom");
    let mut walks = Vec::new();
    for n in [0, 1, 999] {
        let mut walk = Walk::of(&house, zoom);
        walk.allow(client(n).unwrap()).await;
        walk.takes(walk.exchange()).await;
        walks.push(walk);
    }
    for walk in &walks {
        assert_eq!(walk.renewal().send().await.unwrap().status(), 200);
    }
    assert_eq!(house.practice.counts("zoom").replaced, 0);
}
