//! Taking a permission back, and asking whether it stands.

use axum::response::Response;
use patchbay_gateway::CallError;
use patchbay_gateway::oauth::{Introspected, Revoked};
use patchbay_providers::sign_in::TokenKind;
use patchbay_vault::Secret;
use serde_json::json;

use crate::support::{Firm, Heard, Stage, Vendor, basic, json, now, typed};

async fn revoked(
    firm: &Firm,
    answers: impl IntoIterator<Item = Response>,
) -> (Result<Revoked, CallError>, Vec<Heard>) {
    let vendor = Vendor::saying(answers).await;
    let stage = Stage::at(&vendor.address);
    let (access, refresh) = (Secret::new("the-access".into()), Secret::new("the-refresh".into()));
    let ended = stage
        .gateway
        .revoke(firm.party(), firm.oauth(), &firm.app, |kind| match kind {
            TokenKind::Access => Some(&access),
            TokenKind::Refresh => Some(&refresh),
        })
        .await;
    (ended, vendor.heard())
}

#[tokio::test]
async fn quickbooks_hears_the_refresh_token_in_json_from_a_client_that_proves_itself() {
    let firm = Firm::of("quickbooks_online", "oauth");
    let (ended, heard) = revoked(&firm, [typed(200, "text/plain", "")]).await;
    assert_eq!(ended, Ok(Revoked::Confirmed));
    assert_eq!(heard[0].json(), json!({"token": "the-refresh"}));
    assert_eq!(basic(&heard[0]).unwrap(), "the-client:the-client-secret");
    assert_eq!(
        heard[0].path,
        "/quickbooks_online/developer.api.intuit.com/v2/oauth2/tokens/revoke"
    );
}

#[tokio::test]
async fn slack_hears_the_access_token_in_a_header_and_may_say_no_with_status_200() {
    let firm = Firm::of("slack", "app");
    let (ended, heard) = revoked(&firm, [json(200, &json!({"ok": true, "revoked": true}))]).await;
    assert_eq!(ended, Ok(Revoked::Confirmed));
    assert_eq!(heard[0].header("authorization"), Some("Bearer the-access"));
    let (ended, _) =
        revoked(&firm, [json(200, &json!({"ok": false, "error": "fatal_error"}))]).await;
    assert!(matches!(ended, Err(CallError::Refused(_))), "{ended:?}");
    let (ended, _) =
        revoked(&firm, [json(200, &json!({"ok": false, "error": "token_revoked"}))]).await;
    assert_eq!(ended, Ok(Revoked::WasOver));
}

#[tokio::test]
async fn a_permission_that_was_over_is_over_and_a_no_means_that_it_stands() {
    let firm = Firm::of("quickbooks_online", "oauth");
    for code in ["invalid_token", "invalid_grant"] {
        let (ended, _) = revoked(&firm, [json(400, &json!({"error": code}))]).await;
        assert_eq!(ended, Ok(Revoked::WasOver), "{code}");
    }
    for answer in [
        json(401, &json!({"error": "invalid_client"})),
        json(403, &json!({})),
        typed(302, "text/plain", ""),
        typed(200, "text/html", "<html>hotel"),
    ] {
        let status = answer.status();
        assert!(revoked(&firm, [answer]).await.0.is_err(), "{status}");
    }
}

#[tokio::test]
async fn taking_back_is_tried_again_since_twice_is_once() {
    let firm = Firm::of("quickbooks_online", "oauth");
    let (ended, heard) = revoked(&firm, [json(500, &json!({})), json(200, &json!({}))]).await;
    assert_eq!((ended, heard.len()), (Ok(Revoked::Confirmed), 2));
}

#[tokio::test]
async fn where_there_is_no_call_for_it_a_person_does_it() {
    let all = patchbay_providers::catalogue();
    let by_hand = all.iter().find_map(|provider| {
        let way =
            provider.sign_in.iter().find(|way| way.oauth().is_some_and(|o| o.revoke.is_none()))?;
        Some((provider.id.clone(), way.id.clone()))
    });
    let (provider, way) = by_hand.unwrap();
    let (ended, heard) = revoked(&Firm::of(&provider, &way), []).await;
    assert_eq!((ended, heard.len()), (Ok(Revoked::ByHand), 0));
}

#[tokio::test]
async fn salesforce_says_whether_a_permission_stands_and_others_are_not_asked() {
    let firm = Firm::of("salesforce", "oauth")
        .knowing(&[("instance_url", "https://miller.my.salesforce.com")]);
    let refresh = Secret::new("the-refresh".to_owned());
    let asked = async |firm: &Firm, answer: Response| {
        let vendor = Vendor::saying([answer]).await;
        let stage = Stage::at(&vendor.address);
        let (party, oauth) = (firm.party(), firm.oauth());
        let said = stage.gateway.introspect(party, oauth, &firm.app, |_| Some(&refresh)).await;
        (said, vendor.heard())
    };
    let end = now().as_second() + 60;
    let (said, heard) =
        asked(&firm, json(200, &json!({"active": true, "scope": "api id", "exp": end}))).await;
    let until = jiff::Timestamp::from_second(end).ok();
    let scopes = Some(vec!["api".to_owned(), "id".to_owned()]);
    assert_eq!(said, Ok(Some(Introspected { active: true, scopes, until })));
    assert_eq!(heard[0].path, "/salesforce/miller.my.salesforce.com/services/oauth2/introspect");
    assert_eq!(heard[0].form()["token"], "the-refresh");
    assert!(basic(&heard[0]).is_some());

    let (said, _) = asked(&firm, json(200, &json!({"active": false}))).await;
    assert!(!said.unwrap().unwrap().active);
    for nonsense in [json!({}), json!({"active": "true"}), json!([])] {
        let (said, _) = asked(&firm, json(200, &nonsense)).await;
        assert!(matches!(said, Err(CallError::Nonsense(_))), "{nonsense}");
    }
    let (said, heard) = asked(&Firm::of("xero", "oauth"), json(200, &json!({}))).await;
    assert_eq!((said, heard.len()), (Ok(None), 0));
}
