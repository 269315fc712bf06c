//! Every misbehaviour is seen by the app, and ends when it is told to.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use patchbay_practice::{
    COMPANIES, Decision, Endpoint, ExpiresIn, Gate, Issuer, Misbehaviour, Trick,
};
use serde_json::Value;

use crate::house::{House, provider};
use crate::walk::Walk;

async fn connected<'a>(house: &'a House, of: &'a patchbay_providers::Provider) -> Walk<'a> {
    let mut walk = Walk::of(house, of);
    walk.allow(&COMPANIES[0]).await;
    walk.takes(walk.exchange()).await;
    walk
}

#[tokio::test]
async fn trouble_of_the_network_and_the_server_lasts_as_many_calls_as_was_said() {
    let house = House::open().await;
    let zoom = provider("zoom");
    let walk = connected(&house, zoom).await;
    let request = walk.sign_in.probe[0].request.as_ref().unwrap();
    let misbehave =
        |trick| house.practice.misbehave("zoom", Misbehaviour::once(Endpoint::Api, trick));

    misbehave(Trick::TooMany(7));
    let answer = walk.call(request).send().await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), &answer.headers()["retry-after"]),
        (429, &"7".parse().unwrap())
    );
    misbehave(Trick::Status(502));
    assert_eq!(walk.call(request).send().await.unwrap().status(), 502);
    misbehave(Trick::Html);
    let page = walk.call(request).send().await.unwrap();
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    misbehave(Trick::ErrorWith200("temporarily_unavailable".into()));
    let answer: Value = walk.call(request).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["error"], "temporarily_unavailable");
    misbehave(Trick::Reset);
    assert!(walk.call(request).send().await.is_err());
    assert_eq!(house.practice.counts("zoom").probes, 0, "nothing was done in any of them");
    assert_eq!(walk.call(request).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn one_call_of_so_many_can_go_wrong() {
    let house = House::open().await;
    let walk = connected(&house, provider("zoom")).await;
    house.practice.misbehave("zoom", Misbehaviour::every(3, Endpoint::Api, Trick::Status(503)));
    let request = walk.sign_in.probe[0].request.as_ref().unwrap();
    let mut seen = Vec::new();
    for _ in 0..7 {
        seen.push(walk.call(request).send().await.unwrap().status().as_u16());
    }
    assert_eq!(seen, [200, 200, 503, 200, 200, 503, 200]);
}

#[tokio::test]
async fn a_lost_answer_leaves_the_work_done() {
    let house = House::open().await;
    let zoom = provider("zoom");
    let walk = connected(&house, zoom).await;
    house.practice.misbehave("zoom", Misbehaviour::once(Endpoint::Refresh, Trick::LostAnswer));
    assert!(walk.renewal().send().await.is_err());
    let counts = house.practice.counts("zoom");
    assert_eq!((counts.refreshes, counts.double_spends), (1, 0));
    assert_eq!(walk.renewal().send().await.unwrap().status(), 400);
    assert_eq!(house.practice.counts("zoom").double_spends, 1);
}

#[tokio::test]
async fn an_answer_is_held_back_until_the_gate_is_opened() {
    let house = House::open().await;
    let zoom = provider("zoom");
    let walk = connected(&house, zoom).await;
    let gate = Gate::default();
    let hold = Misbehaviour::once(Endpoint::Refresh, Trick::Hold(gate.clone()));
    house.practice.misbehave("zoom", hold);
    let renewal = tokio::spawn(walk.renewal().send());
    gate.reached(1).await;
    assert_eq!(house.practice.counts("zoom").refreshes, 0);
    gate.open();
    assert_eq!(renewal.await.unwrap().unwrap().status(), 200);
    assert_eq!(house.practice.counts("zoom").refreshes, 1);
}

#[tokio::test]
async fn the_work_can_be_done_and_its_answer_held_back_until_the_gate_is_opened() {
    let house = House::open().await;
    let walk = connected(&house, provider("zoom")).await;
    let gate = Gate::default();
    let hold = Misbehaviour::once(Endpoint::Refresh, Trick::HoldAnswer(gate.clone()));
    house.practice.misbehave("zoom", hold);
    let renewal = tokio::spawn(walk.renewal().send());
    gate.reached(1).await;
    assert_eq!(house.practice.counts("zoom").refreshes, 1);
    gate.open();
    assert_eq!(renewal.await.unwrap().unwrap().status(), 200);
}

#[tokio::test]
async fn a_token_answer_can_say_less_and_otherwise() {
    let house = House::open().await;
    let google = provider("gmail");
    let answer = async |trick: Option<Trick>| -> (Value, String) {
        let mut walk = Walk::of(&house, google);
        walk.allow(&COMPANIES[0]).await;
        if let Some(trick) = trick {
            house.practice.misbehave("gmail", Misbehaviour::once(Endpoint::Token, trick));
        }
        let answer = walk.exchange().send().await.unwrap();
        let date = answer.headers()["date"].to_str().unwrap().to_owned();
        (answer.json().await.unwrap(), date)
    };
    let (whole, _) = answer(None).await;
    assert!(whole["refresh_token"].is_string() && whole["expires_in"] == 3_600);

    assert_eq!(answer(Some(Trick::NoRefreshToken)).await.0.get("refresh_token"), None);
    let life = async |how| answer(Some(Trick::ExpiresIn(how))).await.0.get("expires_in").cloned();
    assert_eq!(life(ExpiresIn::Text).await, Some("3600".into()));
    assert_eq!(life(ExpiresIn::Zero).await, Some(0.into()));
    assert_eq!(life(ExpiresIn::Absent).await, None);
    assert_eq!(answer(Some(Trick::TokenType("mac".into()))).await.0["token_type"], "mac");
    let fewer = answer(Some(Trick::FewerScopes)).await.0["scope"].as_str().unwrap().len();
    assert!(fewer > 0 && fewer < whole["scope"].as_str().unwrap().len());

    let hour = Trick::ClockSkew(SignedDuration::from_hours(1));
    let (skewed, date) = answer(Some(hour)).await;
    assert_eq!(skewed["expires_in"], 7_200);
    let ahead = house.now() + SignedDuration::from_hours(1);
    let printer = jiff::fmt::rfc2822::DateTimePrinter::new();
    assert_eq!(date, printer.timestamp_to_rfc9110_string(&ahead).unwrap());
}

#[tokio::test]
async fn what_comes_home_can_lack_something_or_say_it_twice() {
    let house = House::open().await;
    let zoom = provider("zoom");
    let home = async |trick| -> Vec<(String, String)> {
        house.practice.misbehave("zoom", Misbehaviour::once(Endpoint::Authorize, trick));
        let answer = Walk::of(&house, zoom).decide(Decision::Allow(&COMPANIES[0])).await;
        let location = answer.headers()["location"].to_str().unwrap().to_owned();
        url::Url::parse(&location).unwrap().query_pairs().into_owned().collect()
    };
    let count =
        |pairs: &[(String, String)], name: &str| pairs.iter().filter(|p| p.0 == name).count();
    assert_eq!(count(&home(Trick::StateDropped).await, "state"), 0);
    assert_eq!(count(&home(Trick::Issuer(Issuer::Wrong)).await, "iss"), 1);
    assert_eq!(count(&home(Trick::Issuer(Issuer::Twice)).await, "iss"), 2);
    assert_eq!(count(&home(Trick::Issuer(Issuer::Absent)).await, "iss"), 0);

    let silent = Misbehaviour::once(Endpoint::Authorize, Trick::SilentDenial);
    house.practice.misbehave("zoom", silent);
    let answer = Walk::of(&house, zoom).decide(Decision::Deny).await;
    assert!(answer.status() == 200 && !answer.headers().contains_key("location"));
}

#[tokio::test]
async fn another_company_can_be_connected_than_was_chosen() {
    let house = House::open().await;
    let quickbooks = provider("quickbooks_online");
    let other = Misbehaviour::once(Endpoint::Authorize, Trick::OtherCompany);
    house.practice.misbehave("quickbooks_online", other);
    let walk = connected(&house, quickbooks).await;
    assert_eq!(walk.value("realm_id"), Some(COMPANIES[1].id));
}

#[tokio::test]
async fn one_that_is_told_to_behave_does() {
    let house = House::open().await;
    let zoom = provider("zoom");
    let walk = connected(&house, zoom).await;
    let request = walk.sign_in.probe[0].request.as_ref().unwrap();
    let mut seen = BTreeMap::new();
    house.practice.misbehave("zoom", Misbehaviour::always(Endpoint::Api, Trick::Status(503)));
    for step in 0..4 {
        if step == 3 {
            house.practice.behave("zoom");
        }
        let status = walk.call(request).send().await.unwrap().status().as_u16();
        *seen.entry(status).or_insert(0) += 1;
    }
    assert_eq!(seen, BTreeMap::from([(200, 1), (503, 3)]));
}

#[tokio::test]
async fn a_server_told_to_end_waits_for_no_gate() {
    let practice = House::open().await.practice;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    let told = async move {
        let _ = ended.await;
    };
    let serving = tokio::spawn(practice.clone().serve(listener, told));
    let gate = Gate::default();
    practice.misbehave("zoom", Misbehaviour::once(Endpoint::Authorize, Trick::Hold(gate.clone())));
    let page = format!("http://{address}/zoom/zoom.us/oauth/authorize");
    let asking = tokio::spawn(reqwest::get(page));
    gate.reached(1).await;
    end.send(()).unwrap();
    serving.await.unwrap().unwrap();
    assert_eq!(asking.await.unwrap().unwrap().status(), 400);
}
