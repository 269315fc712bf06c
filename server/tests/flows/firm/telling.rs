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

pub(super) async fn what_is_done_by_a_connection_goes_with_it_whoever_removes_it(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let staff = firm.somebody(&ana, "staff", 2).await;
    let set = |key: &str, name: &str, value: Value| {
        json!({
            "key": key, "kind": "setting", "id": name, "version": null, "setting": { "value": value },
        })
    };
    let at = |connection: &str| json!({ "connection": connection, "account": "op" });
    let (gone, left) =
        (connection("k1", "c1", None, "connected"), connection("k2", "c2", None, "connected"));
    let money = set("k3", "account_money.c1", json!({ "op": "operating" }));
    let by_staff = told(&firm, &staff, &[&gone, &left, &money]).await;
    assert!(by_staff.iter().all(|one| one["status"] == 201), "{by_staff:?}");
    let chosen = json!({ "connection": "c1", "address": null });
    let refused = told(&firm, &staff, &[&set("k4", "default.meeting", chosen.clone())]).await;
    assert_eq!(short(&refused), [(403, "role_not_allowed".to_owned())]);
    let pays = json!({ "name": "Estates", "operating": at("c1"), "trust": at("c2") });
    let everybody = json!({ "name": null, "operating": at("c1"), "trust": null });
    let other = json!({ "connection": "c2", "address": null });
    let all = [
        set("k5", "default.meeting", chosen),
        set("k6", "default.tax", other),
        set("k7", "client_segment.e", pays),
        set("k8", "client_segment.everybody_else", everybody),
        set("k9", "of_the_firms_software", json!({ "connection": "c1" })),
    ];
    let by_ana = told(&firm, &ana, &all.iter().collect::<Vec<_>>()).await;
    assert!(by_ana.iter().all(|one| one["status"] == 201), "{by_ana:?}");

    // Another account is what nobody chose.
    let mut switched = connection("k11", "c2", Some(1), "connected");
    let account = |change: &mut Value, id: &str| change["connection"]["account_id"] = json!(id);
    account(&mut switched, "first");
    assert_eq!(told(&firm, &staff, &[&switched]).await[0]["version"], 2, "it is known now");
    let tax = firm.get(&ana.token, "/api/settings/default.tax").await;
    assert_eq!(tax["version"], 1);
    switched = connection("k12", "c2", Some(2), "connected");
    account(&mut switched, "second");
    assert_eq!(told(&firm, &staff, &[&switched]).await[0]["version"], 3);
    let whatever = set("k13", "account_money.c3", json!({ "op": "mine" }));
    assert_eq!(told(&firm, &staff, &[&whatever]).await[0]["status"], 422);

    let removed = json!({ "key": "k10", "kind": "connection", "id": "c1", "version": 1 });
    assert_eq!(told(&firm, &staff, &[&removed]).await[0]["status"], 204);
    let kept = json!({ "name": "Estates", "operating": null, "trust": null });
    for (name, value, version) in [
        ("default.meeting", Value::Null, 2),
        ("default.tax", Value::Null, 2),
        ("client_segment.e", kept, 3),
        ("client_segment.everybody_else", Value::Null, 2),
        ("account_money.c1", Value::Null, 2),
        ("of_the_firms_software", json!({ "connection": "c1" }), 1),
    ] {
        let now = firm.get(&ana.token, &format!("/api/settings/{name}")).await;
        assert_eq!((&now["value"], &now["version"]), (&value, &json!(version)), "{name}");
    }
    let trail = firm.get(&ana.token, "/api/audit").await;
    let by_it = trail["items"].as_array().unwrap().iter();
    let by_it = by_it.filter(|one| one["subject"] == "default.meeting").count();
    assert_eq!(by_it, 2, "set, and set no more");
}
