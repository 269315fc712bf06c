//! Finding the company, in the shapes that files describe.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_gateway::{CallError, Found};
use patchbay_vault::Secret;
use serde_json::{Value, json};

use crate::support::{Firm, Stage, Vendor, json, typed};

fn found(token: Value, claims: Value, callback: Value) -> Found {
    let kept = json!({"token": token, "claims": claims, "callback": callback});
    Found::from_secret(&Secret::new(kept.to_string())).unwrap()
}

#[tokio::test]
async fn one_object_is_a_list_of_one_and_its_id_may_be_what_came_back() {
    let firm = Firm::of("quickbooks_online", "oauth")
        .knowing(&[("access_token", "the-access"), ("realm_id", "4620816365")]);
    let vendor =
        Vendor::saying([json(200, &json!({"CompanyInfo": {"CompanyName": "Miller & Sons"}}))])
            .await;
    let stage = Stage::at(&vendor.address);
    let found = found(json!({}), json!(null), json!({"realmId": "4620816365"}));
    let companies = stage.gateway.discover(firm.party(), &found).await.unwrap();
    assert_eq!(
        (companies[0].id.as_str(), companies[0].name.as_str()),
        ("4620816365", "Miller & Sons")
    );
    let heard = vendor.only();
    assert_eq!(
        heard.path,
        "/quickbooks_online/quickbooks.api.intuit.com/v3/company/4620816365/companyinfo/4620816365"
    );
    assert_eq!(heard.header("authorization"), Some("Bearer the-access"));
    assert_eq!(heard.header("accept"), Some("application/json"));
}

#[tokio::test]
async fn of_several_organisations_the_one_just_allowed_is_found() {
    let claims = json!({"authentication_event_id": "event-2"}).to_string();
    let token = format!("e30.{}.c2ln", BASE64_URL_SAFE_NO_PAD.encode(claims));
    let list = json!([
        {"id": "c1", "authEventId": "event-1", "tenantId": "t1", "tenantName": "Ashford", "tenantType": "ORGANISATION"},
        {"id": "c2", "authEventId": "event-2", "tenantId": "t2", "tenantName": "Birch", "tenantType": "ORGANISATION"},
    ]);
    let names = async |token: &str| {
        let firm = Firm::of("xero", "oauth").knowing(&[("access_token", token)]);
        let vendor = Vendor::saying([json(200, &list)]).await;
        let stage = Stage::at(&vendor.address);
        let companies = stage.gateway.discover(firm.party(), &Found::default()).await.unwrap();
        assert_eq!(companies[0].values.get("account_id"), Some(companies[0].id.as_str()));
        companies.into_iter().map(|company| company.name).collect::<Vec<_>>()
    };
    assert_eq!(names(&token).await, ["Birch"]);
    assert_eq!(names("an opaque token").await, ["Ashford", "Birch"]);
}

#[tokio::test]
async fn the_token_answer_may_name_the_company_and_nobody_is_asked() {
    let firm = Firm::of("slack", "app").knowing(&[("access_token", "a")]);
    let vendor = Vendor::saying([]).await;
    let stage = Stage::at(&vendor.address);
    let found = found(json!({"team": {"id": "T1", "name": "Miller"}}), json!(null), json!({}));
    let companies = stage.gateway.discover(firm.party(), &found).await.unwrap();
    assert_eq!((companies[0].id.as_str(), companies[0].name.as_str()), ("T1", "Miller"));
    assert!(vendor.heard().is_empty());
}

#[tokio::test]
async fn an_empty_list_is_no_company_and_a_missing_one_is_nonsense() {
    let firm = Firm::of("docusign", "oauth").knowing(&[("access_token", "a")]);
    let found = Found::default();
    for (answer, none) in [
        (json!({"accounts": []}), true),
        (json!({"accounts": null}), true),
        (json!({"account": []}), false),
        (json!({"accounts": [{"name": "no id"}]}), false),
    ] {
        let vendor = Vendor::saying([json(200, &answer)]).await;
        let ended = Stage::at(&vendor.address).gateway.discover(firm.party(), &found).await;
        match ended {
            Ok(companies) => assert!(none && companies.is_empty(), "{answer}"),
            Err(CallError::Nonsense(_)) => assert!(!none, "{answer}"),
            Err(other) => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn an_address_that_a_company_names_leads_only_to_the_vendor() {
    let firm = Firm::of("docusign", "oauth").knowing(&[("access_token", "a")]);
    let list = |base: &str| json!({"accounts": [{"account_id": "1", "account_name": "Miller", "base_uri": base}]});
    for (base, good) in
        [("https://na3.docusign.net", true), ("https://docusign.net.evil.example", false)]
    {
        let vendor = Vendor::saying([json(200, &list(base))]).await;
        let stage = Stage::at(&vendor.address);
        let ended = stage.gateway.discover(firm.party(), &Found::default()).await;
        assert_eq!(ended.is_ok(), good, "{base}: {ended:?}");
        if !good {
            assert!(matches!(ended, Err(CallError::Elsewhere(_))));
        }
    }
}

#[tokio::test]
async fn a_no_and_a_page_are_not_taken_for_a_list() {
    let firm = Firm::of("slack", "person").knowing(&[("access_token", "a")]);
    let asked = async |answer| {
        let vendor = Vendor::saying([answer]).await;
        let stage = Stage::at(&vendor.address);
        stage.gateway.discover(firm.party(), &Found::default()).await.unwrap_err()
    };
    let no = asked(json(200, &json!({"ok": false, "error": "invalid_auth"}))).await;
    let CallError::Refused(refusal) = no else { panic!("{no}") };
    assert_eq!(refusal.code.as_deref(), Some("invalid_auth"));
    let page = typed(200, "text/html", "<html>hello");
    assert_eq!(asked(page).await, CallError::WebPage(200));
}
