//! What the server does by itself for what it holds, and what it tells of it.

use patchbay_practice::{Endpoint, Failure, Misbehaviour, Trick};
use patchbay_test_support::eventually;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::provider::{ID, provider};
use super::{Ground, Handing};

/// Waits until every computer is told that it is like this.
async fn until_told(it: &Handing, status: &str) -> Value {
    eventually(&format!("it is {status}"), async || {
        let told = it.get("/api/connections/c").await;
        (told["status"] == status).then_some(told)
    })
    .await
    .unwrap()
}

pub(in super::super) async fn a_permission_that_ended_is_told_once_and_not_asked_for_again(
    ground: Ground,
) {
    let it = Handing::open(ground).await;
    it.hold(1).await;
    it.vendors.practice.revoke_all(ID);
    it.firm.pass(58);
    until_told(&it, "reconnect_needed").await;
    let shown = it.get("/api/connections/c/custody").await;
    assert!(shown["problem"]["what"].is_string(), "{shown}");
    assert_eq!(it.entered("custody.not_renewed").await, 1);
    let refused = it.vendors.counts().refused;
    for _ in 0..3 {
        it.firm.pass(600);
        // A round goes by: whoever leads says how many it holds.
        let figures = it.firm.ask(Method::GET, "/metrics").send().await.unwrap();
        assert!(figures.text().await.unwrap().contains("patchbay_held 1"));
    }
    assert_eq!(it.vendors.counts().refused, refused, "a no is taken for one");
    assert_eq!(it.entered("custody.not_renewed").await, 1);
    // Somebody asks: it is tried again, and found the same.
    assert!(it.test().await["problem"].is_object());
    assert!(it.vendors.counts().refused > refused);
}

pub(in super::super) async fn an_outage_is_waited_out_and_loses_nothing(ground: Ground) {
    let it = Handing::open(ground).await;
    it.hold(1).await;
    let down = Failure { status: Some(503), code: None, text: None };
    it.vendors.practice.misbehave(ID, Misbehaviour::always(Endpoint::Refresh, Trick::Fails(down)));
    it.firm.pass(61);
    let told = until_told(&it, "delayed").await;
    assert_eq!(told["custodian"], "firm_server");
    assert_eq!(it.vendors.counts().refreshes, 0);
    it.vendors.practice.behave(ID);
    it.firm.pass(10);
    until_told(&it, "connected").await;
    let counts = it.vendors.counts();
    assert!(counts.refreshes >= 1 && counts.double_spends == 0, "{counts:?}");
    assert_eq!(it.get("/api/connections/c/custody").await["problem"], Value::Null);
    let figures = it.firm.ask(Method::GET, "/metrics").send().await.unwrap();
    let figures = figures.text().await.unwrap();
    assert!(figures.contains("patchbay_renewals_done_total "), "{figures}");
    assert!(!figures.contains("patchbay_renewals_failed_total 0"), "{figures}");
}

pub(in super::super) async fn what_is_held_is_checked_now_and_then_and_its_trouble_is_told(
    ground: Ground,
) {
    let it = Handing::open(ground).await;
    it.hold(1).await;
    let before = it.vendors.counts().probes;
    it.firm.pass(8 * 60);
    eventually("its checks are made", async || (it.vendors.counts().probes > before).then_some(()))
        .await
        .unwrap();
    let no = Failure { status: Some(403), code: None, text: None };
    it.vendors.practice.misbehave(ID, Misbehaviour::always(Endpoint::Api, Trick::Fails(no)));
    it.firm.pass(8 * 60);
    eventually("its trouble is told", async || {
        let told = it.get("/api/connections/c").await;
        let told = told["status"].as_str().unwrap().to_owned();
        (told != "connected").then_some(told)
    })
    .await
    .unwrap();
    assert_eq!(it.entered("custody.condition_changed").await, 1);
    it.vendors.practice.behave(ID);
    it.firm.pass(8 * 60);
    until_told(&it, "connected").await;
    assert_eq!(it.entered("custody.condition_changed").await, 2);
}

pub(in super::super) async fn an_ai_that_is_held_is_asked_by_the_model_that_the_firm_chose(
    ground: Ground,
) {
    const AI: &str = "gemini";
    let it = Handing::open(ground).await;
    it.is_known("ai", AI).await;
    let way = &provider(AI).sign_in[0].id;
    it.hold_as("ai", 1, &it.by_form(AI, way)).await;
    let chosen = async |version: Option<u8>, model: Value| {
        let mut request = it.put(&format!("/api/settings/ai_model.{AI}"));
        if let Some(version) = version {
            request = request.header("if-match", format!("\"{version}\""));
        }
        let set = request.json(&json!({ "value": model })).send().await.unwrap();
        assert!(set.status().is_success());
        let test = it.ask(Method::POST, "/api/connections/ai/custody/test");
        it.firm.send(test, StatusCode::OK).await["problem"].clone()
    };
    // The provider has no such model, and says so.
    let problem = chosen(None, json!("of-nobody")).await;
    assert!(problem["remedy"].is_string(), "{problem}");
    assert_eq!(chosen(Some(1), Value::Null).await, Value::Null, "the one of its file");
    assert!(chosen(Some(2), json!("of-nobody")).await.is_object());
    assert_eq!(chosen(Some(3), json!(["no", "name"])).await, Value::Null);
}
