//! A mailbox in the server's custody: read each minute, and shown to whoever may see it.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_contract::custody::purpose;
use patchbay_custody::{Held, KeptKey, to_bytes};
use patchbay_gateway::Values;
use patchbay_practice::{Endpoint, Gate, Misbehaviour, Trick};
use patchbay_providers::TroubleAt;
use patchbay_test_support::eventually;
use patchbay_vault::PublicIdentity;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::super::code_of;
use super::provider::provider;
use super::{Ground, Handing, number};

/// A mailbox that a password opens.
const MAILBOX: &str = "yahoo_mail";
const WAY: &str = "app_password";

/// One that a token opens.
const BY_TOKEN: &str = "gmail";

impl Handing {
    /// A mailbox that a password opens, as a computer keeps it.
    fn by_password(&self) -> Held {
        self.by_form(MAILBOX, WAY)
    }

    /// What is typed into this form, as a computer keeps it.
    pub(super) fn by_form(&self, provider: &str, way: &str) -> Held {
        let typed = self.vendors.practice.credentials_of(provider, way);
        let account = typed.get("email").cloned();
        let values: Values = typed.into_iter().collect();
        Held {
            provider: provider.into(),
            sign_in: way.into(),
            environment: "live".into(),
            account,
            key: Some(KeptKey::of(&values).expose_secret().clone()),
            ..Held::default()
        }
    }

    /// Hands a mailbox over, to the end.
    async fn hold_a_mailbox(&self, n: u8, held: &Held) {
        self.hold_as("m", n, held).await;
    }

    /// The same of whichever connection.
    pub(super) async fn hold_as(&self, id: &str, n: u8, held: &Held) {
        let known = self.get("/api/me").await["key"].clone();
        let public = BASE64_URL_SAFE_NO_PAD.decode(known["public"].as_str().unwrap()).unwrap();
        let public = PublicIdentity::from_bytes(&public).unwrap();
        let purpose = purpose(&self.ana.server, id, &number(n));
        let sealed = public.seal_handed(&purpose, &to_bytes(held).unwrap()).unwrap();
        let body = json!({
            "handover": number(n),
            "fingerprint": known["fingerprint"],
            "sealed": BASE64_URL_SAFE_NO_PAD.encode(sealed),
        });
        let delivery = self.put(&format!("/api/connections/{id}/custody")).json(&body);
        let delivered = self.firm.send(delivery, StatusCode::OK).await;
        assert_eq!(delivered["state"], "proven", "{delivered}");
        let taking = self.ask(Method::POST, &format!("/api/connections/{id}/custody/take"));
        let taking = taking.json(&json!({ "handover": number(n) }));
        assert_eq!(self.firm.send(taking, StatusCode::OK).await["state"], "held");
    }

    async fn with_a_mailbox(ground: Ground) -> Self {
        let it = Self::open(ground).await;
        it.mailbox_is_known(MAILBOX).await;
        it.hold_a_mailbox(1, &it.by_password()).await;
        it
    }

    async fn mailbox_is_known(&self, provider: &str) {
        self.is_known("m", provider).await;
    }

    /// Makes a connection of that provider known.
    pub(super) async fn is_known(&self, id: &str, provider: &str) {
        let mut facts = self.facts("this_computer", "connected");
        facts["provider"] = provider.into();
        let request = self.put(&format!("/api/connections/{id}")).json(&facts);
        self.firm.send(request, StatusCode::CREATED).await;
    }

    /// Waits for mail that is like this.
    async fn mail(&self, what: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        eventually(what, async || {
            let answer = self.ask(Method::GET, "/api/connections/m/mail").send().await.unwrap();
            let mail: Value = answer.json().await.unwrap();
            is_it(&mail).then_some(mail)
        })
        .await
        .unwrap()
    }
}

fn count(mail: &Value) -> usize {
    mail["items"].as_array().map_or(0, Vec::len)
}

pub(in super::super) async fn a_mailbox_that_is_held_is_read_each_minute(ground: Ground) {
    let it = Handing::with_a_mailbox(ground).await;
    let first = it.mail("what is there is read", |mail| mail["read_at"].is_string()).await;
    let before = count(&first);
    assert!(before > 10 && first["problem"].is_null(), "{first}");
    let (newest, oldest) = (&first["items"][0], &first["items"][before - 1]);
    assert!(newest["uid"].as_u64() > oldest["uid"].as_u64(), "the newest comes first");
    assert!(newest["subject"].is_string() && newest["from_address"].is_string(), "{newest}");
    assert_eq!((&newest["seen"], &oldest["seen"]), (&false.into(), &true.into()));
    assert_eq!(first["next"], Value::Null);
    let below = format!("/api/connections/m/mail?cursor={}", newest["uid"]);
    assert_eq!(count(&it.get(&below).await), before - 1);

    it.firm.pass(20);
    let is_later = |mail: &Value| mail["read_at"].as_str() > first["read_at"].as_str();
    let later = it.mail("what is new is read", is_later).await;
    assert_eq!(count(&later), before + 2);
    assert_eq!(later["items"][2], *newest, "what was known is known");
    let told = it.get(&format!("/api/integrations/{MAILBOX}/sync/status")).await;
    let mail = &told["entities"][0];
    let wanted = (&Value::from("messages"), &Value::from(count(&later)), &Value::from(0));
    assert_eq!((&mail["entity"], &mail["synced"], &mail["errors"]), wanted, "{told}");
    // Whoever holds no mailbox has no mail, and a cursor is what a page named.
    let none = it.ask(Method::GET, "/api/connections/c/mail").send().await.unwrap();
    assert_eq!(code_of(none).await, (StatusCode::NOT_FOUND, "not_found".to_owned()));
    let odd = it.ask(Method::GET, "/api/connections/m/mail?cursor=x").send().await.unwrap();
    assert_eq!(odd.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

pub(in super::super) async fn a_mailbox_that_fails_says_why_and_loses_nothing_that_was_read(
    ground: Ground,
) {
    let it = Handing::with_a_mailbox(ground).await;
    let before = count(&it.mail("it is read", |mail| mail["read_at"].is_string()).await);
    let gone = Misbehaviour::always(Endpoint::Mail, Trick::Reset);
    it.vendors.practice.misbehave(MAILBOX, gone);
    it.firm.pass(2);
    let failed = it.mail("it fails", |mail| mail["problem"].is_object()).await;
    assert_eq!(count(&failed), before);
    assert!(failed["problem"]["remedy"].is_string(), "{failed}");
    let told = it.get(&format!("/api/integrations/{MAILBOX}/sync/status")).await;
    assert_eq!(told["entities"][0]["errors"], 1, "{told}");
    it.vendors.practice.behave(MAILBOX);
    it.firm.pass(70);
    it.mail("it goes on", |mail| mail["problem"].is_null() && count(mail) > before).await;

    // A password that is not taken any more is told as the connection's, and is not tried again.
    let all = provider(MAILBOX).error;
    let refused = all.iter().find(|known| known.at == TroubleAt::Mail).unwrap();
    it.vendors.practice.misbehave(MAILBOX, Misbehaviour::named(refused).unwrap());
    it.firm.pass(2);
    eventually("a person is needed", async || {
        let told = it.get("/api/connections/m").await;
        (told["status"] == "reconnect_needed").then_some(())
    })
    .await
    .unwrap();
    assert!(count(&it.mail("it stays", |mail| mail["problem"].is_object()).await) > before);
}

pub(in super::super) async fn mail_is_shown_for_as_long_as_it_is_held_and_then_gone(
    ground: Ground,
) {
    let it = Handing::with_a_mailbox(ground).await;
    it.mail("it is read", |mail| mail["read_at"].is_string()).await;
    let path = format!("/api/connections/m/custody?handover={}", number(1));
    it.firm.send(it.ask(Method::DELETE, &path), StatusCode::OK).await;
    let gone = it.ask(Method::GET, "/api/connections/m/mail").send().await.unwrap();
    assert_eq!(code_of(gone).await, (StatusCode::NOT_FOUND, "not_found".to_owned()));
    it.hold_a_mailbox(2, &it.by_password()).await;
    let again = it.mail("it is read anew", |mail| mail["read_at"].is_string()).await;
    assert!(count(&again) > 10, "{again}");
}

pub(in super::super) async fn a_mailbox_that_a_token_opens_is_read_for_as_long_as_it_can_be_renewed(
    ground: Ground,
) {
    let it = Handing::open(ground).await;
    it.mailbox_is_known(BY_TOKEN).await;
    let home = format!("http://127.0.0.1:49200/connect/{BY_TOKEN}/return");
    let held = it.vendors.allowed_at(BY_TOKEN, "oauth_mailbox", &home).await;
    let held = Held { account: it.vendors.account(&held).await, ..held };
    it.hold_a_mailbox(1, &held).await;
    let first = it.mail("it is read", |mail| mail["read_at"].is_string()).await;
    // Its token ends, and the server has another.
    it.firm.pass(120);
    let is_later = |mail: &Value| mail["read_at"].as_str() > first["read_at"].as_str();
    let later = it.mail("it is read by another token", is_later).await;
    assert_eq!(count(&later), count(&first) + 12);
    // Its owner ends it: the mail server takes no token, and the provider says why.
    it.vendors.practice.revoke_all(BY_TOKEN);
    it.firm.pass(2);
    eventually("a person is needed", async || {
        let told = it.get("/api/connections/m").await;
        (told["status"] == "reconnect_needed").then_some(())
    })
    .await
    .unwrap();
    assert_eq!(it.entered("custody.not_renewed").await, 1);
    assert_eq!(count(&it.mail("what was read stays", |_| true).await), count(&later));
}

pub(in super::super) async fn a_mailbox_that_does_not_answer_keeps_no_other_from_being_read(
    ground: Ground,
) {
    let it = Handing::with_a_mailbox(ground).await;
    it.is_known("slow", BY_TOKEN).await;
    it.hold_as("slow", 2, &it.by_form(BY_TOKEN, WAY)).await;
    let read_at = async |id: &str| {
        let answer = it.ask(Method::GET, &format!("/api/connections/{id}/mail")).send().await;
        let mail: Value = answer.unwrap().json().await.unwrap();
        mail["read_at"].as_str().map(str::to_owned)
    };
    let later = async |what: &str, id: &str, than: Option<String>| {
        eventually(what, async || Some(read_at(id).await).filter(|at| *at > than)).await.unwrap()
    };
    let mut slow = later("the slow one is read while it answers", "slow", None).await;
    let mut other = later("the other one is read", "m", None).await;
    let gate = Gate::default();
    let hold = Misbehaviour::always(Endpoint::Mail, Trick::Hold(gate.clone()));
    it.vendors.practice.misbehave(BY_TOKEN, hold);
    for minute in 0..3 {
        it.firm.pass(2);
        gate.reached(1).await;
        other = later(&format!("the other one is read, {minute}"), "m", other).await;
        assert_eq!(read_at("slow").await, slow, "it waits for itself");
    }
    it.vendors.practice.behave(BY_TOKEN);
    gate.open();
    it.firm.pass(2);
    slow = later("the slow one goes on once it answers", "slow", slow).await;
    assert!(slow.is_some());
}
