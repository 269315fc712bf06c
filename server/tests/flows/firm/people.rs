//! How people and software come in, and go.

use patchbay_server::administration::{self, AdministrationError};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Firm, Ground, SigningKey, code_of, encode};

pub(super) async fn the_first_owner_comes_in_by_a_link_that_works_once(ground: Ground) {
    let firm = Firm::open(ground).await;
    let link = administration::link_for_first_owner(&firm.config, "Ana", None).await.unwrap();
    let ana = firm.enrol(&link.code, 1).await;
    let me = firm.get(&ana.token, "/api/me").await;
    assert_eq!((&me["name"], &me["role"]), (&json!("Ana"), &json!("owner")));

    let other = Firm::enrolment(&link.code, &SigningKey::from_bytes(&[2; 32]));
    let again = firm.ask(Method::POST, "/api/enrol").json(&other).send().await.unwrap();
    assert_eq!(code_of(again).await, (StatusCode::FORBIDDEN, "code_refused".into()));
    let second = administration::link_for_first_owner(&firm.config, "Bo", None).await;
    assert!(matches!(second, Err(AdministrationError::OwnerThere { name, .. }) if name == "Ana"));
    // Who lost all devices gets another by whoever has the machine.
    let link = administration::link_for_owner(&firm.config, &ana.member).await.unwrap();
    assert_eq!(firm.enrol(&link.code, 3).await.member, ana.member);
    let nobody = administration::link_for_owner(&firm.config, "nobody").await;
    assert!(matches!(nobody, Err(AdministrationError::NoSuchOwner)));
}

pub(super) async fn who_has_a_code_and_not_the_key_gets_in_nowhere_and_the_code_stays_good(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let link = administration::link_for_first_owner(&firm.config, "Ana", None).await.unwrap();
    let key = SigningKey::from_bytes(&[1; 32]);
    let right = Firm::enrolment(&link.code, &key);
    let with = |field: &str, value: Value| {
        let mut wrong = right.clone();
        wrong[field] = value;
        wrong
    };
    let foreign = SigningKey::from_bytes(&[9; 32]).verifying_key().to_bytes();
    for wrong in [
        with("public_key", json!(encode(&foreign))),
        with("device_name", json!("another")),
        with("signature", json!(encode(&[0; 64]))),
        // A key that fits every signature, and so proves nothing.
        with("public_key", json!(encode(&[0; 32]))),
    ] {
        let answer = firm.ask(Method::POST, "/api/enrol").json(&wrong).send().await.unwrap();
        assert_eq!(code_of(answer).await.1, "signature_wrong");
    }
    firm.enrol(&link.code, 1).await;
}

pub(super) async fn a_code_ends_and_an_invitation_can_be_withdrawn(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    // Invitations are listed by age; two of one moment come in any order.
    firm.pass(1);
    let mut codes = Vec::new();
    for _ in 0..2 {
        let request = firm.by(&ana.token, Method::POST, "/api/invitations");
        let request = request.json(&json!({ "name": "Bo", "role": "staff" }));
        codes.push(firm.send(request, StatusCode::CREATED).await);
    }
    let withdraw = format!("/api/invitations/{}", codes[0]["id"].as_str().unwrap());
    let request = firm.by(&ana.token, Method::DELETE, &withdraw);
    firm.send(request, StatusCode::NO_CONTENT).await;
    firm.pass(7 * 24 * 60);
    for invited in codes {
        let code = invited["code"].as_str().unwrap();
        let enrolment = Firm::enrolment(code, &SigningKey::from_bytes(&[2; 32]));
        let answer = firm.ask(Method::POST, "/api/enrol").json(&enrolment).send().await.unwrap();
        assert_eq!(code_of(answer).await.1, "code_refused");
    }
    let listed = firm.get(&ana.token, "/api/invitations").await;
    let names: Vec<_> = listed["items"].as_array().unwrap().iter().map(|i| &i["name"]).collect();
    assert_eq!(names, ["Ana", "Bo"]);
    assert!(!listed.to_string().contains("pbl_"), "{listed}");
}

pub(super) async fn a_token_ends_and_is_renewed_by_the_devices_key_once_for_each_signature(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    firm.pass(30 * 24 * 60);
    let expired = firm.by(&ana.token, Method::GET, "/api/me").send().await.unwrap();
    assert_eq!(expired.headers()["www-authenticate"], "Bearer");
    assert_eq!(code_of(expired).await, (StatusCode::UNAUTHORIZED, "token_expired".into()));

    let path = format!("/api/devices/{}/token", ana.id);
    let renewal = firm.renewal(&ana);
    let renewed = firm.send(firm.ask(Method::POST, &path).json(&renewal), StatusCode::OK).await;
    firm.get(renewed["token"].as_str().unwrap(), "/api/me").await;
    let refused = async |renewal: &Value| {
        let answer = firm.ask(Method::POST, &path).json(renewal).send().await.unwrap();
        code_of(answer).await.1
    };
    assert_eq!(refused(&renewal).await, "signature_wrong", "the same again");
    firm.pass(6);
    assert_eq!(refused(&renewal).await, "signature_wrong", "too old");
    let mut stranger = ana.clone();
    stranger.key = SigningKey::from_bytes(&[9; 32]);
    assert_eq!(refused(&firm.renewal(&stranger)).await, "signature_wrong");
    stranger = ana.clone();
    stranger.server = "another".into();
    assert_eq!(refused(&firm.renewal(&stranger)).await, "signature_wrong");
    let old = firm.by(&ana.token, Method::GET, "/api/me").send().await.unwrap();
    assert_eq!(code_of(old).await.1, "token_unknown");
}

pub(super) async fn a_device_that_was_shut_out_and_one_of_somebody_who_left_ask_in_vain(
    ground: Ground,
) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let (bo, cy) = (firm.somebody(&ana, "staff", 2).await, firm.somebody(&ana, "staff", 3).await);
    let own = firm.get(&bo.token, "/api/devices").await;
    assert_eq!(own["items"].as_array().unwrap().len(), 1, "others see their own");
    let foreign = firm.by(&bo.token, Method::DELETE, &format!("/api/devices/{}", cy.id));
    assert_eq!(code_of(foreign.send().await.unwrap()).await.1, "role_not_allowed");

    let shut = firm.by(&ana.token, Method::DELETE, &format!("/api/devices/{}", bo.id));
    firm.send(shut, StatusCode::NO_CONTENT).await;
    let leave = firm.by(&ana.token, Method::DELETE, &format!("/api/members/{}", cy.member));
    firm.send(leave.header("if-match", "\"1\""), StatusCode::NO_CONTENT).await;
    for desk in [&bo, &cy] {
        let answer = firm.by(&desk.token, Method::GET, "/api/me").send().await.unwrap();
        assert_eq!(code_of(answer).await, (StatusCode::UNAUTHORIZED, "token_revoked".into()));
        let path = format!("/api/devices/{}/token", desk.id);
        let answer = firm.ask(Method::POST, &path).json(&firm.renewal(desk)).send().await.unwrap();
        assert_eq!(code_of(answer).await.1, "signature_wrong");
    }
    let left = firm.get(&ana.token, "/api/devices").await;
    assert_eq!(left["items"].as_array().unwrap().len(), 1);
}

pub(super) async fn there_is_always_an_owner_and_only_owners_make_and_unmake_them(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let bo = firm.somebody(&ana, "admin", 2).await;
    let change = |token: &str, member: &str, version: &str, role: &str| {
        firm.by(token, Method::PATCH, &format!("/api/members/{member}"))
            .header("if-match", format!("\"{version}\""))
            .json(&json!({ "role": role }))
            .send()
    };
    let last = change(&ana.token, &ana.member, "1", "staff").await.unwrap();
    assert_eq!(code_of(last).await, (StatusCode::CONFLICT, "last_owner".into()));
    let leave = firm.by(&ana.token, Method::DELETE, &format!("/api/members/{}", ana.member));
    let leave = leave.header("if-match", "\"1\"").send().await.unwrap();
    assert_eq!(code_of(leave).await.1, "last_owner");
    for (member, role) in [(&bo.member, "owner"), (&ana.member, "admin")] {
        let answer = change(&bo.token, member, "1", role).await.unwrap();
        assert_eq!(code_of(answer).await.1, "role_not_allowed", "{role}");
    }
    let invite = firm.by(&bo.token, Method::POST, "/api/invitations");
    let invite = invite.json(&json!({ "name": "Cy", "role": "owner" })).send().await.unwrap();
    assert_eq!(code_of(invite).await.1, "role_not_allowed");
    let shut = firm.by(&bo.token, Method::DELETE, &format!("/api/devices/{}", ana.id));
    assert_eq!(code_of(shut.send().await.unwrap()).await.1, "role_not_allowed");

    assert_eq!(change(&ana.token, &bo.member, "1", "owner").await.unwrap().status(), 200);
    let stale = change(&ana.token, &bo.member, "1", "staff").await.unwrap();
    assert_eq!(code_of(stale).await, (StatusCode::PRECONDITION_FAILED, "version_differs".into()));
    assert_eq!(change(&bo.token, &ana.member, "1", "staff").await.unwrap().status(), 200);
    let now = firm.get(&ana.token, "/api/me").await;
    assert_eq!(now["role"], "staff", "at once, with the token she has");
}

pub(super) async fn a_key_rotates_with_an_overlap_and_says_when_it_was_last_used(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let made = firm.key(&ana, &["members:read", "members:read"]).await;
    let (id, old) = (made["id"].as_str().unwrap(), made["key"].as_str().unwrap());
    assert_eq!(made["scopes"], json!(["members:read"]));
    firm.get(old, "/api/members").await;
    firm.pass(3);
    let rotate = firm.by(&ana.token, Method::POST, &format!("/api/keys/{id}/rotate"));
    let rotate = rotate.json(&json!({ "overlap_hours": 1 }));
    let version = rotate.try_clone().unwrap().send().await.unwrap();
    assert_eq!(code_of(version).await.1, "version_needed");
    let rotated = firm.send(rotate.header("if-match", "\"1\""), StatusCode::OK).await;
    let new = rotated["key"].as_str().unwrap();
    firm.pass(59);
    firm.get(old, "/api/me").await;
    firm.get(new, "/api/members").await;
    firm.pass(1);
    let over = firm.by(old, Method::GET, "/api/me").send().await.unwrap();
    assert_eq!(code_of(over).await.1, "token_expired");
    let shown = firm.get(&ana.token, &format!("/api/keys/{id}")).await;
    assert_eq!(shown["last_used_at"], "2026-11-22T10:02:00.000Z");
    assert!(shown.get("key").is_none());
    let revoke = firm.by(&ana.token, Method::DELETE, &format!("/api/keys/{id}"));
    firm.send(revoke, StatusCode::NO_CONTENT).await;
    let gone = firm.by(new, Method::GET, "/api/me").send().await.unwrap();
    assert_eq!(code_of(gone).await.1, "token_unknown");
}

pub(super) async fn no_secret_is_in_the_database_or_in_a_list(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let made = firm.key(&ana, &["members:read"]).await;
    let request = firm.by(&ana.token, Method::POST, "/api/integrations/xero/connect");
    let asked = firm.send(request.json(&json!({})), StatusCode::CREATED).await;
    let link = asked["link"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let kept = firm.ground.all_that_is_kept().await;
    for secret in [&ana.token, made["key"].as_str().unwrap(), &link] {
        assert!(secret.starts_with("pb") && secret.len() == 47, "{secret}");
        let found = kept.windows(secret.len()).any(|bytes| bytes == secret.as_bytes());
        assert!(!found, "a secret is kept");
    }
    assert!(kept.windows(7).any(|bytes| bytes == b"Reports"), "it is all there");
}

pub(super) async fn who_only_looks_is_answered_while_somebody_else_writes(ground: Ground) {
    let firm = Firm::open(ground).await;
    let ana = firm.owner().await;
    let me = firm.ground.while_somebody_writes(firm.get(&ana.token, "/api/me")).await;
    assert_eq!(me["name"], "Ana");
    // That she was here is noted the next time.
    firm.get(&ana.token, "/api/me").await;
    let devices = firm.get(&ana.token, "/api/devices").await;
    assert!(devices["items"][0]["last_seen_at"].is_string(), "{devices}");
}
