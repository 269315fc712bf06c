//! Sign-ins without a browser: id and secret for a token, and the token for calls.

use std::time::Duration;

use axum::response::Response;
use patchbay_gateway::oauth::{Grant, TokenError};
use patchbay_gateway::{CallError, Found};
use patchbay_providers::How;
use patchbay_providers::sign_in::ClientCredentials;
use serde_json::json;

use crate::support::{Firm, Stage, Vendor, basic, json, now, typed};

fn how(firm: &Firm) -> &ClientCredentials {
    match &firm.sign_in().how {
        How::ClientCredentials(how) => how,
        other => panic!("{other:?}"),
    }
}

fn firm(provider: &str, way: &str) -> Firm {
    Firm::of(provider, way).knowing(&[("client_id", "the-id"), ("client_secret", "the-secret")])
}

async fn signed_in(
    firm: &Firm,
    answers: impl IntoIterator<Item = Response>,
) -> (Result<Grant, TokenError>, Vendor, Stage) {
    let vendor = Vendor::saying(answers).await;
    let stage = Stage::at(&vendor.address);
    let ended = stage.gateway.sign_in_as_client(firm.party(), how(firm)).await;
    (ended, vendor, stage)
}

#[tokio::test]
async fn paypal_gives_a_token_for_basic_and_the_token_reads_the_transactions() {
    let search = "https://uri.paypal.com/services/reporting/search/read";
    let mut firm = firm("paypal", "app");
    let token = json!({"access_token": "the-token", "token_type": "Bearer", "expires_in": 32_400,
                       "scope": format!("openid {search}")});
    let account = json!({"account_number": "ABC123"});
    let (grant, vendor, stage) = signed_in(&firm, [json(200, &token), json(200, &account)]).await;
    let grant = grant.unwrap();
    assert_eq!(grant.access_until, Some(now() + Duration::from_secs(32_400)));
    grant.fill(&mut firm.values);
    let proof = stage.gateway.probe(firm.party(), &grant.found, &|_| ()).await;
    assert_eq!((proof.failure(), proof.account_id.as_deref()), (None, Some("ABC123")));
    let heard = vendor.heard();
    assert_eq!(heard[0].path, "/paypal/api-m.paypal.com/v1/oauth2/token");
    assert_eq!(basic(&heard[0]).unwrap(), "the-id:the-secret");
    assert_eq!(heard[0].form()["grant_type"], "client_credentials");
    assert_eq!(heard[1].header("authorization"), Some("Bearer the-token"));
    assert_eq!(heard[1].query["start_date"], "2026-11-20T00:00:00Z");
}

#[tokio::test]
async fn a_token_that_may_not_do_what_the_connection_is_for_is_refused_by_the_feature() {
    for scope in [json!("openid"), json!(null)] {
        let token = json!({"access_token": "t", "token_type": "Bearer", "scope": scope});
        let (ended, ..) = signed_in(&firm("paypal", "app"), [json(200, &token)]).await;
        assert_eq!(ended.unwrap_err(), TokenError::Scopes(vec!["Transaction search".into()]));
    }
}

#[tokio::test]
async fn ups_hears_the_account_in_a_header_and_may_say_the_life_as_text() {
    let firm = firm("ups", "app");
    let token = json!({"access_token": "t", "token_type": "Bearer", "expires_in": "14399"});
    let (grant, vendor, _) = signed_in(&firm, [json(200, &token)]).await;
    assert_eq!(grant.unwrap().access_until, Some(now() + Duration::from_secs(14_399)));
    let heard = vendor.only();
    assert_eq!(heard.header("x-merchant-id"), firm.values.get("account_number"));
    assert_eq!(basic(&heard).unwrap(), "the-id:the-secret");
}

#[tokio::test]
async fn fedex_and_sage_intacct_take_both_in_the_body() {
    let token = json!({"access_token": "t", "token_type": "bearer", "expires_in": 3599});
    let (grant, vendor, stage) = signed_in(&firm("fedex", "app"), [json(200, &token)]).await;
    let form = vendor.only().form();
    assert_eq!(
        (form["client_id"].as_str(), form["client_secret"].as_str()),
        ("the-id", "the-secret")
    );
    // Getting the token is all the proof there is.
    let mut fedex = firm("fedex", "app");
    grant.unwrap().fill(&mut fedex.values);
    let proof = stage.gateway.probe(fedex.party(), &Found::default(), &|_| ()).await;
    assert_eq!((proof.failure(), proof.account_name.as_deref()), (None, Some("the-id")));

    let intacct = firm("sage_intacct", "client_credentials");
    let (grant, vendor, _) = signed_in(&intacct, [json(200, &token)]).await;
    grant.unwrap();
    assert_eq!(vendor.only().form()["username"], "patchbay@EXAMPLEFIRM|100");
}

#[tokio::test]
async fn the_other_environment_is_another_server() {
    let mut firm = firm("paypal", "app");
    firm.environment = patchbay_providers::EnvironmentId::Sandbox;
    let (_, vendor, _) = signed_in(&firm, [json(401, &json!({"error": "invalid_client"}))]).await;
    assert_eq!(vendor.only().path, "/paypal/api-m.sandbox.paypal.com/v1/oauth2/token");
}

#[tokio::test]
async fn a_token_for_the_app_may_be_asked_for_again_when_the_answer_was_lost() {
    let token = json!({"access_token": "t", "token_type": "bearer", "expires_in": 3599});
    let (grant, vendor, _) = signed_in(
        &firm("fedex", "app"),
        [typed(503, "text/html", "<html>busy"), json(200, &token)],
    )
    .await;
    grant.unwrap();
    assert_eq!(vendor.heard().len(), 2);
}

#[tokio::test]
async fn nothing_is_called_before_there_is_a_token() {
    let firm = firm("paypal", "app");
    let vendor = Vendor::saying([]).await;
    let stage = Stage::at(&vendor.address);
    let proof = stage.gateway.probe(firm.party(), &Found::default(), &|_| ()).await;
    assert!(matches!(proof.failure(), Some(CallError::Incomplete(_))), "{proof:?}");
    assert!(vendor.heard().is_empty());
}
