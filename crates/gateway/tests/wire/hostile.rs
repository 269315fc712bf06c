//! Token answers that are none.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::response::Response;
use futures_util::stream;
use patchbay_gateway::oauth::{Grant, TokenError};
use patchbay_gateway::{CallError, Limits, NoAnswer};
use patchbay_providers::Cure;
use serde_json::json;

use crate::support::{Firm, Stage, Vendor, json, typed, with};

pub(crate) async fn exchange_within(
    limits: Limits,
    answer: Response,
) -> (Result<Grant, TokenError>, usize) {
    let firm = Firm::of("xero", "oauth");
    let vendor = Vendor::saying([answer]).await;
    let stage = Stage::within(&vendor.address, limits);
    let proofs = stage.gateway.proofs().unwrap();
    let (attempt, allowed) = (firm.attempt(&proofs), firm.allowed("code=c&state=s"));
    let ended = stage.gateway.exchange(firm.party(), firm.oauth(), &attempt, &allowed).await;
    (ended, vendor.heard().len())
}

/// What an exchange that is answered so ends in, having been sent once.
pub(crate) async fn refused(answer: Response) -> TokenError {
    let (ended, sent) = exchange_within(Limits::default(), answer).await;
    assert_eq!(sent, 1, "a code is shown once");
    ended.unwrap_err()
}

#[tokio::test]
async fn a_page_for_people_is_called_that_whatever_its_status_and_kind() {
    for status in [200, 403] {
        let page = typed(status, "text/html; charset=utf-8", "<p>Sign in to the hotel's Wi-Fi");
        assert_eq!(refused(page).await, TokenError::Call(CallError::WebPage(status)));
    }
    let page = typed(200, "application/json", "\n<!DOCTYPE html><title>Oops</title>");
    assert_eq!(refused(page).await, TokenError::Call(CallError::WebPage(200)));
}

#[tokio::test]
async fn what_is_no_json_object_is_called_that() {
    for body in ["", "access_token=a&token_type=bearer", "[1]", "\"a\"", "{\"access_token\":"] {
        assert_eq!(
            refused(typed(200, "text/plain", body)).await,
            TokenError::NotJson(200),
            "{body}"
        );
    }
}

#[tokio::test]
async fn an_error_with_status_200_is_a_no() {
    for body in [
        json!({"error": "invalid_grant", "error_description": "the code is used"}),
        json!({"ok": false, "error": "invalid_grant"}),
        json!({"access_token": "a", "error": "invalid_grant"}),
    ] {
        let error = refused(json(200, &body)).await;
        assert_eq!(error.refusal().unwrap().code.as_deref(), Some("invalid_grant"), "{error}");
        assert!(!error.may_have_been_carried_out());
    }
}

#[tokio::test]
async fn a_no_comes_with_what_the_file_knows_of_it() {
    let firm = Firm::of("quickbooks_online", "oauth");
    let vendor = Vendor::saying([json(401, &json!({"error": "invalid_client"}))]).await;
    let stage = Stage::at(&vendor.address);
    let proofs = stage.gateway.proofs().unwrap();
    let allowed = firm.allowed("code=c&state=s&realmId=4620816365");
    let attempt = firm.attempt(&proofs);
    let ended = stage.gateway.exchange(firm.party(), firm.oauth(), &attempt, &allowed);
    let error = ended.await.unwrap_err();
    let refusal = error.refusal().unwrap();
    let known = refusal.known.as_ref().unwrap();
    assert_eq!((refusal.status, known.action), (401, Cure::CorrectApp));
    assert!(known.says.contains("Intuit") && !known.cure.is_empty());
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let away = with(typed(307, "text/plain", ""), "location", "http://127.0.0.1:1/elsewhere");
    assert_eq!(refused(away).await, TokenError::Call(CallError::Redirected(307)));
}

#[tokio::test]
async fn an_answer_larger_than_any_is_not_read_to_its_end() {
    let endless = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(&[b' '; 1024])));
    let limits = Limits { largest: 64 * 1024, ..Limits::default() };
    let (ended, sent) =
        exchange_within(limits, typed(200, "application/json", Body::from_stream(endless))).await;
    let host = "identity.xero.com".to_owned();
    assert_eq!(ended.unwrap_err(), NoAnswer::TooLarge { host }.into());
    assert_eq!(sent, 1);
}

#[tokio::test]
async fn an_answer_that_drips_is_given_up_after_the_time_of_the_whole() {
    let drip = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(b" ")));
    let limits =
        Limits { in_all: Duration::from_millis(100), largest: usize::MAX, ..Limits::default() };
    let (ended, sent) =
        exchange_within(limits, typed(200, "application/json", Body::from_stream(drip))).await;
    let error = ended.unwrap_err();
    assert_eq!(error, NoAnswer::TimedOut { host: "identity.xero.com".into() }.into());
    assert!(error.may_have_been_carried_out());
    assert_eq!(sent, 1);
}
