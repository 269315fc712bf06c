//! The bare exchange: the calls of a sign-in, one after the other, by a plain client that
//! keeps nothing and shows nothing.

use std::time::Instant;

use patchbay_contract::{SCHEME, return_path};
use serde_json::Value;
use url::Url;

use crate::millis;
use crate::provider::{ID, Provider};

/// The pair of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const SCOPES: &str = "api refresh_token openid";

/// What is asked behind the token: the companies, then the two calls of the proof.
const ORGANIZATION: &str =
    "/services/data/v62.0/query?q=SELECT%20Id,%20Name,%20IsSandbox%20FROM%20Organization";
const CALLS: [&str; 3] = [ORGANIZATION, "/services/oauth2/userinfo", ORGANIZATION];

/// Makes one, for a company that the app does not connect. How many milliseconds it took.
pub(crate) async fn exchange(provider: &Provider, round: usize) -> f64 {
    let app = provider.practice.app_of(ID);
    let link = format!("{SCHEME}:/{}", return_path(ID));
    let page = provider.at("https://login.salesforce.com/services/oauth2/authorize");
    let mut page: Url = page.parse().unwrap();
    page.query_pairs_mut().extend_pairs([
        ("response_type", "code"),
        ("client_id", app.client_id.as_str()),
        ("redirect_uri", link.as_str()),
        ("scope", SCOPES),
        ("state", "bare"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]);
    let home: Url = provider.allow(page.as_str(), round + 500).await.parse().unwrap();
    let code = home.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let form = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", link.as_str()),
            ("code_verifier", VERIFIER),
            ("client_id", app.client_id.as_str()),
            ("client_secret", app.client_secret.as_deref().unwrap_or_default()),
        ])
        .finish();

    let begun = Instant::now();
    let token = provider.at("https://login.salesforce.com/services/oauth2/token");
    let asked = provider.http.post(token).body(form);
    let asked = asked.header("content-type", "application/x-www-form-urlencoded");
    let answer = asked.send().await.unwrap().error_for_status().unwrap();
    let answer: Value = answer.json().await.unwrap();
    let instance = answer["instance_url"].as_str().unwrap();
    let access = answer["access_token"].as_str().unwrap();
    for call in CALLS {
        let asked = provider.http.get(provider.at(&format!("{instance}{call}")));
        let answer = asked.bearer_auth(access).header("accept", "application/json").send().await;
        let answer: Value = answer.unwrap().error_for_status().unwrap().json().await.unwrap();
        assert!(answer.is_object());
    }
    millis(begun.elapsed())
}
