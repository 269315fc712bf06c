//! Whatever comes in, the answer is a refusal of this server's own, and nothing was written.

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

use super::document::{operations, path_of};
use super::{Desk, Firm, Ground, code_of};

/// Refused in so many words: never a failure of the server, always with a code.
async fn refused(request: RequestBuilder, what: &str) -> String {
    let (status, code) = code_of(request.send().await.unwrap()).await;
    assert!(status.is_client_error(), "{what}: {status}");
    assert!(!code.is_empty(), "{what}: {status} without a code");
    code
}

/// Everything that the firm can see of its own state.
async fn state(firm: &Firm, owner: &Desk) -> Vec<Value> {
    let mut state = Vec::new();
    for path in
        ["members", "invitations", "devices", "keys", "connections", "settings", "audit/check"]
    {
        let mut seen = firm.get(&owner.token, &format!("/api/{path}")).await;
        // Being seen is no change.
        for item in seen["items"].as_array_mut().into_iter().flatten() {
            item.as_object_mut().unwrap().remove("last_seen_at");
        }
        state.push(seen);
    }
    state
}

fn takes_a_body(method: &Method, path: &str) -> bool {
    *method != Method::GET
        && *method != Method::DELETE
        && !path.ends_with("/link")
        && !path.ends_with("/test")
}

pub(super) async fn bodies_that_nobody_takes_are_refused_everywhere_and_nothing_is_written(
    ground: Ground,
) {
    let firm = Firm::open_with(ground, "body_limit = 4096").await;
    let owner = firm.owner().await;
    let before = state(&firm, &owner).await;
    for (method, path) in operations().into_iter().filter(|(m, p)| takes_a_body(m, p)) {
        let ask = || {
            let path = path_of(&path);
            firm.by(&owner.token, method.clone(), &path).header("if-match", "\"1\"")
        };
        let json =
            |body: &str| ask().header("content-type", "application/json").body(body.to_owned());
        let what = format!("{method} {path}");
        for broken in ["{", "", "{\"", "\u{0}", "{]"] {
            assert_eq!(refused(json(broken), &what).await, "malformed_json", "{what} {broken:?}");
        }
        for odd in [
            "null",
            "[]",
            "7",
            "\"x\"",
            "{\"no_such_field\": true}",
            "{\"name\": 7, \"role\": 7, \"code\": 7, \"value\": 1, \"scopes\": 7, \"at\": 7, \
             \"overlap_hours\": -1, \"provider\": {}, \"signature\": []}",
        ] {
            assert_eq!(refused(json(odd), &what).await, "wrong_shape", "{what} {odd}");
        }
        let deep = format!("{}{}", "[".repeat(1500), "]".repeat(1500));
        refused(json(&deep), &what).await;
        let huge = format!("{{\"name\": \"{}\"}}", "x".repeat(5000));
        assert_eq!(refused(json(&huge), &what).await, "body_too_large", "{what}");
        let text = ask().header("content-type", "text/plain").body("{}");
        assert_eq!(refused(text, &what).await, "wrong_content_type", "{what}");
        let bytes = ask().header("content-type", "application/json").body(vec![0xff, 0xfe, 0x00]);
        refused(bytes, &what).await;
    }
    assert_eq!(state(&firm, &owner).await, before);
}

pub(super) async fn tokens_that_open_nothing_are_refused_everywhere_and_nothing_is_written(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let owner = firm.owner().await;
    let gone = firm.somebody(&owner, "owner", 2).await;
    firm.send(
        firm.by(&owner.token, Method::DELETE, &format!("/api/devices/{}", gone.id)),
        StatusCode::NO_CONTENT,
    )
    .await;
    let before = state(&firm, &owner).await;
    let open = ["/api/enrol", "/api/devices/{id}/token"];
    for (method, path) in operations().into_iter().filter(|(_, p)| !open.contains(&p.as_str())) {
        let ask = || firm.ask(method.clone(), &path_of(&path));
        let what = format!("{method} {path}");
        assert_eq!(refused(ask(), &what).await, "not_signed_in", "{what}");
        for (value, code) in [
            ("Bearer", "not_signed_in"),
            ("Basic YTpi", "not_signed_in"),
            ("Bearer pbd_", "token_unknown"),
            ("Bearer pbk_x", "token_unknown"),
            ("Bearer  ' or 1=1 --", "token_unknown"),
        ] {
            assert_eq!(refused(ask().header("authorization", value), &what).await, code, "{what}");
        }
        let strange = ask().header("authorization", &b"Bearer \xff\xfe"[..]);
        assert_eq!(refused(strange, &what).await, "not_signed_in", "{what}");
        assert_eq!(refused(ask().bearer_auth(&gone.token), &what).await, "token_revoked");
    }
    assert_eq!(state(&firm, &owner).await, before);
    firm.pass(30 * 24 * 60);
    for (method, path) in operations().into_iter().filter(|(_, p)| !open.contains(&p.as_str())) {
        let request = firm.by(&owner.token, method, &path_of(&path));
        assert_eq!(refused(request, &path).await, "token_expired");
    }
}

pub(super) async fn odd_paths_questions_and_headers_are_refused_everywhere_and_nothing_is_written(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let owner = firm.owner().await;
    let before = state(&firm, &owner).await;
    let long = "x".repeat(3000);
    for (method, path) in operations() {
        if path.contains('{') {
            for odd in ["%00", "%ff", "a%2fb", "..%2f..", "é", "a b", "'", "%0a", long.as_str()] {
                let mut odd_path = path.clone();
                for name in ["{provider}", "{id}", "{name}"] {
                    odd_path = odd_path.replace(name, odd);
                }
                let request = firm.by(&owner.token, method.clone(), &odd_path);
                let request = request.header("if-match", "\"1\"");
                refused(request.json(&serde_json::json!({})), &odd_path).await;
            }
        }
        if method == Method::GET && path != "/api/me" && !path.contains('{') {
            for odd in ["cursor=%00", "cursor=a%20b", "no_such=1", "cursor=a&cursor=b"] {
                if path.ends_with("integrations") || path.ends_with("check") {
                    continue;
                }
                let request = firm.by(&owner.token, Method::GET, &format!("{path}?{odd}"));
                assert_eq!(refused(request, odd).await, "wrong_shape", "{path}?{odd}");
            }
        }
        if method != Method::GET {
            for odd in ["7", "\"x\"", "\"-1\"", "*", "W/\"1\"", "\"99999999999999999999\""] {
                let request = firm.by(&owner.token, method.clone(), &path_of(&path));
                let request = request.header("if-match", odd).json(&serde_json::json!({}));
                if path == "/api/devices/link" || path == "/api/integrations/{provider}/connect" {
                    continue;
                }
                refused(request, &format!("{path} {odd}")).await;
            }
        }
    }
    for odd in ["since=yesterday", "until=%00", "actor=a%20b", "provider=%00", "cursor=x"] {
        let request = firm.by(&owner.token, Method::GET, &format!("/api/audit?{odd}"));
        assert_eq!(refused(request, odd).await, "wrong_shape", "{odd}");
    }
    let blank = firm.by(&owner.token, Method::POST, "/api/devices/link");
    assert_eq!(refused(blank.header("idempotency-key", ""), "empty key").await, "wrong_shape");
    assert_eq!(state(&firm, &owner).await, before);
}

pub(super) async fn text_that_is_no_line_or_looks_like_a_secret_is_refused(ground: Ground) {
    let firm = Firm::open(ground).await;
    let owner = firm.owner().await;
    let before = state(&firm, &owner).await;
    for name in ["", "  ", "a\u{0}b", "a\nb", &"x".repeat(201)] {
        let request = firm.by(&owner.token, Method::POST, "/api/invitations");
        let request = request.json(&serde_json::json!({ "name": name, "role": "staff" }));
        assert_eq!(refused(request, name).await, "wrong_shape");
    }
    for value in [
        serde_json::json!("sk_live_CANARYcanary1234"),
        serde_json::json!({ "a": ["Bearer CANARYcanary1234567890"] }),
    ] {
        let request = firm.by(&owner.token, Method::PUT, "/api/settings/x");
        let request = request.json(&serde_json::json!({ "value": value }));
        assert_eq!(refused(request, "secret").await, "wrong_shape");
    }
    assert_eq!(state(&firm, &owner).await, before);
}
