//! The exchange, in each manner that files have.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_gateway::oauth::{Grant, TokenError};
use serde_json::{Value, json};

use crate::support::{Firm, Stage, Vendor, basic, json, now};

async fn exchange(
    firm: &Firm,
    query: &str,
    answer: &Value,
) -> (Result<Grant, TokenError>, Vendor, Stage) {
    let vendor = Vendor::saying([json(200, answer)]).await;
    let stage = Stage::at(&vendor.address);
    let proofs = stage.gateway.proofs().unwrap();
    let attempt = firm.attempt(&proofs);
    let allowed = firm.allowed(query);
    let ended = stage.gateway.exchange(firm.party(), firm.oauth(), &attempt, &allowed).await;
    (ended, vendor, stage)
}

/// The verifier of the first proofs of a stage: its second randomness.
fn verifier() -> String {
    BASE64_URL_SAFE_NO_PAD.encode([1; 32])
}

#[tokio::test]
async fn a_client_that_proves_itself_by_basic_says_nothing_of_its_secret_in_the_body() {
    let firm = Firm::of("quickbooks_online", "oauth");
    let answer = json!({
        "access_token": "a", "refresh_token": "r", "token_type": "bearer", "expires_in": 3600,
        "x_refresh_token_expires_in": 8_640_000, "x_refresh_token_hard_expires_in": 86_400,
    });
    let (grant, vendor, _) =
        exchange(&firm, "code=the-code&state=s&realmId=4620816365", &answer).await;
    let grant = grant.unwrap();
    let heard = vendor.only();
    assert_eq!(heard.method, "POST");
    assert_eq!(heard.path, "/quickbooks_online/oauth.platform.intuit.com/oauth2/v1/tokens/bearer");
    assert_eq!(basic(&heard).unwrap(), "the-client:the-client-secret");
    assert_eq!(heard.header("x-include-refresh-token-hard-expires-in"), Some("true"));
    assert_eq!(heard.header("content-type"), Some("application/x-www-form-urlencoded"));
    let form = heard.form();
    assert_eq!(form["grant_type"], "authorization_code");
    assert_eq!(form["code"], "the-code");
    assert_eq!(form["code_verifier"], verifier());
    assert_eq!(form["redirect_uri"], "https://firm.example/connect/return");
    assert!(!form.contains_key("client_secret"));

    assert_eq!(grant.access_token.expose_secret(), "a");
    assert_eq!(grant.refresh_token.as_ref().unwrap().expose_secret(), "r");
    assert_eq!(grant.access_until, Some(now() + Duration::from_secs(3_600)));
    assert_eq!(grant.idle_until, Some(now() + Duration::from_secs(8_640_000)));
    assert_eq!(grant.absolute_until, Some(now() + Duration::from_secs(86_400)));
    assert_eq!(grant.values.get("realm_id"), Some("4620816365"));
}

#[tokio::test]
async fn a_client_that_proves_itself_in_the_body_sends_no_basic() {
    let firm = Firm::of("sage_intacct", "oauth");
    let answer = json!({"access_token": "a", "refresh_token": "r", "token_type": "Bearer"});
    let (grant, vendor, _) = exchange(&firm, "code=c&state=s", &answer).await;
    let heard = vendor.only();
    assert_eq!(basic(&heard), None);
    let form = heard.form();
    assert_eq!(
        (form["client_id"].as_str(), form["client_secret"].as_str()),
        ("the-client", "the-client-secret")
    );
    assert_eq!(grant.unwrap().access_until, None, "neither the answer nor the file says");
}

#[tokio::test]
async fn a_client_without_a_secret_names_itself_and_proves_by_its_verifier() {
    let firm = Firm::of("slack", "person");
    let answer = json!({"ok": true, "access_token": "a", "refresh_token": "r", "expires_in": 9,
                        "token_type": "user"});
    let (grant, vendor, _) = exchange(&firm, "code=c&state=s", &answer).await;
    grant.unwrap();
    let form = vendor.only().form();
    assert_eq!((form["client_id"].as_str(), &form["code_verifier"]), ("the-client", &verifier()));
    assert!(!form.contains_key("client_secret"), "the file says that such apps have none");
}

#[tokio::test]
async fn a_token_request_is_written_as_json_or_into_the_address_where_the_file_says_so() {
    let answer = json!({"access_token": "a", "refresh_token": "r", "token_type": "Bearer"});
    let proof = "client_proof = \"body\"";
    let written = |how: &str| {
        let to = format!("{proof}\ntoken_body = \"{how}\"");
        Firm::changed("sage_intacct", "oauth", &format!("{proof}\npkce"), &format!("{to}\npkce"))
    };
    let (grant, vendor, _) = exchange(&written("json"), "code=c&state=s", &answer).await;
    grant.unwrap();
    let heard = vendor.only();
    assert_eq!(heard.header("content-type"), Some("application/json"));
    let body = heard.json();
    assert_eq!(body["code"], "c");
    assert_eq!(body["client_secret"], "the-client-secret");
    assert_eq!(body["code_verifier"], verifier());

    let (grant, vendor, _) = exchange(&written("query"), "code=c&state=s", &answer).await;
    grant.unwrap();
    let heard = vendor.only();
    assert_eq!((heard.body.as_str(), heard.query["code"].as_str()), ("", "c"));
    assert_eq!(heard.query["code_verifier"], verifier());
}

#[tokio::test]
async fn a_region_that_came_back_chooses_the_server_that_the_code_is_taken_to() {
    let firm = Firm::of("zoho_mail", "oauth");
    let mut query = "code=c&state=s".to_owned();
    for value in &firm.oauth().callback_value {
        if let Some(last) = value.allowed.last() {
            query.push_str(&format!("&{}={last}", value.name));
        }
    }
    let answer = json!({"access_token": "a", "refresh_token": "r", "expires_in": 3600,
                        "scope": firm.scopes()});
    let (grant, vendor, _) = exchange(&firm, &query, &answer).await;
    let grant = grant.unwrap();
    let region = firm.oauth().callback_value.iter().find(|v| !v.allowed.is_empty()).unwrap();
    let chosen = region.allowed.last().unwrap();
    let host = chosen.trim_start_matches("https://");
    assert_eq!(vendor.only().path, format!("/zoho_mail/{host}/oauth/v2/token"));
    assert_eq!(grant.values.get(&region.keep_as), Some(chosen.as_str()));
}

#[tokio::test]
async fn an_id_token_of_this_attempt_brings_its_claims_and_one_of_another_is_refused() {
    let firm = Firm::of("outlook_mail", "oauth");
    let token = |nonce: &str| {
        let claims = json!({"aud": "the-client", "nonce": nonce, "tid": "tenant-1"});
        format!("e30.{}.c2ln", BASE64_URL_SAFE_NO_PAD.encode(claims.to_string()))
    };
    let answer = |nonce: &str| {
        json!({"access_token": "a", "refresh_token": "r", "token_type": "Bearer",
               "expires_in": 3600, "scope": firm.scopes(), "id_token": token(nonce)})
    };
    let nonce = BASE64_URL_SAFE_NO_PAD.encode([2; 32]);
    let (grant, ..) = exchange(&firm, "code=c&state=s", &answer(&nonce)).await;
    assert_eq!(grant.unwrap().values.get("tenant_id"), Some("tenant-1"));
    let (refused, ..) = exchange(&firm, "code=c&state=s", &answer("another")).await;
    assert_eq!(refused.unwrap_err(), TokenError::IdToken("belongs to another attempt"));
    let mut without = answer(&nonce);
    without.as_object_mut().unwrap().remove("id_token");
    let (refused, ..) = exchange(&firm, "code=c&state=s", &without).await;
    assert_eq!(refused.unwrap_err(), TokenError::IdToken("is missing"));
}

#[tokio::test]
async fn a_redirect_address_is_repeated_letter_for_letter() {
    let firm = Firm::of("xero", "oauth");
    let scope = firm.scopes();
    for address in ["http://localhost:41811/Connect/", "http://localhost:41811/Connect"] {
        let vendor = Vendor::saying([json(
            200,
            &json!({"access_token": "a", "refresh_token": "r", "expires_in": 1800, "scope": scope}),
        )])
        .await;
        let stage = Stage::at(&vendor.address);
        let proofs = stage.gateway.proofs().unwrap();
        let mut attempt = firm.attempt(&proofs);
        attempt.redirect_address = Some(address);
        let allowed = firm.allowed("code=c&state=s");
        stage.gateway.exchange(firm.party(), firm.oauth(), &attempt, &allowed).await.unwrap();
        assert_eq!(vendor.only().form()["redirect_uri"], address);
    }
}
