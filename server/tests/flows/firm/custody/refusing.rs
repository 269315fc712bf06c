//! What the server does not take into its custody, and what it never shows.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_contract::custody::purpose;
use patchbay_custody::{Held, KeptKey};
use patchbay_gateway::Values;
use patchbay_vault::{Identity, Key};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::super::{Firm, code_of};
use super::{Ground, Handing, number, own_key};
use crate::log::Log;

pub(in super::super) async fn what_does_not_work_from_here_is_not_taken(ground: Ground) {
    let it = Handing::open(ground).await;
    let held = it.vendors.allowed().await;
    it.vendors.practice.revoke_all(super::provider::ID);
    let delivered = it.deliver(1, &held).await;
    assert_eq!(delivered["state"], "delivered");
    assert!(delivered["problem"]["remedy"].is_string(), "{delivered}");
    let told = code_of(it.taking(1).send().await.unwrap()).await;
    assert_eq!(told, (StatusCode::CONFLICT, "custody_not_proven".to_owned()));
    assert_eq!(it.custodian().await, "this_computer");
    // With a permission that works, under the same number.
    let better = it.vendors.allowed().await;
    assert_eq!(it.deliver(1, &better).await["state"], "proven");
}

pub(in super::super) async fn what_is_not_sealed_for_just_this_is_refused_and_nothing_is_kept(
    ground: Ground,
) {
    let it = Handing::open(ground).await;
    let held = it.vendors.allowed().await;
    let right = it.sealed(1, &held).await;
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(right["sealed"].as_str().unwrap()).unwrap();
    let with = |field: &str, value: Value| {
        let mut body = right.clone();
        body[field] = value;
        body
    };
    let mut damaged = bytes.clone();
    *damaged.last_mut().unwrap() ^= 1;
    let other = Identity::from_seed(&Key::from_bytes(&[9; 32]));
    let said = purpose(&it.ana.server, "c", &number(1));
    let handed = patchbay_custody::to_bytes(&held).unwrap();
    let to_another = other.public().seal_handed(&said, &handed).unwrap();
    let encode = |bytes: &[u8]| Value::from(BASE64_URL_SAFE_NO_PAD.encode(bytes));
    for body in [
        with("handover", number(2).into()),
        with("fingerprint", other.public().fingerprint().into()),
        with("sealed", encode(&damaged)),
        with("sealed", encode(&to_another)),
        with("sealed", encode(&bytes[..40])),
        with("sealed", encode(b"")),
    ] {
        let told = code_of(it.delivery(&body).send().await.unwrap()).await;
        assert_eq!(told, (StatusCode::UNPROCESSABLE_ENTITY, "custody_not_opened".into()), "{body}");
    }
    for body in [
        with("handover", "1".into()),
        with("handover", number(1).replace('0', "A").into()),
        with("sealed", "no base64!".into()),
        with("more", true.into()),
        json!({}),
    ] {
        let told = code_of(it.delivery(&body).send().await.unwrap()).await;
        assert_eq!(told, (StatusCode::UNPROCESSABLE_ENTITY, "wrong_shape".into()), "{body}");
    }
    let huge = with("sealed", "A".repeat(400_000).into());
    let told = code_of(it.delivery(&huge).send().await.unwrap()).await;
    assert_eq!(told, (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large".into()));
    let nowhere = it.put("/api/connections/nowhere/custody").json(&right);
    assert_eq!(code_of(nowhere.send().await.unwrap()).await.1, "custody_not_opened");
    let read = it.ask(Method::GET, "/api/connections/c/custody").send().await.unwrap();
    assert_eq!(code_of(read).await, (StatusCode::NOT_FOUND, "not_found".to_owned()));
    assert_eq!(it.entered("custody.delivered").await, 0);
}

pub(in super::super) async fn what_only_a_computer_can_hold_or_nobody_knows_is_refused(
    ground: Ground,
) {
    let it = Handing::open(ground).await;
    let held = it.vendors.allowed().await;
    let all = patchbay_providers::catalogue();
    let folder = all.iter().find_map(|provider| {
        use patchbay_providers::sign_in::How;
        let mut ways = provider.sign_in.iter();
        let way = ways.find(|way| matches!(way.how, How::FileTarget(_)))?;
        Some((provider.id.clone(), way.id.clone()))
    });
    let (provider, sign_in) = folder.expect("there is a folder for tax software");
    let mut values = Values::default();
    values.set("folder", "/somewhere");
    let key = Some(KeptKey::of(&values).expose_secret().clone());
    let nothing = Held { grant: None, app: None, ..held.clone() };
    for odd in [
        Held { provider, sign_in, key, ..nothing.clone() },
        Held { provider: "no_such_service".into(), ..held.clone() },
        Held { sign_in: "by_pigeon".into(), ..held.clone() },
        Held { environment: "sandbox".into(), ..held.clone() },
        nothing,
    ] {
        let body = it.sealed(1, &odd).await;
        let told = code_of(it.delivery(&body).send().await.unwrap()).await;
        let wanted = (StatusCode::UNPROCESSABLE_ENTITY, "custody_not_held_here".to_owned());
        assert_eq!(told, wanted, "{} {}", odd.provider, odd.sign_in);
    }
    assert_eq!(it.entered("custody.delivered").await, 0);
}

pub(in super::super) async fn a_service_of_the_firms_own_stays_at_its_computers(ground: Ground) {
    let it = Handing::open(ground).await;
    let held = it.vendors.allowed().await;
    // Whoever writes the file would say where the server sends what it holds.
    let text = include_str!("../../../../../crates/providers/tests/fixtures/small.toml");
    let setting = it.put("/api/settings/provider_file.small").json(&json!({ "value": text }));
    it.firm.send(setting, StatusCode::CREATED).await;
    let mut facts = it.facts("this_computer", "connected");
    facts["provider"] = json!("small");
    let known = it.put("/api/connections/c").header("if-match", "\"1\"").json(&facts);
    it.firm.send(known, StatusCode::OK).await;
    let mut values = Values::default();
    values.set("api_key", "of-nobody");
    let key = Some(KeptKey::of(&values).expose_secret().clone());
    let (provider, sign_in) = ("small".into(), "key".into());
    let own = Held { provider, sign_in, key, grant: None, app: None, ..held };
    let body = it.sealed(1, &own).await;
    let answer = it.delivery(&body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let refused: Value = answer.json().await.unwrap();
    assert_eq!(refused["code"], "custody_not_held_here");
    let said = refused["detail"].as_str().unwrap();
    assert!(said.contains("the firm\u{2019}s own") && said.contains("computers"), "{said}");
    assert_eq!(it.entered("custody.delivered").await, 0);
}

pub(in super::super) async fn a_server_without_a_key_of_its_own_holds_nothing(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let known = firm.send(firm.ask(Method::GET, "/.well-known/patchbay"), StatusCode::OK).await;
    assert_eq!(known, json!({ "server": ana.server, "keys": [] }));
    let me = firm.get(&ana.token, "/api/me").await;
    assert_eq!((&me["key"], &me["own_key"]), (&Value::Null, &json!("none")));
    let body = json!({ "handover": number(1), "fingerprint": "AAAA", "sealed": "AAAA" });
    let request = firm.by(&ana.token, Method::PUT, "/api/connections/c/custody").json(&body);
    let told = code_of(request.send().await.unwrap()).await;
    assert_eq!(told, (StatusCode::SERVICE_UNAVAILABLE, "custody_no_key".to_owned()));
}

fn has(all: &[u8], secret: &str) -> bool {
    all.windows(secret.len()).any(|part| part == secret.as_bytes())
}

pub(in super::super) async fn what_opens_a_connection_is_in_no_file_log_backup_or_answer(
    ground: Ground,
) {
    // The server runs on this thread too.
    let (log, _writing) = Log::begin();
    let it = Handing::open(ground).await;
    let held = it.hold(1).await;
    let grant = held.grant.as_ref().unwrap();
    let app = held.app.as_ref().unwrap();
    let mut secrets = vec![grant.access_token.clone(), grant.refresh_token.clone().unwrap()];
    secrets.extend(app.client_secret.clone());
    secrets.push(own_key(1).split('"').nth(1).unwrap().to_owned());

    let mut seen = it.firm.ground.all_that_is_kept().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("firm.backup");
    patchbay_server::administration::back_up(&it.firm.config, &file).await.unwrap();
    seen.extend(std::fs::read(&file).unwrap());
    for path in ["connections/c/custody", "connections/c", "changes", "audit", "me"] {
        seen.extend(it.get(&format!("/api/{path}")).await.to_string().into_bytes());
    }
    let figures = it.firm.ask(Method::GET, "/metrics").send().await.unwrap();
    seen.extend(figures.bytes().await.unwrap());
    seen.extend(log.text().into_bytes());
    assert!(has(&seen, &number(1)), "it was looked where things are");
    for secret in secrets {
        assert!(secret.len() > 8 && !has(&seen, &secret), "a secret is in the open");
    }
    // Taken back, not even the seal is left.
    it.firm.send(it.withdrawal(1, ""), StatusCode::OK).await;
    assert_eq!(it.get("/api/connections/c/custody").await["state"], "withdrawn");
}
