//! Tokens that do not hold, and directories that do not answer as one does.

use std::time::Duration;

use axum::Router;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use tokio::net::TcpListener;

use super::browser::{Browser, Seen};
use super::*;

/// Longer than any answer of these takes.
const LONG: Duration = Duration::from_secs(30);

/// Comes home with what has the directory sign a token like this.
async fn bring(browser: &mut Browser, firm: &Firm, mut how: Value) -> Seen {
    let address = browser.leave(&firm.base).await;
    let said = |name: &str| {
        let found = address.query_pairs().find(|(n, _)| n == name);
        found.unwrap_or_else(|| panic!("no {name} in {address}")).1.into_owned()
    };
    assert_eq!(said("code_challenge_method"), "S256");
    assert_eq!(
        (said("response_type").as_str(), said("scope").as_str()),
        ("code", "openid profile")
    );
    if how["claims"].get("nonce").is_none() {
        how["claims"]["nonce"] = json!(said("nonce"));
    }
    let code = BASE64_URL_SAFE_NO_PAD.encode(how.to_string());
    browser.come_home(&firm.base, &format!("code={code}&state={}", said("state"))).await
}

pub(in super::super) async fn a_token_that_does_not_hold_lets_nobody_in(ground: Ground) {
    let directory = Directory::hostile();
    let (firm, ana) = firm_at(&directory.issuer(), ground).await;
    firm.invite(&ana, "Bo", "bo@firm.example").await;
    let before = firm.trail(&ana).await;
    let mut browser = Browser::new();
    let other = "99999999-2222-3333-4444-555555555555";
    let claims = |claims: Value| json!({ "claims": claims });
    let not_believed = (403, "sign_in_not_believed");
    for (how, refusal) in [
        (claims(json!({ "nonce": "another" })), not_believed),
        (claims(json!({ "nonce": null })), not_believed),
        (claims(json!({ "aud": other })), not_believed),
        (claims(json!({ "aud": [directory::CLIENT, other] })), not_believed),
        (
            claims(json!({ "iss": directory.issuer().replace(directory::TENANT, other) })),
            not_believed,
        ),
        (claims(json!({ "iss": "https://login.microsoftonline.com/common/v2.0" })), not_believed),
        (claims(json!({ "tid": other })), not_believed),
        (claims(json!({ "tid": null })), not_believed),
        (claims(json!({ "oid": null })), not_believed),
        (claims(json!({ "oid": "" })), not_believed),
        // It ended longer ago than clocks are off; or it comes from the future.
        (claims(json!({ "age": 3600 + 7 * 60 })), not_believed),
        (claims(json!({ "age": -8 * 60 })), not_believed),
        (claims(json!({ "nbf": 4_000_000_000_u64 })), not_believed),
        (json!({ "claims": {}, "key": "foreign" }), not_believed),
        (json!({ "claims": {}, "kid": "two" }), not_believed),
        // Signed by what this server shares with the directory, or not at all.
        (json!({ "claims": {}, "alg": "HS256" }), not_believed),
        (json!({ "claims": {}, "alg": "none" }), not_believed),
        (json!({ "claims": {}, "bare": true }), not_believed),
        (json!({ "claims": {}, "id_token": "canary" }), (502, "directory_wrong")),
        (json!({ "claims": {}, "html": true }), (502, "directory_wrong")),
        (
            json!({ "claims": {}, "error": "invalid_client", "status": 401 }),
            (502, "directory_refuses_server"),
        ),
        (json!({ "claims": {}, "error": "invalid_grant" }), (502, "sign_in_failed")),
        (claims(json!({ "acct": 1 })), (403, "person_guest")),
        (claims(json!({ "preferred_username": null })), (403, "person_unknown")),
    ] {
        let seen = bring(&mut browser, &firm, how.clone()).await;
        assert_eq!(seen.refusal(), refusal, "{how}");
        assert!(!seen.page.contains("canary"), "{}", seen.page);
    }
    assert_eq!(firm.trail(&ana).await, before, "nothing was changed");
    // An honest one does, also one whose end the directory's clock sees a little later.
    bring(&mut browser, &firm, claims(json!({}))).await.code();
    bring(&mut browser, &firm, claims(json!({ "age": 3600 + 60 }))).await.code();
    bring(&mut browser, &firm, claims(json!({ "age": -60 }))).await.code();
}

pub(in super::super) async fn an_answer_that_names_another_issuer_or_a_trouble_is_told_apart(
    ground: Ground,
) {
    let directory = Directory::hostile();
    let (firm, ana) = firm_at(&directory.issuer(), ground).await;
    firm.invite(&ana, "Bo", "bo@firm.example").await;
    let mut browser = Browser::new();
    for (more, refusal) in [
        ("code=a&iss=https%3A%2F%2Fevil.example", (403, "sign_in_not_believed")),
        ("error=access_denied&error_description=canary", (403, "sign_in_denied")),
        ("error=server_error", (503, "directory_away")),
        ("error=unauthorized_client", (502, "directory_refuses_server")),
        ("error=canary", (502, "sign_in_failed")),
        ("session_state=a", (400, "sign_in_malformed")),
    ] {
        let address = browser.leave(&firm.base).await;
        let state = address.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
        let seen = browser.come_home(&firm.base, &format!("{more}&state={state}")).await;
        assert_eq!(seen.refusal(), refusal, "{more}");
        assert!(!seen.page.contains("canary") && !seen.page.contains("evil"), "{}", seen.page);
    }
}

/// A place that answers everything so.
async fn place(answer: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, answer).await });
    directory::issuer(port)
}

pub(in super::super) async fn a_directory_that_is_away_slow_or_none_is_told_on_a_page(
    ground: Ground,
) {
    let html = || async { axum::response::Html("<html>Sign in to this network</html>") };
    let broken = || async { StatusCode::INTERNAL_SERVER_ERROR };
    let elsewhere = || async { axum::response::Redirect::to("https://evil.example/") };
    let large = || async { "a".repeat(2 * 1024 * 1024) };
    let never = place(Router::new().fallback(std::future::pending::<&'static str>)).await;
    let liar = Directory::hostile();
    let other = liar.issuer();
    let lying = async move |path: axum::http::Uri| {
        let theirs = other.replace(&format!("/{}/v2.0", directory::TENANT), path.path());
        reqwest::get(theirs).await.unwrap().text().await.unwrap()
    };
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let (away, wrong) = ((503, "directory_away"), (502, "directory_wrong"));
    let mut ground = Some(ground);
    for (issuer, refusal) in [
        (directory::issuer(free), away),
        (never.clone(), away),
        (place(Router::new().fallback(broken)).await, away),
        (place(Router::new().fallback(elsewhere)).await, away),
        (place(Router::new().fallback(large)).await, away),
        (place(Router::new().fallback(html)).await, wrong),
        (place(Router::new().fallback(lying)).await, wrong),
    ] {
        let here = match ground.take() {
            Some(here) => here,
            None => Ground::sqlite(),
        };
        // Whoever never answers is not waited for long; who answers has all the time.
        let patience = if issuer == never { Duration::from_millis(300) } else { LONG };
        let firm =
            Firm::open_as(here, &keys(&issuer), |config| config.with_patience(patience)).await;
        let answer = Browser::new().ask(&firm.base, "/sign-in/microsoft").await;
        assert!(answer.headers().get("set-cookie").is_none(), "nothing was begun");
        let status = answer.status();
        let seen = Seen { status, page: answer.text().await.unwrap() };
        assert_eq!(seen.refusal(), refusal, "{}", seen.page);
        assert!(!seen.page.contains("network") && !seen.page.contains("evil"), "{}", seen.page);
    }
}
