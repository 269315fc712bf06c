//! How this computer is in, kept and ended: over a real store.

use super::*;
use crate::testing::{AT, LATER, change, entered, sealed, store_with_vault};

fn enrolment(device: &str) -> Enrolment {
    Enrolment {
        embedded: false,
        address: "https://firm.example".into(),
        server: "s".into(),
        epoch: "e".into(),
        member: "m".into(),
        name: "Ana".into(),
        role: "owner".into(),
        device: device.into(),
        device_name: "desk".into(),
        enrolled_at: AT.into(),
        last_contact_at: Some(AT.into()),
        token_expires_at: LATER.into(),
        standing: "in".into(),
        server_key: None,
    }
}

fn seal(name: &str, generation: u64) -> Result<SealedBytes, ()> {
    Ok(sealed(1, &format!("{name} {generation}")))
}

#[tokio::test]
async fn a_computer_is_in_at_one_server_until_it_leaves() {
    let (_home, store) = store_with_vault().await;
    assert_eq!(store.enrolment().await.unwrap(), None);
    let before = entered(&store).await;
    let keep = async |new| store.keep_enrolment(&new, change(AT), seal).await.unwrap();
    assert_eq!(keep(enrolment("one")).await, Ok(true));
    assert_eq!(keep(enrolment("two")).await, Ok(false), "it is in already");
    assert_eq!(store.enrolment().await.unwrap(), Some(enrolment("one")));
    assert_eq!(entered(&store).await, before + 1, "the second is no news");
    let token = store.own_secret(DEVICE_TOKEN).await.unwrap().unwrap();
    assert_eq!((token.generation, token.sealed.as_slice()), (1, &b"firm_server_token 1"[..]));

    assert!(store.end_enrolment("", change(LATER)).await.unwrap());
    assert!(!store.end_enrolment("", change(LATER)).await.unwrap());
    assert_eq!(store.enrolment().await.unwrap(), None);
    for name in [DEVICE_KEY, DEVICE_TOKEN] {
        assert_eq!(store.own_secret(name).await.unwrap(), None, "{name} went with it");
    }
}

#[tokio::test]
async fn the_server_inside_the_app_gives_way_to_the_firms_and_not_the_other_way_round() {
    let (_home, store) = store_with_vault().await;
    let keep = async |new| store.keep_enrolment(&new, change(AT), seal).await.unwrap().unwrap();
    let inside = |device| Enrolment { embedded: true, ..enrolment(device) };
    for new in [inside("one"), inside("one anew"), enrolment("two")] {
        assert!(keep(new.clone()).await);
        assert_eq!(store.enrolment().await.unwrap(), Some(new));
    }
    let token = store.own_secret(DEVICE_TOKEN).await.unwrap().unwrap();
    assert_eq!(token.generation, 3, "the newest device's");
    assert!(!keep(inside("three")).await);
    assert_eq!(store.enrolment().await.unwrap(), Some(enrolment("two")));
}

#[tokio::test]
async fn where_a_secret_cannot_be_sealed_nothing_is_kept() {
    let (_home, store) = store_with_vault().await;
    let fails = |name: &str, generation| match name {
        DEVICE_KEY => seal(name, generation).map_err(|()| "no"),
        _ => Err("no"),
    };
    let done = store.keep_enrolment(&enrolment("one"), change(AT), fails).await.unwrap();
    assert_eq!(done, Err("no"));
    assert_eq!(store.enrolment().await.unwrap(), None);
    assert_eq!(store.own_secret(DEVICE_KEY).await.unwrap(), None);
}

#[tokio::test]
async fn another_token_takes_the_place_of_this_devices_and_of_no_others() {
    let (_home, store) = store_with_vault().await;
    store.keep_enrolment(&enrolment("one"), change(AT), seal).await.unwrap().unwrap();
    let renew = async |device| {
        store.renew_device_token(device, "2026-12-22T09:00:00Z", LATER, seal).await.unwrap()
    };
    assert_eq!(renew("two").await, Ok(false));
    assert_eq!(renew("one").await, Ok(true));
    let token = store.own_secret(DEVICE_TOKEN).await.unwrap().unwrap();
    assert_eq!((token.generation, token.sealed.as_slice()), (2, &b"firm_server_token 2"[..]));
    let now = store.enrolment().await.unwrap().unwrap();
    assert_eq!(now.token_expires_at, "2026-12-22T09:00:00Z");
}

#[tokio::test]
async fn what_the_server_says_is_noted_and_being_shut_out_is_news_once() {
    let (_home, store) = store_with_vault().await;
    store.keep_enrolment(&enrolment("one"), change(AT), seal).await.unwrap().unwrap();
    let contact = Contact { name: "Ana M", role: "admin", standing: "another_life", epoch: None };
    let quietly = Change { at: LATER, entries: &[] };
    store.note_contact("one", contact, quietly).await.unwrap();
    let now = store.enrolment().await.unwrap().unwrap();
    assert_eq!(now.epoch, "e", "nobody went along yet");
    assert_eq!((now.name.as_str(), now.role.as_str()), ("Ana M", "admin"));
    assert_eq!(
        (now.last_contact_at.as_deref(), now.standing.as_str()),
        (Some(LATER), "another_life")
    );
    let goes_along = Contact { standing: "in", epoch: Some("f"), ..contact };
    store.note_contact("one", goes_along, change(LATER)).await.unwrap();
    assert_eq!(store.enrolment().await.unwrap().unwrap().epoch, "f");
    let before = entered(&store).await;
    assert!(store.note_shut_out("one", change(LATER)).await.unwrap());
    assert!(!store.note_shut_out("one", change(LATER)).await.unwrap());
    assert_eq!(entered(&store).await, before + 1);
}
