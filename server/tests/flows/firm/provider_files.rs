//! Provider files of the firm's own, as the firm shares them: settings with a file in them.

use patchbay_server::administration;
use patchbay_server::config::Layer;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use super::{Desk, Firm, Ground, code_of, minute};

const SMALL: &str = include_str!("../../../../crates/providers/tests/fixtures/small.toml");
const SUM: &str = "sha256";

/// A file that reads well, of that provider and of about that length.
fn file(id: &str, bytes: usize) -> String {
    let text = SMALL.replace("id = \"small\"", &format!("id = \"{id}\""));
    let line = "# what the firm wrote beside it\n";
    let more = bytes.saturating_sub(text.len()) / line.len();
    text + line.repeat(more).as_str()
}

fn setting(firm: &Firm, desk: &Desk, name: &str, value: &Value) -> RequestBuilder {
    let request = firm.by(&desk.token, Method::PUT, &format!("/api/settings/{name}"));
    request.json(&json!({ "value": value }))
}

/// Why one is refused, told by both ways in which it can come.
async fn refused(firm: &Firm, desk: &Desk, name: &str, value: &Value) -> String {
    let change =
        json!({ "key": name, "kind": "setting", "id": name, "setting": { "value": value } });
    let told = firm.by(&desk.token, Method::POST, "/api/changes");
    let told = firm.send(told.json(&json!({ "changes": [change] })), StatusCode::OK).await;
    let result = &told["results"][0];
    assert_eq!(
        (&result["status"], &result["code"]),
        (&json!(422), &json!("wrong_shape")),
        "{told}"
    );
    let answer = setting(firm, desk, name, value).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["code"], "wrong_shape");
    problem["detail"].as_str().unwrap().to_owned()
}

pub(super) async fn a_provider_file_is_read_strictly_before_the_firm_shares_it(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let staff = firm.somebody(&ana, "staff", 2).await;
    let canary = "sk_live_canarycanary1234567890";
    let second = SMALL.replace("vendor =", "vendr =");
    let many = SMALL.replace("https://api.example.com", "http://api.example.com");
    let many = many.replace("pattern = \"^sk-\"", "pattern = \"^sk-(\"");
    let xero = SMALL.replace("id = \"small\"", "id = \"xero\"");
    let wrong = [
        ("provider_file.small", json!(second), vec!["line 4: ", "vendr"]),
        ("provider_file.small", json!(many), vec!["line 18: ", "line 33: "]),
        ("provider_file.other", json!(SMALL), vec!["name: ", "provider_file.small"]),
        ("provider_file.xero", json!(xero), vec!["comes with Patchbay", "an id of its own"]),
        ("provider_file.small", json!(format!("{SMALL}# {canary}\n")), vec!["like a secret"]),
        ("provider_file.small", json!(file("small", 70_000)), vec!["64 kB"]),
        ("provider_file.small", json!({ "text": SMALL }), vec!["the text", "null"]),
        ("provider_file.small", json!(7), vec!["the text", "null"]),
        ("provider_file.Small", json!(SMALL), vec!["no id of a service"]),
        ("provider_file.", json!(null), vec!["no id of a service"]),
    ];
    for (name, value, words) in wrong {
        let said = refused(&firm, &ana, name, &value).await;
        for word in words {
            assert!(said.contains(word), "{name}: {word}: {said}");
        }
        assert!(!said.contains("canary"), "{said}");
    }
    // Any other setting is as short as before.
    let long = refused(&firm, &ana, "provider_files", &json!(file("small", 9_000))).await;
    assert!(long.contains("8 kB"), "{long}");
    let all = firm.get(&ana.token, "/api/settings").await;
    assert_eq!(all["items"], json!([]), "nothing of all that is kept");

    let name = "provider_file.small";
    let theirs = setting(&firm, &staff, name, &json!(SMALL)).send().await.unwrap();
    assert_eq!(code_of(theirs).await.1, "role_not_allowed");
    let text = file("small", 64 * 1024);
    firm.send(setting(&firm, &ana, name, &json!(text)), StatusCode::CREATED).await;
    let read = firm.get(&staff.token, &format!("/api/settings/{name}")).await;
    assert_eq!((&read["value"], &read["version"]), (&json!(text), &json!(1)));
    let withdrawn = setting(&firm, &ana, name, &Value::Null).header("if-match", "\"1\"");
    firm.send(withdrawn, StatusCode::OK).await;

    let trail = firm.get(&ana.token, "/api/audit?action=settings.changed").await;
    assert!(!trail.to_string().contains("beside it"), "the text is not in the trail");
    let details: Vec<_> =
        trail["items"].as_array().unwrap().iter().map(|item| item["detail"].clone()).collect();
    let given = details.iter().find(|detail| detail[SUM].is_string()).unwrap();
    assert_eq!(given["bytes"], text.len().to_string());
    let groups: Vec<_> = given[SUM].as_str().unwrap().split(' ').collect();
    assert!(groups.len() == 8 && groups.iter().all(|group| group.len() == 8), "{given}");
    assert!(details.contains(&json!({ "value": "null" })), "{details:?}");
}

/// What is known of a connection of the firm's own service.
fn connection(status: &str) -> Value {
    json!({
        "provider": "small", "environment": "live", "custodian": "this_computer",
        "status": status, "made_at": minute(-60).to_string(),
    })
}

async fn listed(firm: &Firm, desk: &Desk) -> Option<Value> {
    let groups = firm.get(&desk.token, "/api/integrations").await;
    let groups = groups.as_array().unwrap().clone();
    let storage = groups.into_iter().find(|group| group["category"] == "storage").unwrap();
    let all = storage["integrations"].as_array().unwrap().clone();
    all.into_iter().find(|one| one["id"] == "small")
}

pub(super) async fn an_own_service_is_listed_and_asked_for_for_as_long_as_its_file_is_shared(
    ground: Ground,
) {
    let firm = Firm::open_with(ground, "public_address = \"https://firm.example\"").await;
    let ana = firm.owner().await;
    let put = || firm.by(&ana.token, Method::PUT, "/api/connections/one");
    let ask = || {
        let path = "/api/integrations/small/connect";
        firm.by(&ana.token, Method::POST, path).json(&json!({}))
    };
    let unknown = put().json(&connection("connected")).send().await.unwrap();
    assert_eq!(code_of(unknown).await.1, "wrong_shape");
    assert_eq!(code_of(ask().send().await.unwrap()).await.1, "not_found");
    assert_eq!(listed(&firm, &ana).await, None);

    let name = "provider_file.small";
    firm.send(setting(&firm, &ana, name, &json!(SMALL)), StatusCode::CREATED).await;
    let service = listed(&firm, &ana).await.unwrap();
    assert_eq!((&service["name"], &service["status"]), (&json!("Small"), &json!("not_connected")));
    firm.send(put().json(&connection("reconnect_needed")), StatusCode::CREATED).await;
    let service = listed(&firm, &ana).await.unwrap();
    assert_eq!(
        (&service["status"], &service["connections"]),
        (&json!("reconnect_needed"), &json!(1))
    );
    let sync = firm.get(&ana.token, "/api/integrations/small/sync/status").await;
    assert_eq!(sync["status"], "reconnect_needed");
    let path = async || {
        let link = firm.send(ask(), StatusCode::CREATED).await["link"].clone();
        link.as_str().unwrap().strip_prefix("https://firm.example").unwrap().to_owned()
    };
    let (first, second) = (path().await, path().await);
    let page = firm.ask(Method::GET, &first).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("Connect Small"));
    assert_eq!(firm.ask(Method::POST, &first).send().await.unwrap().status(), StatusCode::OK);

    let withdrawn = setting(&firm, &ana, name, &Value::Null).header("if-match", "\"1\"");
    firm.send(withdrawn, StatusCode::OK).await;
    assert_eq!(listed(&firm, &ana).await, None);
    for method in [Method::GET, Method::POST] {
        let gone = firm.ask(method, &second).send().await.unwrap();
        assert_eq!(gone.status(), StatusCode::GONE);
    }
    // Whoever took the file has its connections still.
    let later = put().header("if-match", "\"1\"").json(&connection("connected"));
    firm.send(later, StatusCode::OK).await;
}

pub(super) async fn many_long_files_are_told_in_parts_and_none_is_left_out(ground: Ground) {
    const FILES: usize = 40;
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    for n in 0..FILES {
        let id = format!("own_{n:02}");
        let value = json!(file(&id, 60_000));
        let name = format!("provider_file.{id}");
        firm.send(setting(&firm, &ana, &name, &value), StatusCode::CREATED).await;
    }
    for (path, more, cursor) in
        [("/api/changes", "more", "cursor"), ("/api/settings", "next", "next")]
    {
        let (mut seen, mut question, mut parts) = (Vec::new(), path.to_owned(), 0);
        loop {
            let page = firm.get(&ana.token, &question).await;
            assert!(page.to_string().len() < 2 * 1024 * 1024, "an answer has an end");
            let items = page["items"].as_array().unwrap();
            let name = |item: &Value| item.get("name").or(item.get("id")).cloned().unwrap();
            seen.extend(items.iter().map(name));
            parts += 1;
            if page[more].is_null() || page[more] == false {
                break;
            }
            question = format!("{path}?cursor={}", page[cursor].as_str().unwrap());
        }
        seen.sort_by_key(Value::to_string);
        seen.dedup();
        assert_eq!(seen.len(), FILES, "{path}");
        assert!(parts > 1, "{path}");
    }
}

pub(super) async fn shared_files_move_with_their_server_and_come_back_from_a_backup(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let (name, text) = ("provider_file.small", file("small", 64 * 1024));
    firm.send(setting(&firm, &ana, name, &json!(text)), StatusCode::CREATED).await;
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("firm.backup");
    administration::back_up(&firm.config, &backup).await.unwrap();
    let restored = firm.ground.other().await;
    let layer = Layer::from_toml("test", &format!("database = {:?}", restored.address())).unwrap();
    let config = patchbay_server::Config::from_layer(layer).unwrap();
    administration::put_back(&config, &backup).await.unwrap();
    let to = firm.ground.other().await;
    let (from, into) = (firm.ground.address(), to.address());
    administration::move_to(&from.parse().unwrap(), &into.parse().unwrap()).await.unwrap();
    for ground in [restored, to] {
        let firm = Firm::open(ground).await;
        let read = firm.get(&ana.token, &format!("/api/settings/{name}")).await;
        assert_eq!(read["value"], text);
        assert_eq!(listed(&firm, &ana).await.unwrap()["name"], "Small");
    }
}
