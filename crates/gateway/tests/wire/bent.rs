//! Token answers that are nearly right.

use std::time::Duration;

use patchbay_gateway::Limits;
use patchbay_gateway::oauth::{Grant, TokenError};
use serde_json::{Value, json};

use crate::hostile::{exchange_within, refused};
use crate::support::{Firm, Stage, Vendor, json, now};

/// A good answer with some fields otherwise; a null takes one away.
fn answer(changes: &Value) -> Value {
    let mut all = json!({"access_token": "the-access", "refresh_token": "the-refresh",
        "token_type": "Bearer", "expires_in": 1800, "scope": Firm::of("xero", "oauth").scopes()});
    let fields = all.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(fields.remove(name)),
            value => drop(fields.insert(name.clone(), value.clone())),
        }
    }
    all
}

async fn granted(changes: Value) -> Grant {
    let (ended, _) = exchange_within(Limits::default(), json(200, &answer(&changes))).await;
    ended.unwrap()
}

#[tokio::test]
async fn an_answer_without_a_token_is_called_that() {
    for missing in
        [json!({"access_token": null}), json!({"access_token": ""}), json!({"access_token": 7})]
    {
        let error = refused(json(200, &answer(&missing))).await;
        assert_eq!(error, TokenError::NoToken, "{missing}");
        assert!(error.may_have_been_carried_out(), "the code is used");
    }
}

#[tokio::test]
async fn a_lifetime_may_be_text_or_missing_and_has_to_be_one() {
    let until = |seconds| Some(now() + Duration::from_secs(seconds));
    assert_eq!(granted(json!({"expires_in": "3600"})).await.access_until, until(3_600));
    assert_eq!(
        granted(json!({"expires_in": null})).await.access_until,
        until(1_800),
        "by the file"
    );
    for (absurd, said) in [
        (json!(0), "0"),
        (json!("0"), "0"),
        (json!(-5), "-5"),
        (json!("soon"), "soon"),
        (json!(1e30), "1e+30"),
        (json!(u64::MAX), "18446744073709551615"),
        (json!([3600]), "[3600]"),
    ] {
        let error = refused(json(200, &answer(&json!({"expires_in": absurd})))).await;
        assert_eq!(error, TokenError::Lifetime(said.into()));
    }
}

#[tokio::test]
async fn a_token_that_calls_cannot_carry_is_refused_and_other_names_for_bearer_are_not() {
    for bearer in
        [json!("bearer"), json!("BEARER"), json!("BearerToken"), json!("bot"), json!(null)]
    {
        granted(json!({"token_type": bearer})).await;
    }
    let error = refused(json(200, &answer(&json!({"token_type": "DPoP"})))).await;
    assert_eq!(error, TokenError::OtherKind("DPoP".into()));
}

#[tokio::test]
async fn fewer_scopes_than_asked_for_are_named() {
    let firm = Firm::of("xero", "oauth");
    let all = firm.scopes();
    let needed: Vec<&str> = all.split(' ').filter(|scope| *scope != "offline_access").collect();
    let (missing, kept) = needed.split_last().unwrap();
    let error = refused(json(200, &answer(&json!({"scope": kept.join(" ")})))).await;
    assert_eq!(error, TokenError::Scopes(vec![(*missing).to_owned()]));
    let unsaid = granted(json!({"scope": null})).await;
    assert_eq!(unsaid.scopes, None, "what is not said was allowed as asked");
}

#[tokio::test]
async fn a_token_that_ends_and_cannot_be_renewed_is_no_grant() {
    for missing in [json!({"refresh_token": null}), json!({"refresh_token": ""})] {
        let error = refused(json(200, &answer(&missing))).await;
        assert_eq!(error, TokenError::NoRefreshToken, "{missing}");
    }
}

#[tokio::test]
async fn a_token_without_an_end_needs_no_renewal() {
    let firm = Firm::of("slack", "app");
    let body = json!({"ok": true, "access_token": "xoxb-1", "token_type": "bot",
                      "scope": firm.scopes(), "team": {"id": "T1", "name": "Miller"}});
    let vendor = Vendor::saying([json(200, &body)]).await;
    let stage = Stage::at(&vendor.address);
    let proofs = stage.gateway.proofs().unwrap();
    let allowed = firm.allowed("code=c&state=s");
    let attempt = firm.attempt(&proofs);
    let ended = stage.gateway.exchange(firm.party(), firm.oauth(), &attempt, &allowed);
    let grant = ended.await.unwrap();
    assert_eq!((grant.access_until, grant.refresh_token.is_none()), (None, true));
}

#[tokio::test]
async fn an_address_in_the_answer_leads_only_to_the_vendor() {
    let firm = Firm::of("salesforce", "oauth");
    let exchanged = async |address: &str| {
        let body = json!({"access_token": "a", "refresh_token": "r", "token_type": "Bearer",
                          "scope": firm.scopes(), "instance_url": address});
        let vendor = Vendor::saying([json(200, &body)]).await;
        let stage = Stage::at(&vendor.address);
        let proofs = stage.gateway.proofs().unwrap();
        let (attempt, allowed) = (firm.attempt(&proofs), firm.allowed("code=c&state=s"));
        stage.gateway.exchange(firm.party(), firm.oauth(), &attempt, &allowed).await
    };
    let home = "https://miller.my.salesforce.com";
    assert_eq!(exchanged(home).await.unwrap().values.get("instance_url"), Some(home));
    let error = exchanged("https://salesforce.com.evil.example").await.unwrap_err();
    assert_eq!(error, TokenError::Value("instance_url".into()));
}
