//! What the firm's programs ask: services, connections, settings, the trail.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Desk, Firm, Ground, code_of, minute};

fn facts(status: &str, pending: u32) -> Value {
    json!({
        "provider": "xero",
        "environment": "live",
        "label": null,
        "account_id": "a-1",
        "account_name": "Miller & Co",
        "owner": "Ana",
        "custodian": "this_computer",
        "status": status,
        "last_success": minute(-5).to_string(),
        "made_at": minute(-60).to_string(),
        "entities": [
            { "entity": "invoices", "synced": 10, "pending": pending, "errors": 1,
              "last_sync": minute(-5).to_string() },
        ],
    })
}

async fn put(firm: &Firm, desk: &Desk, id: &str, facts: &Value) -> Value {
    let request = firm.by(&desk.token, Method::PUT, &format!("/api/connections/{id}"));
    firm.send(request.json(facts), StatusCode::CREATED).await
}

fn integration<'a>(list: &'a Value, id: &str) -> &'a Value {
    let groups = list.as_array().unwrap().iter();
    let mut all = groups.flat_map(|group| group["integrations"].as_array().unwrap());
    all.find(|one| one["id"] == id).unwrap()
}

pub(super) async fn every_service_is_listed_by_its_group_with_how_its_connections_are(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let list = firm.get(&ana.token, "/api/integrations").await;
    assert_eq!(list[0]["category"], "accounting");
    let groups = list.as_array().unwrap();
    let count: usize = groups.iter().map(|g| g["integrations"].as_array().unwrap().len()).sum();
    assert_eq!(count, patchbay_providers::catalogue().len());
    let xero = integration(&list, "xero");
    assert_eq!((&xero["name"], &xero["status"]), (&json!("Xero"), &json!("not_connected")));
    for field in ["description", "icon", "features"] {
        assert!(!xero[field].is_null(), "{xero}");
    }
    put(&firm, &ana, "one", &facts("connected", 0)).await;
    assert_eq!(
        integration(&firm.get(&ana.token, "/api/integrations").await, "xero")["status"],
        "connected"
    );
    put(&firm, &ana, "two", &facts("reconnect_needed", 0)).await;
    let list = firm.get(&ana.token, "/api/integrations").await;
    let xero = integration(&list, "xero");
    assert_eq!((&xero["status"], &xero["connections"]), (&json!("reconnect_needed"), &json!(2)));
}

pub(super) async fn the_sync_of_a_service_is_that_of_all_its_connections(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let none = firm.get(&ana.token, "/api/integrations/xero/sync/status").await;
    assert_eq!((&none["last_sync"], &none["entities"]), (&Value::Null, &json!([])));
    put(&firm, &ana, "one", &facts("connected", 2)).await;
    let mut later = facts("delayed", 3);
    later["last_success"] = json!(minute(-1).to_string());
    put(&firm, &ana, "two", &later).await;
    let status = firm.get(&ana.token, "/api/integrations/xero/sync/status").await;
    assert_eq!(status["last_sync"], "2026-11-22T08:59:00.000Z");
    assert_eq!(status["status"], "delayed");
    let wanted = json!([{ "entity": "invoices", "synced": 20, "pending": 5, "errors": 2,
        "last_sync": "2026-11-22T08:55:00.000Z" }]);
    assert_eq!(status["entities"], wanted);
    let unknown = firm.by(&ana.token, Method::GET, "/api/integrations/nobody/sync/status");
    assert_eq!(code_of(unknown.send().await.unwrap()).await.1, "not_found");
}

pub(super) async fn a_link_asks_somebody_to_connect_and_works_once(ground: Ground) {
    let firm = Firm::open_with(ground, "public_address = \"https://firm.example/patchbay\"").await;
    let ana = firm.owner().await;
    let request = firm.by(&ana.token, Method::POST, "/api/integrations/xero/connect");
    let made = firm.send(request.json(&json!({ "role": "admin" })), StatusCode::CREATED).await;
    assert_eq!((&made["provider"], &made["role"]), (&json!("xero"), &json!("admin")));
    let link = made["link"].as_str().unwrap();
    let path = link.strip_prefix("https://firm.example/patchbay").unwrap();
    for _ in 0..2 {
        let page = firm.ask(Method::GET, path).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::OK, "looking takes nothing");
        assert!(page.text().await.unwrap().contains("Connect Xero"));
    }
    let spanish = firm.ask(Method::GET, path).header("accept-language", "es").send().await.unwrap();
    assert!(spanish.text().await.unwrap().contains("Conectar Xero"));
    let foreign = firm.ask(Method::POST, path).header("sec-fetch-site", "cross-site");
    assert_eq!(foreign.send().await.unwrap().status(), StatusCode::GONE);
    let elsewhere = path.replace("/xero/", "/stripe/");
    assert_eq!(firm.ask(Method::GET, &elsewhere).send().await.unwrap().status(), StatusCode::GONE);
    assert_eq!(firm.ask(Method::POST, &elsewhere).send().await.unwrap().status(), StatusCode::GONE);
    let taken = firm.ask(Method::POST, path).send().await.unwrap();
    assert_eq!(taken.status(), StatusCode::OK);
    let policy = taken.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("form-action 'self'") && !policy.contains("unsafe"), "{policy}");
    assert!(taken.text().await.unwrap().contains("app.patchbay://open/home"));
    for method in [Method::GET, Method::POST] {
        assert_eq!(firm.ask(method, path).send().await.unwrap().status(), StatusCode::GONE);
    }
    let request = firm.by(&ana.token, Method::POST, "/api/integrations/xero/connect");
    let late = firm.send(request.json(&json!({})), StatusCode::CREATED).await;
    firm.pass(24 * 60);
    let path =
        late["link"].as_str().unwrap().strip_prefix("https://firm.example/patchbay").unwrap();
    assert_eq!(firm.ask(Method::POST, path).send().await.unwrap().status(), StatusCode::GONE);
}

pub(super) async fn a_service_that_cannot_be_connected_has_no_link(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let unsupported = patchbay_providers::catalogue()
        .into_iter()
        .find(|provider| provider.support == patchbay_contract::Support::NotSupported)
        .unwrap();
    let path = format!("/api/integrations/{}/connect", unsupported.id);
    let answer = firm.by(&ana.token, Method::POST, &path).json(&json!({})).send().await.unwrap();
    assert_eq!(code_of(answer).await, (StatusCode::CONFLICT, "not_connectable".into()));
}

pub(super) async fn what_two_know_of_one_connection_does_not_overwrite_each_other(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let made = put(&firm, &ana, "one", &facts("connected", 0)).await;
    assert_eq!(made["version"], 1);
    let path = "/api/connections/one";
    let again = firm.by(&ana.token, Method::PUT, path).json(&facts("paused", 0));
    assert_eq!(code_of(again.send().await.unwrap()).await.1, "version_differs");
    let seen = firm.by(&ana.token, Method::GET, path).send().await.unwrap();
    let tag = seen.headers()["etag"].to_str().unwrap().to_owned();
    let change = || firm.by(&ana.token, Method::PUT, path).header("if-match", &tag);
    let changed = firm.send(change().json(&facts("paused", 4)), StatusCode::OK).await;
    assert_eq!((&changed["version"], &changed["status"]), (&json!(2), &json!("paused")));
    let late = change().json(&facts("connected", 0)).send().await.unwrap();
    assert_eq!(code_of(late).await, (StatusCode::PRECONDITION_FAILED, "version_differs".into()));
    let now = firm.get(&ana.token, path).await;
    assert_eq!((&now["status"], &now["entities"][0]["pending"]), (&json!("paused"), &json!(4)));
    let remove = firm.by(&ana.token, Method::DELETE, path);
    let blind = remove.try_clone().unwrap().send().await.unwrap();
    assert_eq!(code_of(blind).await, (StatusCode::PRECONDITION_REQUIRED, "version_needed".into()));
    firm.send(remove.header("if-match", "\"2\""), StatusCode::NO_CONTENT).await;
    let gone = firm.by(&ana.token, Method::GET, path).send().await.unwrap();
    assert_eq!(code_of(gone).await.1, "not_found");
}

pub(super) async fn no_credential_of_a_connection_finds_a_place(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    for (field, value) in [
        ("access_token", json!("CANARY")),
        ("credential", json!({ "token": "CANARY" })),
        ("label", json!("sk_live_CANARYcanary1234")),
        ("account_name", json!("Bearer CANARYcanary1234567890")),
    ] {
        let mut with = facts("connected", 0);
        with[field] = value;
        let request = firm.by(&ana.token, Method::PUT, "/api/connections/one").json(&with);
        assert_eq!(code_of(request.send().await.unwrap()).await.1, "wrong_shape", "{field}");
    }
    let list = firm.get(&ana.token, "/api/connections").await;
    assert_eq!(list, json!({ "items": [], "next": null }));
}

pub(super) async fn a_list_comes_in_pages_that_miss_nothing(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    for n in 0..101 {
        put(&firm, &ana, &format!("c{n:03}"), &facts("connected", 0)).await;
    }
    let first = firm.get(&ana.token, "/api/connections?provider=xero").await;
    assert_eq!(first["items"].as_array().unwrap().len(), 100);
    let next = first["next"].as_str().unwrap();
    let second = firm.get(&ana.token, &format!("/api/connections?cursor={next}")).await;
    assert_eq!(second["items"][0]["id"], "c100");
    assert_eq!((second["items"].as_array().unwrap().len(), &second["next"]), (1, &Value::Null));
    let none = firm.get(&ana.token, "/api/connections?provider=stripe").await;
    assert_eq!(none["items"], json!([]));
}

pub(super) async fn a_request_that_comes_again_is_done_once_and_its_secret_told_once(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let ask = |name: &str| {
        firm.by(&ana.token, Method::POST, "/api/keys")
            .header("idempotency-key", "k-1")
            .json(&json!({ "name": name, "scopes": ["audit:read"] }))
    };
    let made = firm.send(ask("Reports"), StatusCode::CREATED).await;
    let again = ask("Reports").send().await.unwrap();
    assert_eq!(again.headers()["idempotent-replayed"], "true");
    assert_eq!(again.status(), StatusCode::CREATED);
    let again: Value = again.json().await.unwrap();
    assert_eq!(again["id"], made["id"]);
    assert!(made["key"].is_string() && again.get("key").is_none());
    let other = ask("Other").send().await.unwrap();
    assert_eq!(code_of(other).await.1, "idempotency_key_used");
    let keys = firm.get(&ana.token, "/api/keys").await;
    assert_eq!(keys["items"].as_array().unwrap().len(), 1);
    // What was refused is not remembered: the same key may be used once it is put right.
    let wrong = firm.by(&ana.token, Method::DELETE, "/api/keys/nothing");
    let wrong = wrong.header("idempotency-key", "k-2").send().await.unwrap();
    assert_eq!(wrong.status(), StatusCode::NOT_FOUND);
    let id = made["id"].as_str().unwrap();
    let right = firm.by(&ana.token, Method::DELETE, &format!("/api/keys/{id}"));
    firm.send(right.header("idempotency-key", "k-2"), StatusCode::NO_CONTENT).await;
}

pub(super) async fn what_is_set_is_seen_by_all_and_entered(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let bo = firm.somebody(&ana, "support", 2).await;
    let put = |value: Value| {
        let request = firm.by(&ana.token, Method::PUT, "/api/settings/tax.default");
        request.json(&json!({ "value": value }))
    };
    let set = put(json!({ "program": "drake", "year": 2026 })).send().await.unwrap();
    assert_eq!(set.headers()["etag"], "\"1\"");
    assert_eq!(set.status(), StatusCode::CREATED);
    let change = put(json!(null)).header("if-match", "\"1\"");
    firm.send(change, StatusCode::OK).await;
    let blind = put(json!(7)).send().await.unwrap();
    assert_eq!(code_of(blind).await.1, "version_differs");
    let seen = firm.get(&bo.token, "/api/settings").await;
    assert_eq!(seen["items"][0]["value"], Value::Null);
    assert_eq!(seen["items"][0]["changed_by"], format!("member:{}", ana.member));

    let trail = firm.get(&bo.token, "/api/audit?action=settings.changed").await;
    let entries = trail["items"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(
        (&entries[0]["subject"], &entries[0]["origin"]),
        (&json!("tax.default"), &json!("127.0.0.1"))
    );
    let all = firm.get(&bo.token, "/api/audit").await;
    let actions: Vec<_> = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .rev()
        .map(|e| e["action"].as_str().unwrap())
        .collect();
    let wanted = [
        "member.invited",
        "member.came",
        "device.enrolled",
        "member.invited",
        "member.came",
        "device.enrolled",
        "settings.changed",
        "settings.changed",
    ];
    assert_eq!(actions, wanted);
    let check = firm.get(&bo.token, "/api/audit/check").await;
    assert_eq!((&check["whole"], &check["entries"]), (&json!(true), &json!(8)));
    assert_eq!(check["last"], all["items"][0]["hash"]);
}

pub(super) async fn a_request_that_never_ends_does_not_keep_the_server_from_ending(ground: Ground) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let firm = Firm::open_with(ground, "drain_seconds = 0").await;
    let address = firm.base.strip_prefix("http://").unwrap();
    let mut half = tokio::net::TcpStream::connect(address).await.unwrap();
    let head = "POST /api/enrol HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                expect: 100-continue\r\ncontent-length: 100\r\n\r\n";
    half.write_all(head.as_bytes()).await.unwrap();
    // It reads on: the request is open.
    let mut said = [0; 12];
    half.read_exact(&mut said).await.unwrap();
    assert_eq!(&said, b"HTTP/1.1 100");
    firm.closing.cancel();
    firm.serving.await.unwrap().unwrap();
}

pub(super) async fn one_caller_is_bounded_whatever_the_address(ground: Ground) {
    let text = "requests_per_minute = 4\ntrusted_proxies = [\"127.0.0.1\"]";
    let firm = Firm::open_with(ground, text).await;
    let ana = firm.owner().await;
    let mut codes = Vec::new();
    for n in 0..6 {
        let request = firm.by(&ana.token, Method::GET, "/api/me");
        let request = request.header("x-forwarded-for", format!("198.51.100.{n}"));
        codes.push(request.send().await.unwrap().status().as_u16());
    }
    assert_eq!(codes, [200, 200, 200, 200, 429, 429]);
}

pub(super) async fn a_device_goes_along_with_what_was_changed_from_where_it_was(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let since = async |cursor: &str| {
        let at = if cursor.is_empty() { String::new() } else { format!("?cursor={cursor}") };
        firm.get(&ana.token, &format!("/api/changes{at}")).await
    };
    let nothing = since("").await;
    assert_eq!((&nothing["items"], &nothing["more"]), (&json!([]), &json!(false)));
    assert_eq!(nothing["server"], firm.get(&ana.token, "/api/me").await["server"]);
    assert_eq!(nothing["epoch"], firm.get(&ana.token, "/api/me").await["epoch"]);
    put(&firm, &ana, "one", &facts("connected", 0)).await;
    let set = firm.by(&ana.token, Method::PUT, "/api/settings/ai_order");
    firm.send(set.json(&json!({ "value": ["gemini"] })), StatusCode::CREATED).await;
    let all = since(nothing["cursor"].as_str().unwrap()).await;
    let kinds = [&all["items"][0]["kind"], &all["items"][1]["kind"]];
    assert_eq!(kinds, [&json!("connection"), &json!("setting")]);
    assert_eq!(all["items"][0]["connection"]["status"], "connected");
    assert_eq!(all["items"][1]["setting"]["value"], json!(["gemini"]));
    firm.pass(1);
    let gone = firm.by(&ana.token, Method::DELETE, "/api/connections/one");
    firm.send(gone.header("if-match", "\"1\""), StatusCode::NO_CONTENT).await;
    let then = since(all["cursor"].as_str().unwrap()).await;
    assert_eq!(then["items"].as_array().unwrap().len(), 1);
    let item = &then["items"][0];
    assert_eq!((&item["id"], &item["version"]), (&json!("one"), &json!(2)));
    assert_eq!(item["removed_at"], format!("{:.3}", firm.now()));
    assert_eq!(item["connection"], Value::Null);
    for odd in ["x", "-1", "1.5", "9999999999999999999", ""] {
        let path = format!("/api/changes?cursor={odd}");
        let answer = firm.by(&ana.token, Method::GET, &path).send().await.unwrap();
        assert_eq!(code_of(answer).await.1, "wrong_shape", "{odd}");
    }
}
