//! Renewal: what is sent, what is kept, what is never sent twice.

use std::time::Duration;

use axum::response::Response;
use patchbay_gateway::oauth::{Grant, NotRenewed, TokenError};
use patchbay_gateway::{CallError, NoAnswer};
use patchbay_vault::Secret;
use serde_json::json;

use crate::support::{Firm, Heard, Stage, Vendor, json, now, typed, with};

async fn renewed(
    firm: &Firm,
    answers: impl IntoIterator<Item = Response>,
) -> (Result<Grant, NotRenewed>, Vec<Heard>) {
    let vendor = Vendor::saying(answers).await;
    let stage = Stage::at(&vendor.address);
    let old = Secret::new("the-old-refresh".to_owned());
    let ended = stage.gateway.renew(firm.party(), firm.oauth(), &firm.app, &old).await;
    (ended, vendor.heard())
}

fn newer() -> Response {
    json(200, &json!({"access_token": "a2", "refresh_token": "r2", "expires_in": 3600}))
}

/// The connection ends in the middle of the answer.
fn cut_off() -> Response {
    with(typed(200, "application/json", "{\"access_token\":"), "content-length", "1000")
}

#[tokio::test]
async fn a_renewal_shows_the_refresh_token_and_brings_the_next_one() {
    let firm = Firm::of("quickbooks_online", "oauth");
    let (grant, heard) = renewed(&firm, [newer()]).await;
    let grant = grant.unwrap();
    let form = heard[0].form();
    assert_eq!(form["grant_type"], "refresh_token");
    assert_eq!(form["refresh_token"], "the-old-refresh");
    assert_eq!(grant.refresh_token.unwrap().expose_secret(), "r2");
    assert_eq!(grant.access_until, Some(now() + Duration::from_secs(3_600)));
}

#[tokio::test]
async fn a_renewal_goes_where_the_file_says_with_what_it_wants_to_hear_again() {
    let firm = Firm::of("freshbooks", "oauth")
        .knowing(&[("redirect_address", "https://firm.example/connect/return")]);
    let (grant, heard) = renewed(&firm, [newer()]).await;
    grant.unwrap();
    assert_eq!(heard[0].form()["redirect_uri"], "https://firm.example/connect/return");

    let firm = Firm::of("dropbox_sign", "oauth");
    let (grant, heard) = renewed(&firm, [newer()]).await;
    grant.unwrap();
    assert_eq!(heard[0].path, "/dropbox_sign/app.hellosign.com/oauth/token");
    assert!(heard[0].query.contains_key("refresh"), "{:?}", heard[0].query);
}

#[tokio::test]
async fn a_refresh_token_that_stays_is_not_missed_and_one_that_should_be_replaced_is() {
    let body = json!({"access_token": "a2", "expires_in": 3600});
    let (grant, _) = renewed(&Firm::of("hubspot", "oauth"), [json(200, &body)]).await;
    assert!(grant.unwrap().refresh_token.is_none());
    let (ended, _) = renewed(&Firm::of("zoom", "oauth"), [json(200, &body)]).await;
    assert_eq!(ended.unwrap_err().why, TokenError::NoRefreshToken);
}

#[tokio::test]
async fn only_a_no_of_the_provider_ends_a_grant() {
    let firm = Firm::of("xero", "oauth");
    for (answer, ends) in [
        (json(400, &json!({"error": "invalid_grant"})), true),
        (json(200, &json!({"error": "invalid_grant"})), true),
        (json(401, &json!({"error": "invalid_client"})), false),
        (json(500, &json!({"error": "server_error"})), false),
        (json(429, &json!({"error": "slow_down"})), false),
        (typed(200, "text/html", "<html>maintenance"), false),
        (typed(200, "application/json", "{}"), false),
    ] {
        let status = answer.status();
        // Where the old token works a while, a failure is asked about again.
        let (ended, _) = renewed(&firm, [answer]).await;
        assert_eq!(ended.unwrap_err().why.ends_the_grant(), ends, "{status}");
    }
}

#[tokio::test]
async fn a_refresh_token_that_dies_by_use_is_never_shown_again_once_it_may_have_arrived() {
    let firm = Firm::of("zoom", "oauth");
    for (answer, busy) in [(cut_off(), false), (json(500, &json!({})), true)] {
        let (ended, heard) = renewed(&firm, [answer, newer()]).await;
        let why = ended.unwrap_err().why;
        assert_eq!(heard.len(), 1, "{why}");
        assert!(why.may_have_been_carried_out(), "{why}");
        assert_eq!(matches!(why, TokenError::Call(CallError::Busy { .. })), busy, "{why}");
    }
}

#[tokio::test]
async fn a_refresh_token_that_still_works_is_shown_again_when_the_answer_was_lost() {
    for (provider, why) in [("hubspot", "it stays the same"), ("xero", "it works a while longer")] {
        let firm = Firm::of(provider, "oauth");
        let (grant, heard) = renewed(&firm, [cut_off(), newer()]).await;
        assert_eq!(grant.unwrap().access_token.expose_secret(), "a2", "{why}");
        assert_eq!(heard.len(), 2, "{why}");
        assert_eq!(heard[0].body, heard[1].body, "{why}");
    }
}

#[tokio::test]
async fn a_provider_that_sends_a_renewal_away_for_a_moment_is_asked_again_after_it() {
    let firm = Firm::of("zoom", "oauth");
    let away = with(json(429, &json!({})), "retry-after", "3");
    let vendor = Vendor::saying([away, newer()]).await;
    let stage = Stage::at(&vendor.address);
    let old = Secret::new("r1".to_owned());
    let ended = stage.gateway.renew(firm.party(), firm.oauth(), &firm.app, &old).await;
    ended.unwrap();
    assert_eq!(stage.waits(), [Duration::from_secs(3)]);
}

#[tokio::test]
async fn the_new_refresh_token_of_an_answer_that_is_of_no_use_otherwise_is_kept() {
    let firm = Firm::of("zoom", "oauth");
    let body = json!({"access_token": "a2", "refresh_token": "r2", "expires_in": "soon"});
    let (ended, _) = renewed(&firm, [json(200, &body)]).await;
    let ended = ended.unwrap_err();
    assert_eq!(ended.why, TokenError::Lifetime("soon".into()));
    assert_eq!(ended.replaced.unwrap().expose_secret(), "r2");
}

#[tokio::test]
async fn a_renewal_that_allows_less_is_a_grant_that_says_what_it_lacks() {
    let firm = Firm::of("quickbooks_online", "oauth");
    let body = json!({"access_token": "a2", "refresh_token": "r2", "expires_in": 3600,
                      "scope": "openid"});
    let (grant, _) = renewed(&firm, [json(200, &body)]).await;
    let grant = grant.unwrap();
    assert_eq!(grant.lacks, ["com.intuit.quickbooks.accounting"]);
    assert_eq!(grant.refresh_token.unwrap().expose_secret(), "r2");
}

#[tokio::test]
async fn a_renewal_that_reaches_nobody_leaves_the_token_as_it_was() {
    let firm = Firm::of("zoom", "oauth");
    // Nothing listens where something just listened.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
    drop(listener);
    let stage = Stage::at(&address);
    let old = Secret::new("r1".to_owned());
    let ended = stage.gateway.renew(firm.party(), firm.oauth(), &firm.app, &old).await;
    let why = ended.unwrap_err().why;
    assert!(matches!(why, TokenError::Call(CallError::NoAnswer(NoAnswer::Unreachable { .. }))));
    assert!(!why.may_have_been_carried_out());
    assert_eq!(stage.waits().len(), 2, "it was tried three times, since nobody heard it");
}
