//! Several changes told at once, as a desktop tells them.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Desk, Firm, Ground, code_of};

fn connection(key: &str, id: &str, version: Option<i64>, status: &str) -> Value {
    json!({
        "key": key, "kind": "connection", "id": id, "version": version,
        "connection": {
            "provider": "xero", "environment": "live", "custodian": "this_computer",
            "status": status, "made_at": "2026-11-22T09:00:00Z",
        },
    })
}

fn setting(key: &str, name: &str, version: Option<i64>, value: &str) -> Value {
    let setting = json!({ "value": value });
    json!({ "key": key, "kind": "setting", "id": name, "version": version, "setting": setting })
}

async fn told(firm: &Firm, desk: &Desk, changes: &[&Value]) -> Vec<Value> {
    let request = firm.by(&desk.token, Method::POST, "/api/changes");
    let answer = firm.send(request.json(&json!({ "changes": changes })), StatusCode::OK).await;
    answer["results"].as_array().unwrap().clone()
}

/// The status of each, and why it was refused or which version it is.
fn short(results: &[Value]) -> Vec<(u64, String)> {
    let said = |one: &Value| match (&one["code"], &one["version"]) {
        (Value::String(code), _) => code.clone(),
        (_, Value::Null) => String::new(),
        (_, version) => version.to_string(),
    };
    results.iter().map(|one| (one["status"].as_u64().unwrap(), said(one))).collect()
}

pub(super) async fn several_changes_are_told_at_once_and_each_is_done_or_refused_by_itself(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let staff = firm.somebody(&ana, "staff", 2).await;
    let entries = async || {
        let page = firm.get(&ana.token, "/api/audit").await;
        page["items"].as_array().unwrap().len()
    };
    let before = entries().await;
    let mut unknown = connection("k3", "c3", None, "connected");
    unknown["connection"]["access_token"] = json!("canary");
    let mut both = connection("k4", "c4", None, "connected");
    both["setting"] = json!({ "value": 1 });
    let no_status = connection("k5", "c5", None, "glorious");
    let secret = setting("k7", "relay_address", None, "sk_live_canarycanary1234567890");
    let removed = json!({ "key": "k8", "kind": "connection", "id": "c1" });
    let results = told(
        &firm,
        &ana,
        &[
            &connection("k1", "c1", None, "connected"),
            &setting("k2", "ai_order", None, "gemini"),
            &unknown,
            &both,
            &no_status,
            &connection("k6", "c6", Some(7), "connected"),
            &secret,
            &removed,
            &connection("", "c9", None, "connected"),
            &connection("k10", "../members", None, "connected"),
            &json!("no change at all"),
        ],
    )
    .await;
    let wrong = || (422, "wrong_shape".to_owned());
    let wanted = [
        (201, "1".to_owned()),
        (201, "1".to_owned()),
        wrong(),
        wrong(),
        wrong(),
        (412, "version_differs".to_owned()),
        wrong(),
        (428, "version_needed".to_owned()),
        wrong(),
        wrong(),
        wrong(),
    ];
    assert_eq!(short(&results), wanted);
    assert_eq!(entries().await, before + 2, "a refusal is no change");
    let all = firm.get(&ana.token, "/api/connections").await;
    assert_eq!(all["items"].as_array().unwrap().len(), 1);

    let removed = json!({ "key": "k11", "kind": "connection", "id": "c1", "version": 1 });
    let results =
        told(&firm, &staff, &[&setting("k12", "ai_order", Some(1), "openai"), &removed]).await;
    let wanted = [(403, "role_not_allowed".to_owned()), (204, String::new())];
    assert_eq!(short(&results), wanted, "each by its own rule");
    let order = firm.get(&ana.token, "/api/settings/ai_order").await;
    assert_eq!(order["value"], "gemini");

    let many = vec![json!(1); 101];
    let many = firm.by(&ana.token, Method::POST, "/api/changes").json(&json!({ "changes": many }));
    assert_eq!(code_of(many.send().await.unwrap()).await.1, "wrong_shape");
}

pub(super) async fn what_was_told_and_comes_again_is_done_once_in_whatever_company_it_comes(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let (one, other) =
        (connection("k1", "c1", None, "connected"), setting("k2", "ai_order", None, "gemini"));
    let first = told(&firm, &ana, &[&one]).await;
    let again = told(&firm, &ana, &[&other, &one]).await;
    assert_eq!(again[1], first[0], "the answer of the first time");
    let now = firm.get(&ana.token, "/api/connections/c1").await;
    assert_eq!(now["version"], 1);
    let changed = connection("k1", "c1", Some(1), "paused");
    let results = told(&firm, &ana, &[&changed]).await;
    assert_eq!(short(&results), [(422, "idempotency_key_used".to_owned())]);
    // What was refused may come again under its key, and is judged anew.
    let late = connection("k3", "c1", Some(9), "paused");
    assert_eq!(told(&firm, &ana, &[&late]).await[0]["status"], 412);
    assert_eq!(told(&firm, &ana, &[&late]).await[0]["code"], "version_differs");
    let fitting = connection("k3", "c1", Some(1), "paused");
    assert_eq!(short(&told(&firm, &ana, &[&fitting]).await), [(200, "2".to_owned())]);
}
