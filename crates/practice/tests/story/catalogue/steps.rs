//! The steps of a connection's life, each checked against what the file says.

use patchbay_practice::COMPANIES;
use patchbay_providers::sign_in::Rotation;
use patchbay_providers::{Request, Source};
use serde_json::Value;

use crate::walk::Walk;

pub(super) async fn connect(walk: &mut Walk<'_>) {
    let place = format!("{} / {}", walk.provider.id, walk.sign_in.id);
    let page = walk.house.get(&walk.provider.id, &walk.consent()).send().await.unwrap();
    let status = page.status();
    let text = page.text().await.unwrap();
    assert_eq!(status, 200, "{place}: {text}");
    assert!(text.contains("id=\"allow\"") && text.contains("id=\"deny\""), "{place}: {text}");

    walk.allow(&COMPANIES[1]).await;
    let pasted = walk.callback.is_empty();
    assert!(pasted || walk.callback["state"] == "the-state", "{place}: {:?}", walk.callback);
    assert_eq!(walk.callback.get("iss").cloned(), walk.oauth().issuer.clone(), "{place}");
    walk.takes(walk.exchange()).await;
    if walk.oauth().nonce {
        assert_eq!(walk.claims().expect(&place)["nonce"], "the-nonce", "{place}");
    }
    for source in [&walk.oauth().clocks.idle_from, &walk.oauth().clocks.absolute_from] {
        let Some(source) = source else { continue };
        let seconds = walk.read(source, &Value::Null).expect(&place);
        assert!(seconds.parse::<u64>().unwrap() > 0, "{place}: {source} is {seconds}");
    }
}

/// Finds the company that was chosen, and keeps what the file keeps.
pub(super) async fn discovered(walk: &mut Walk<'_>, name: &str) {
    let Some(discovery) = &walk.sign_in.discovery else { return };
    let place = format!("{} / {}: discovery", walk.provider.id, walk.sign_in.id);
    let body = match &discovery.request {
        Some(request) => answer(walk, request, &place).await,
        None => Value::Null,
    };
    let list = match &discovery.list {
        Source::Body(pointer) => body.pointer(pointer),
        Source::Token(pointer) => walk.token.pointer(pointer),
        _ => None,
    };
    let list = list.unwrap_or_else(|| panic!("{place}: no list in {body}"));
    let item = list.get(0).unwrap_or(list).clone();
    let id = walk.read(&discovery.id, &item).expect(&place);
    let found = walk.read(&discovery.name, &item).expect(&place);
    assert!(found == name || found.contains('@'), "{place}: {found}");
    walk.know("account_id", &id);
    for (kept, source) in &discovery.keep {
        let value = walk.read(source, &item).expect(&place);
        walk.know(kept, &value);
    }
}

/// Takes every step of the test that is a call.
pub(super) async fn proven(walk: &mut Walk<'_>) {
    for probe in &walk.sign_in.probe {
        let Some(request) = &probe.request else { continue };
        let place = format!("{} / {}: {}", walk.provider.id, walk.sign_in.id, probe.name);
        let body = answer(walk, request, &place).await;
        if let Some(source) = &probe.expect.true_at {
            assert_eq!(walk.read(source, &body).as_deref(), Some("true"), "{place}: {body}");
        }
        for (source, wanted) in &probe.expect.equal {
            let found = walk.read(&source.parse().unwrap(), &body);
            assert_eq!(found.as_ref(), Some(wanted), "{place}: {body}");
        }
        for (source, wanted) in &probe.expect.contains {
            let found = walk.read(&source.parse().unwrap(), &body);
            assert!(found.is_some_and(|found| found.contains(wanted)), "{place}: {body}");
        }
        for source in [&probe.account_id, &probe.account_name].into_iter().flatten() {
            let in_head = matches!(source, Source::Header(_));
            let found = walk.read(source, &body);
            assert!(in_head || found.is_some_and(|f| !f.is_empty()), "{place}: {source} in {body}");
        }
    }
}

/// Asks an AI for its models, and the first of them a question.
pub(super) async fn asked(walk: &mut Walk<'_>) {
    let Some(ai) = &walk.provider.ai else { return };
    let place = format!("{} / {}: asked", walk.provider.id, walk.sign_in.id);
    let model = match &ai.list {
        Some(list) => {
            let body = answer(walk, &list.request, &place).await;
            let Source::Body(pointer) = &list.list else { panic!("{place}") };
            let item = body.pointer(&format!("{pointer}/0")).expect(&place);
            list.id_of(&walk.read(&list.id, item).expect(&place)).to_owned()
        }
        None => ai.models[0].clone(),
    };
    for (name, value) in [("model", model.as_str()), ("question", "Why?"), ("max_tokens", "64")] {
        walk.know(name, value);
    }
    let body = answer(walk, &ai.ask.request, &place).await;
    assert!(body.to_string().contains("was asked: Why?"), "{place}: {body}");
    for source in ai.ask.input_tokens.iter().chain(&ai.ask.output_tokens) {
        let tokens = walk.read(source, &body).expect(&place);
        assert!(tokens.parse::<u64>().is_ok(), "{place}: {tokens}");
    }
    walk.know("model", "no-such-model");
    let status = walk.call(&ai.ask.request).send().await.unwrap().status();
    assert_eq!(status, 404, "{place}: a model that there is not");
}

async fn answer(walk: &Walk<'_>, request: &Request, place: &str) -> Value {
    let answer = walk.call(request).send().await.unwrap();
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert_eq!(status, 200, "{place}: {text}");
    serde_json::from_str(text.trim_start_matches('\u{feff}')).expect(place)
}

pub(super) async fn renewed(walk: &mut Walk<'_>) {
    if walk.oauth().refresh.rotation == Rotation::None {
        return;
    }
    let before = walk.value("access_token").unwrap().to_owned();
    walk.takes(walk.renewal()).await;
    assert_ne!(walk.value("access_token"), Some(before.as_str()), "{}", walk.provider.id);
}

pub(super) async fn taken_back(walk: &mut Walk<'_>) {
    let place = format!("{} / {}", walk.provider.id, walk.sign_in.id);
    match walk.revocation() {
        Some(request) => {
            let answer = request.send().await.unwrap();
            let status = answer.status();
            let text = answer.text().await.unwrap();
            assert!(status.is_success(), "{place}: {status} {text}");
        }
        None => walk.house.practice.revoke_all(&walk.provider.id),
    }
    if let Some(request) = walk.sign_in.probe.iter().find_map(|probe| probe.request.as_ref()) {
        let status = walk.call(request).send().await.unwrap().status();
        assert_eq!(status, 401, "{place}: a call after the permission was taken back");
    }
    if walk.oauth().refresh.rotation != Rotation::None {
        let status = walk.renewal().send().await.unwrap().status();
        assert_eq!(status, 400, "{place}: a renewal after the permission was taken back");
    }
}
