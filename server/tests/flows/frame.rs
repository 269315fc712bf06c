//! What stands around every route, over a real socket.

use patchbay_server::Config;
use patchbay_server::config::Layer;
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// A server set by this text, which ends with the test.
async fn started(text: &str) -> (String, Client) {
    let config = Config::from_layer(Layer::from_toml("test", text).unwrap()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(patchbay_server::serve(listener, config, CancellationToken::new()));
    (base, Client::builder().no_proxy().build().unwrap())
}

#[tokio::test]
async fn a_refusal_is_a_problem_with_a_code_that_repeats_nothing() {
    let (base, client) = started("").await;
    for (method, path, code) in [
        (Method::GET, "/canary?canary=canary", "not_found"),
        (Method::DELETE, "/healthz", "method_not_allowed"),
        (Method::PUT, "/connect/canary/return", "method_not_allowed"),
    ] {
        let answer = client.request(method, format!("{base}{path}")).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "application/problem+json", "{path}");
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        let problem: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(problem["code"], code, "{path}");
        assert_eq!(problem["status"], status, "{path}");
        assert!(!text.contains("canary"), "{text}");
    }
}

#[tokio::test]
async fn every_request_has_a_name_its_own_or_a_new_one() {
    let (base, client) = started("").await;
    let asked =
        |id: &'static str| client.get(format!("{base}/healthz")).header("x-request-id", id).send();
    let own = asked("my-request-0001").await.unwrap();
    assert_eq!(own.headers()["x-request-id"], "my-request-0001");
    let hostile = asked("x\" forged=\"y").await.unwrap();
    let (one, other) = (hostile, client.get(format!("{base}/none")).send().await.unwrap());
    let name =
        |answer: &reqwest::Response| answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    assert_eq!(name(&one).len(), 32);
    assert_ne!(name(&one), name(&other));
}

#[tokio::test]
async fn figures_count_by_the_template_of_a_route_and_never_by_its_path() {
    let (base, client) = started("").await;
    for path in ["/connect/canary/return", "/connect/canary2/return", "/canary3", "/healthz"] {
        client.get(format!("{base}{path}")).send().await.unwrap();
    }
    let text = client.get(format!("{base}/metrics")).send().await.unwrap().text().await.unwrap();
    assert!(!text.contains("canary"), "{text}");
    let returned = "patchbay_http_answers_total{method=\"GET\",\
                    route=\"/connect/{provider}/return\",status=\"200\"} 2";
    assert!(text.contains(returned), "{text}");
    assert!(text.contains("route=\"none\",status=\"404\"} 1"), "{text}");
}

#[tokio::test]
async fn figures_are_for_this_machine_or_whoever_has_the_token() {
    let (base, client) = started("").await;
    let figures = client.get(format!("{base}/metrics"));
    let by_proxy = figures.header("x-forwarded-for", "127.0.0.1").send().await.unwrap();
    assert_eq!(by_proxy.status(), StatusCode::FORBIDDEN);

    let (base, client) = started("metrics_token = \"0123456789abcdef\"").await;
    let asked = |token: &str| client.get(format!("{base}/metrics")).bearer_auth(token).send();
    assert_eq!(asked("0123456789abcdef").await.unwrap().status(), StatusCode::OK);
    for wrong in ["0123456789abcdeF", ""] {
        assert_eq!(asked(wrong).await.unwrap().status(), StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back_and_nobody_else_waits() {
    let text = "requests_per_minute = 3\ntrusted_proxies = [\"127.0.0.1\"]";
    let (base, client) = started(text).await;
    let asked = |from: &'static str, path: &str| {
        client.get(format!("{base}{path}")).header("x-forwarded-for", from).send()
    };
    for _ in 0..3 {
        let answer = asked("198.51.100.1", "/connect/xero/return").await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
    }
    let refused = asked("198.51.100.1", "/connect/xero/return").await.unwrap();
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=20).contains(&wait), "{wait}");
    let other = asked("198.51.100.2", "/connect/xero/return").await.unwrap();
    assert_eq!(other.status(), StatusCode::OK);
    // Whoever looks after the server is never sent away.
    assert_eq!(asked("198.51.100.1", "/healthz").await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn a_server_that_is_ready_says_so() {
    let (base, client) = started("").await;
    let answer = client.get(format!("{base}/readyz")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.json::<Value>().await.unwrap()["ready"], true);
}
