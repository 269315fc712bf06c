//! Members, their devices, and keys for software.

use patchbay_firm_store::{Enrolling, NewApiKey, NewDevice, NewInvitation, Role, Session};

use crate::stage::{Stage, minute};

fn device(member: &str, n: u8) -> NewDevice {
    NewDevice {
        member: member.into(),
        name: "desk".into(),
        public_key: [n; 32],
        token: [n; 32],
        token_expires_at: minute(1000),
    }
}

async fn owner(change: &mut Session) -> String {
    change.add_member("Ana", None, Role::Owner, minute(0)).await.unwrap()
}

pub(crate) async fn somebody_who_is_invited_comes_in_once_with_one_device(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    let new = NewInvitation {
        name: "Bo".into(),
        email: Some("bo@firm.example".into()),
        role: Role::Staff,
        made_by: None,
        expires_at: minute(60),
    };
    let invitation = change.invite(&new, minute(0)).await.unwrap();
    change.add_link_for_invitation(&invitation, &[7; 32], minute(60), minute(0)).await.unwrap();
    assert_eq!(change.take_link(&[8; 32], minute(1)).await.unwrap(), None);
    assert_eq!(change.take_link(&[7; 32], minute(60)).await.unwrap(), None, "too late");
    match change.take_link(&[7; 32], minute(59)).await.unwrap() {
        Some(Enrolling::Invited(invited)) => {
            assert_eq!((invited.name.as_str(), invited.role), ("Bo", Role::Staff));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(change.take_link(&[7; 32], minute(59)).await.unwrap(), None, "taken");
    assert!(!change.withdraw_invitation(&invitation, minute(60)).await.unwrap(), "it was used");

    let other = change.invite(&new, minute(0)).await.unwrap();
    change.add_link_for_invitation(&other, &[9; 32], minute(60), minute(0)).await.unwrap();
    assert!(change.withdraw_invitation(&other, minute(1)).await.unwrap());
    assert_eq!(change.take_link(&[9; 32], minute(2)).await.unwrap(), None, "withdrawn");

    let member = change.add_member("Bo", None, Role::Staff, minute(3)).await.unwrap();
    let id = change.add_device(&device(&member, 1), minute(3)).await.unwrap().unwrap();
    assert_eq!(change.add_device(&device(&member, 1), minute(3)).await.unwrap(), None, "twice");
    let found = change.device_by_token(&[1; 32]).await.unwrap().unwrap();
    assert_eq!((found.id, found.member), (id, member));
}

pub(crate) async fn a_member_who_leaves_takes_their_devices_along(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    let ana = owner(&mut change).await;
    let bo = change.add_member("Bo", None, Role::Staff, minute(0)).await.unwrap();
    let hers = change.add_device(&device(&ana, 1), minute(0)).await.unwrap().unwrap();
    let his = change.add_device(&device(&bo, 2), minute(0)).await.unwrap().unwrap();
    assert!(!change.end_member(&bo, 2, minute(1)).await.unwrap(), "another version");
    assert!(change.end_member(&bo, 1, minute(1)).await.unwrap());
    assert_eq!(change.device(&his).await.unwrap().unwrap().revoked_at, Some(minute(1)));
    let left: Vec<_> = change.devices("").await.unwrap().into_iter().map(|d| d.id).collect();
    assert_eq!(left, [hers]);
    change.add_link_for_member(&bo, &[5; 32], minute(9), minute(1)).await.unwrap();
    assert_eq!(change.take_link(&[5; 32], minute(2)).await.unwrap(), None, "not there any more");
    change.add_link_for_member(&ana, &[6; 32], minute(9), minute(1)).await.unwrap();
    let taken = change.take_link(&[6; 32], minute(2)).await.unwrap();
    assert_eq!(taken, Some(Enrolling::Member(ana)));
    assert_eq!(change.count_owners().await.unwrap(), 1);
}

pub(crate) async fn a_row_that_somebody_else_changed_is_not_changed_again(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    let id = owner(&mut change).await;
    let seen = change.member(&id).await.unwrap().unwrap();
    let mut to = seen.clone();
    to.role = Role::Admin;
    assert!(change.change_member(&to).await.unwrap());
    to.name = "Ann".into();
    assert!(!change.change_member(&to).await.unwrap());
    let now = change.member(&id).await.unwrap().unwrap();
    assert_eq!((now.name.as_str(), now.role, now.version), ("Ana", Role::Admin, 2));
}

pub(crate) async fn a_key_that_rotates_is_taken_by_both_secrets_for_a_while(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    let made_by = owner(&mut change).await;
    let scopes = vec!["connections:read".to_owned(), "audit:read".to_owned()];
    let new = NewApiKey { name: "Reports".into(), scopes, made_by, expires_at: None };
    let id = change.add_api_key(&new, &[1; 32], minute(0)).await.unwrap();
    let rotated = change.rotate_api_key(&id, 1, &[2; 32], minute(30), minute(1));
    assert!(rotated.await.unwrap());
    let (key, old) = change.api_key_by_secret(&[1; 32]).await.unwrap().unwrap();
    assert_eq!((key.scopes, old.ends_at), (new.scopes, Some(minute(30))));
    let (_, now) = change.api_key_by_secret(&[2; 32]).await.unwrap().unwrap();
    assert_eq!(now.ends_at, None);
    let late = change.rotate_api_key(&id, 1, &[3; 32], minute(30), minute(2));
    assert!(!late.await.unwrap(), "another version");
    let again = change.rotate_api_key(&id, 2, &[3; 32], minute(40), minute(3));
    assert!(again.await.unwrap());
    assert_eq!(change.api_key_by_secret(&[1; 32]).await.unwrap(), None, "two at the most");
    change.used_api_key(&id, minute(4)).await.unwrap();
    assert_eq!(change.api_key(&id).await.unwrap().unwrap().last_used_at, Some(minute(4)));
    assert!(change.revoke_api_key(&id, minute(5)).await.unwrap());
    for secret in [[2; 32], [3; 32]] {
        assert_eq!(change.api_key_by_secret(&secret).await.unwrap(), None);
    }
    assert_eq!(change.api_keys("").await.unwrap(), []);
}

pub(crate) async fn a_token_is_renewed_once(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    let ana = owner(&mut change).await;
    let id = change.add_device(&device(&ana, 1), minute(0)).await.unwrap().unwrap();
    let seen = change.device(&id).await.unwrap().unwrap();
    assert!(change.renew_token(&seen, &[2; 32], minute(2000), minute(5)).await.unwrap());
    assert!(!change.renew_token(&seen, &[3; 32], minute(2000), minute(6)).await.unwrap());
    assert_eq!(change.device_by_token(&[1; 32]).await.unwrap(), None);
    change.saw_device(&id, minute(7)).await.unwrap();
    let now = change.device_by_token(&[2; 32]).await.unwrap().unwrap();
    assert_eq!((now.token_made_at, now.last_seen_at), (minute(5), Some(minute(7))));
    assert!(change.revoke_device(&id, minute(8)).await.unwrap());
    assert!(!change.renew_token(&now, &[4; 32], minute(2000), minute(9)).await.unwrap());
}
