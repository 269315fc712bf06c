//! `patchbayctl status`, `reconnect`, `disconnect` and `settings`: connections looked after
//! without the window, and how a script knows what came of it. Connections that live on a
//! browser's permission are in `tests/sign_in/command_line.rs`.

use patchbay_contract::{ErrorCode, Receipt, SavedKey, TakenBack};
use patchbay_practice::{Endpoint, Failure, Misbehaviour, Practice, Trick};
use patchbay_test_support::Stage;
use serde_json::Value;

use crate::keys::practised;
use crate::support::{ctl, refused, well};

async fn connected(stage: &Stage, practice: &Practice, provider: &str, sign_in: &str) -> String {
    let key = &practice.credentials_of(provider, sign_in)["api_key"];
    let words = ["connect", provider, "--sign-in", sign_in, "--field", "api_key=-"];
    let saved: SavedKey = serde_json::from_str(&well(stage, &words, key).await).unwrap();
    saved.connection
}

/// How it ended, and what it said.
async fn told(stage: &Stage, words: &[&str], typed: &str) -> (i32, Value) {
    let output = ctl(stage, words, typed).await;
    let said = String::from_utf8_lossy(&output.stdout);
    let read = serde_json::from_str(&said);
    (output.status.code().unwrap(), read.unwrap_or_else(|error| panic!("{error}: {said}")))
}

#[tokio::test]
async fn the_status_says_of_each_connection_what_is_to_be_done_and_reconnecting_does_it() {
    let (stage, practice) = practised("ctl-status").await;
    let (code, said) = told(&stage, &["status"], "").await;
    assert_eq!((code, &said["connections"]), (0, &Value::Array(Vec::new())));
    let id = connected(&stage, &practice, "mistral", "key").await;
    let (code, said) = told(&stage, &["status"], "").await;
    let line = &said["connections"][0];
    assert_eq!(code, 0, "{said}");
    assert_eq!((&line["id"], &line["to_do"]), (&Value::from(&*id), &Value::Null));
    assert_eq!(line["status"]["is"], "connected");
    assert!(line["last_success"].is_string() && line["provider_name"].is_string(), "{said}");
    assert!(!said["database"]["working"]["schema"].is_null(), "{said}");

    let key = &practice.credentials_of("mistral", "key")["api_key"];
    let gone = Trick::Fails(Failure { status: Some(401), code: None, text: None });
    practice.misbehave("mistral", Misbehaviour::always(Endpoint::Api, gone));
    ctl(&stage, &["test", &id], "").await;
    let (code, said) = told(&stage, &["status"], "").await;
    let line = &said["connections"][0];
    assert_eq!(code, 2, "{said}");
    assert_eq!(line["to_do"]["command"], format!("patchbayctl reconnect {id}"));

    let again = ["reconnect", &id, "--field", "api_key=-"];
    let output = ctl(&stage, &again, key).await;
    assert_eq!(output.status.code(), Some(1), "it is still refused");
    practice.behave("mistral");
    let open = ["reconnect", &id, "--field", "api_key=abc"];
    assert_eq!(refused(&stage, &open, "").await, ErrorCode::SecretInTheOpen);
    let saved: SavedKey = serde_json::from_str(&well(&stage, &again, key).await).unwrap();
    assert_eq!(saved.connection, id);
    let (code, said) = told(&stage, &["status"], "").await;
    assert_eq!((code, &said["connections"][0]["to_do"]), (0, &Value::Null), "{said}");
    let unknown = ["reconnect", "no-such", "--field", "api_key=-"];
    assert_eq!(refused(&stage, &unknown, "").await, ErrorCode::ConnectionUnknown);
}

#[tokio::test]
async fn nothing_is_disconnected_that_nobody_meant_and_a_receipt_says_what_was() {
    let (stage, practice) = practised("ctl-disconnect").await;
    let id = connected(&stage, &practice, "mistral", "key").await;
    for no in ["no\n", "", "perhaps\n"] {
        let (code, said) = told(&stage, &["disconnect", &id], no).await;
        assert_eq!((code, &said["connection"]), (1, &Value::from(&*id)), "{no:?}: {said}");
    }
    well(&stage, &["test", &id], "").await;
    let said = well(&stage, &["disconnect", &id, "--yes"], "").await;
    let receipt: Receipt = serde_json::from_str(&said).unwrap();
    assert_eq!((receipt.connection, receipt.taken), (id.clone(), TakenBack::ByHand));
    assert!(receipt.by_hand.is_some(), "{said}");
    let (_, said) = told(&stage, &["status"], "").await;
    assert_eq!(said["connections"], Value::Array(Vec::new()));
    let again = ["disconnect", &id, "--yes"];
    assert_eq!(refused(&stage, &again, "").await, ErrorCode::ConnectionUnknown);
    let another = connected(&stage, &practice, "mistral", "key").await;
    let said = well(&stage, &["disconnect", &another], "yes\n").await;
    assert_eq!(serde_json::from_str::<Receipt>(&said).unwrap().connection, another);
}

#[tokio::test]
async fn what_the_pages_set_is_set_by_name_judged_by_the_same_rules_and_entered() {
    let (stage, practice) = practised("ctl-settings").await;
    for provider in ["mistral", "gemini"] {
        connected(&stage, &practice, provider, "key").await;
    }
    let signs = connected(&stage, &practice, "dropbox_sign", "key").await;
    let value = async |words: &[&str]| {
        let said = well(&stage, &[&["settings"], words].concat(), "").await;
        serde_json::from_str::<Value>(&said).unwrap()["value"].clone()
    };
    let address = "https://patchbay.firm.example";
    assert_eq!(value(&["set", "relay", &format!("{address}/")]).await, address);
    assert_eq!(value(&["get", "relay"]).await, address);
    assert_eq!(value(&["unset", "relay"]).await, Value::Null);
    assert_eq!(value(&["set", "ai.order", "mistral, gemini"]).await, "mistral,gemini");
    assert_eq!(value(&["set", "ai.model.mistral", "mistral-tiny"]).await, "mistral-tiny");
    assert_eq!(value(&["unset", "ai.model.mistral"]).await, Value::Null);
    assert_eq!(value(&["set", "default.esign", &signs]).await, signs);
    assert_eq!(value(&["unset", "default.esign"]).await, Value::Null);
    assert_eq!(value(&["set", "signs.dropbox_sign", "parallel"]).await, "parallel");

    let said = well(&stage, &["settings", "add-segment", "Builders"], "").await;
    let added: Value = serde_json::from_str(&said).unwrap();
    let segment = added[0]["name"].as_str().unwrap();
    assert_eq!(value(&["set", segment, "Roofers"]).await, "Roofers");
    let said = well(&stage, &["settings", "unset", segment], "").await;
    assert_eq!(serde_json::from_str::<Value>(&said).unwrap(), Value::Array(Vec::new()));

    for (words, code) in [
        (&["set", "relay", "http://firm.example"][..], ErrorCode::RelayAddressWrong),
        (&["set", "ai.order", "no_such"], ErrorCode::ProviderUnknown),
        (&["set", "default.esign", "no-such"], ErrorCode::ConnectionUnfit),
        (&["set", "signs.dropbox_sign", "sideways"], ErrorCode::FieldMissing),
        (&["set", "default.meeting", &signs, "--address", "a@b.example"], ErrorCode::FieldMissing),
        (&["unset", "signs.dropbox_sign"], ErrorCode::FieldMissing),
        (&["get", "no_such"], ErrorCode::FieldMissing),
    ] {
        let words = [&["settings"], words].concat();
        assert_eq!(refused(&stage, &words, "").await, code, "{words:?}");
    }
    let said = well(&stage, &["settings", "list"], "").await;
    let all: Vec<Value> = serde_json::from_str(&said).unwrap();
    for name in ["relay", "default.email", "ai.order", "ai.model.gemini", "signs.dropbox_sign"] {
        assert!(all.iter().any(|one| one["name"] == name), "{name} is not in {said}");
    }
    let trail = well(&stage, &["audit", "list"], "").await;
    assert!(trail.matches("settings.changed").count() >= 10, "{trail}");
}
