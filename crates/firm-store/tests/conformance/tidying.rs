//! What goes by itself.

use patchbay_firm_store::{
    Claim, NewApiKey, NewConnectLink, NewInvitation, Role, Session, StoreError, Tidied,
};

use crate::stage::{Stage, minute};

const DAY: i64 = 24 * 60;

async fn invite(change: &mut Session, name: &str, ends: i64) -> Result<String, StoreError> {
    let new = NewInvitation {
        name: name.into(),
        email: None,
        role: Role::Staff,
        made_by: None,
        expires_at: minute(ends),
    };
    change.invite(&new, minute(0)).await
}

pub(crate) async fn what_has_ended_goes_and_nothing_else(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    let ana = change.add_member("Ana", None, Role::Owner, minute(0)).await.unwrap();
    assert_eq!(change.claim("me", "old", &[1; 32], minute(0)).await.unwrap(), Claim::New);
    assert_eq!(change.claim("you", "new", &[1; 32], minute(31 * DAY)).await.unwrap(), Claim::New);
    let came = invite(&mut change, "came", 60).await.unwrap();
    change.add_link_for_invitation(&came, &[2; 32], minute(60), minute(0)).await.unwrap();
    assert!(change.take_link(&[2; 32], minute(1)).await.unwrap().is_some());
    let never = invite(&mut change, "never came", 60).await.unwrap();
    change.add_link_for_invitation(&never, &[3; 32], minute(60), minute(0)).await.unwrap();
    let withdrawn = invite(&mut change, "withdrawn", 90 * DAY).await.unwrap();
    change
        .add_link_for_invitation(&withdrawn, &[4; 32], minute(90 * DAY), minute(0))
        .await
        .unwrap();
    assert!(change.withdraw_invitation(&withdrawn, minute(1)).await.unwrap());
    let open = invite(&mut change, "may come", 90 * DAY).await.unwrap();
    change.add_link_for_invitation(&open, &[5; 32], minute(90 * DAY), minute(0)).await.unwrap();
    let lately = invite(&mut change, "lately", 20 * DAY).await.unwrap();
    change.add_link_for_invitation(&lately, &[6; 32], minute(20 * DAY), minute(0)).await.unwrap();
    let key = NewApiKey {
        name: "Reports".into(),
        scopes: Vec::new(),
        made_by: ana.clone(),
        expires_at: None,
    };
    let key = change.add_api_key(&key, &[7; 32], minute(0)).await.unwrap();
    assert!(change.rotate_api_key(&key, 1, &[8; 32], minute(60), minute(0)).await.unwrap());
    let link = NewConnectLink {
        provider: "xero".into(),
        role: Role::Staff,
        made_by: ana,
        expires_at: minute(60),
    };
    change.add_connect_link(&link, &[9; 32], minute(0)).await.unwrap();
    assert!(!change.withdraw_custody("a", "1", minute(0)).await.unwrap());
    assert!(!change.withdraw_custody("a", "2", minute(20 * DAY)).await.unwrap());

    let none = change.tidy(minute(60)).await.unwrap();
    assert_eq!(none, Tidied::default(), "it may still be asked what became of it");
    let gone = change.tidy(minute(31 * DAY + 61)).await.unwrap();
    assert_eq!(gone, Tidied { answers: 1, links: 4, invitations: 2, secrets: 1, handovers: 1 });
    let again = change.tidy(minute(31 * DAY + 61)).await.unwrap();
    assert_eq!(again, Tidied::default());

    assert!(change.has_ended("2").await.unwrap() && !change.has_ended("1").await.unwrap());
    let left = change.invitations("").await.unwrap();
    let mut left: Vec<_> = left.iter().map(|one| one.name.as_str()).collect();
    left.sort_unstable();
    assert_eq!(left, ["came", "lately", "may come"]);
    assert!(change.take_link(&[5; 32], minute(40 * DAY)).await.unwrap().is_some());
    assert!(change.api_key_by_secret(&[8; 32]).await.unwrap().is_some(), "the newer secret");
    assert!(change.api_key_by_secret(&[7; 32]).await.unwrap().is_none());
    let new = change.claim("you", "new", &[2; 32], minute(31 * DAY)).await.unwrap();
    assert_eq!(new, Claim::Other, "an answer of today is there");
}
