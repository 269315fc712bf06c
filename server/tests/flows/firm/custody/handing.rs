//! A hand-over, step by step, and back.

use reqwest::{Method, StatusCode};

use super::super::code_of;
use super::{Ground, Handing, number};

pub(in super::super) async fn a_connection_is_handed_over_and_renewed_by_the_server_from_then_on(
    ground: Ground,
) {
    let it = Handing::open(ground).await;
    let held = it.vendors.allowed().await;
    let delivered = it.deliver(1, &held).await;
    assert_eq!((&delivered["state"], &delivered["problem"]), (&"proven".into(), &().into()));
    assert!(delivered["checks"].as_array().unwrap().iter().any(|check| check["holds"] == true));
    // The computer renews still, however late it is.
    it.firm.pass(58);
    let again = it.deliver(1, &held).await;
    assert_eq!(again["state"], "proven");
    assert_eq!(it.vendors.counts().refreshes, 0);
    assert_eq!(it.custodian().await, "this_computer");
    let cursor = it.get("/api/changes").await["cursor"].clone();

    let taken = it.firm.send(it.taking(1), StatusCode::OK).await;
    assert_eq!(taken["state"], "held");
    assert_eq!(it.firm.send(it.taking(1), StatusCode::OK).await["state"], "held", "said twice");
    let since = format!("/api/changes?cursor={}", cursor.as_str().unwrap());
    let told = it.get(&since).await;
    assert_eq!(told["items"][0]["connection"]["custodian"], "firm_server", "{told}");
    for n in 1..4 {
        it.is_renewed(n).await;
        it.firm.pass(58);
    }
    let counts = it.vendors.counts();
    assert_eq!((counts.double_spends, counts.repeats, counts.lost), (0, 0, 0), "{counts:?}");
    assert_eq!(it.entered("custody.taken").await, 1);
    assert_eq!(it.test().await["problem"], serde_json::Value::Null);
    assert_eq!(it.entered("custody.tested").await, 1);
    assert_eq!(it.get("/api/audit/check").await["whole"], true);
}

pub(in super::super) async fn who_holds_a_connection_says_how_it_is(ground: Ground) {
    let it = Handing::open(ground).await;
    it.hold(1).await;
    let known = it.get("/api/connections/c").await;
    let mut facts = it.facts("this_computer", "reconnect_needed");
    facts["label"] = "Books".into();
    facts["idle_ends_at"] = "2030-01-01T00:00:00Z".into();
    let request = it.put("/api/connections/c").json(&facts);
    let request = request.header("if-match", format!("\"{}\"", known["version"]));
    let put = it.firm.send(request, StatusCode::OK).await;
    assert_eq!(put["label"], "Books", "the rest of what is said is taken");
    assert_eq!(put["custodian"], "firm_server");
    for said in ["status", "last_success", "idle_ends_at"] {
        assert_eq!(put[said], known[said], "{said}");
    }
    // Removed, the server has nothing of it any more.
    let request = it.ask(Method::DELETE, "/api/connections/c");
    let request = request.header("if-match", format!("\"{}\"", put["version"]));
    it.firm.send(request, StatusCode::NO_CONTENT).await;
    it.connection("c").await;
    assert_eq!(it.get("/api/connections/c/custody").await["state"], "withdrawn");
    assert_eq!(it.custodian().await, "this_computer");
}

pub(in super::super) async fn what_was_called_back_is_never_taken_however_late_it_comes(
    ground: Ground,
) {
    let it = Handing::open(ground).await;
    let held = it.vendors.allowed().await;
    let late = it.sealed(1, &held).await;
    it.deliver(1, &held).await;
    let back = it.firm.send(it.withdrawal(1, ""), StatusCode::OK).await;
    assert_eq!((&back["state"], &back["handover"]), (&"withdrawn".into(), &number(1).into()));
    let refused = (StatusCode::CONFLICT, "custody_withdrawn".to_owned());
    for request in [it.delivery(&late), it.taking(1)] {
        assert_eq!(code_of(request.send().await.unwrap()).await, refused);
    }
    // Called back before it came.
    let early = it.firm.send(it.withdrawal(2, ""), StatusCode::OK).await;
    assert_eq!(early["state"], "withdrawn");
    let late = it.sealed(2, &held).await;
    assert_eq!(code_of(it.delivery(&late).send().await.unwrap()).await, refused);
    // Held, another number is refused; and given back, once.
    it.hold(3).await;
    let other = it.sealed(4, &held).await;
    let told = code_of(it.delivery(&other).send().await.unwrap()).await;
    assert_eq!(told, (StatusCode::CONFLICT, "custody_other".to_owned()));
    let told = code_of(it.taking(4).send().await.unwrap()).await;
    assert_eq!(told, (StatusCode::CONFLICT, "custody_other".to_owned()));
    assert_eq!(it.custodian().await, "firm_server");
    // Who does not know that it is held already takes nothing from who holds it.
    let stays = it.firm.send(it.withdrawal(3, "&unless_held=true"), StatusCode::OK).await;
    assert_eq!(stays["state"], "held");
    assert_eq!(it.custodian().await, "firm_server");
    let both = it.withdrawal(3, "&unless_held=true&revoke=true").send().await.unwrap();
    assert_eq!(code_of(both).await.1, "wrong_shape");
    for _ in 0..2 {
        let back = it.firm.send(it.withdrawal(3, ""), StatusCode::OK).await;
        assert_eq!(back["state"], "withdrawn");
        assert_eq!(it.custodian().await, "this_computer");
    }
    assert_eq!(it.entered("custody.withdrawn").await, 2);
    let test = it.ask(Method::POST, "/api/connections/c/custody/test");
    let told = code_of(test.send().await.unwrap()).await;
    assert_eq!(told, (StatusCode::CONFLICT, "custody_not_held".to_owned()));
}

pub(in super::super) async fn a_permission_is_taken_back_at_the_provider_by_the_server_that_holds_it(
    ground: Ground,
) {
    let it = Handing::open(ground).await;
    it.hold(1).await;
    let ended = it.firm.send(it.withdrawal(1, "&revoke=true"), StatusCode::OK).await;
    assert_eq!(ended["state"], "withdrawn");
    assert_eq!(ended["revoked"]["proof"], "refused_afterwards", "{ended}");
    assert_eq!(it.vendors.counts().revoked, 1);
}

pub(in super::super) async fn one_word_that_comes_again_is_done_once(ground: Ground) {
    let it = Handing::open(ground).await;
    let held = it.vendors.allowed().await;
    let body = it.sealed(1, &held).await;
    for _ in 0..2 {
        let request = it.delivery(&body).header("idempotency-key", "one");
        assert_eq!(it.firm.send(request, StatusCode::OK).await["state"], "proven");
    }
    assert_eq!(it.entered("custody.delivered").await, 1);
    let other = it.sealed(2, &held).await;
    let request = it.delivery(&other).header("idempotency-key", "one");
    assert_eq!(code_of(request.send().await.unwrap()).await.1, "idempotency_key_used");
}
