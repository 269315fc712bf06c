//! What happens once, and what does not happen at all.

use patchbay_firm_store::{Answer, Claim, NewConnectLink, Role, Setting};

use crate::stage::{Stage, minute};

fn setting(name: &str, version: i64) -> Setting {
    let value = "true".into();
    Setting { name: name.into(), value, changed_by: "x".into(), changed_at: minute(1), version }
}

pub(crate) async fn of_many_that_take_one_link_at_once_one_does(stage: Stage) {
    let stage = stage.ready().await;
    let new = NewConnectLink {
        provider: "xero".into(),
        role: Role::Staff,
        made_by: "me".into(),
        expires_at: minute(10),
    };
    let mut change = stage.store.write().await.unwrap();
    change.add_connect_link(&new, &[1; 32], minute(0)).await.unwrap();
    change.commit().await.unwrap();
    let mut all = Vec::new();
    for _ in 0..8 {
        let store = stage.store.clone();
        all.push(tokio::spawn(async move {
            let mut change = store.write().await.unwrap();
            let taken = change.take_connect_link(&[1; 32], minute(1)).await.unwrap();
            change.commit().await.unwrap();
            taken.is_some()
        }));
    }
    let mut taken = 0;
    for one in all {
        taken += i32::from(one.await.unwrap());
    }
    assert_eq!(taken, 1);

    let mut change = stage.store.write().await.unwrap();
    change.add_connect_link(&new, &[2; 32], minute(0)).await.unwrap();
    assert_eq!(change.take_connect_link(&[2; 32], minute(10)).await.unwrap(), None, "too late");
    assert_eq!(change.take_connect_link(&[3; 32], minute(1)).await.unwrap(), None, "never there");
}

pub(crate) async fn the_same_request_is_done_once_however_often_it_comes(stage: Stage) {
    let stage = stage.ready().await;
    let answer = Answer { status: 201, body: "{\"id\":\"1\"}".into() };
    let mut change = stage.store.write().await.unwrap();
    assert_eq!(change.claim("me", "k", &[1; 32], minute(0)).await.unwrap(), Claim::New);
    change.keep_answer("me", "k", &answer).await.unwrap();
    change.commit().await.unwrap();

    let mut change = stage.store.write().await.unwrap();
    let day = minute(24 * 60);
    let before = Claim::Before(answer);
    assert_eq!(change.claim("me", "k", &[1; 32], day).await.unwrap(), before);
    assert_eq!(change.claim("me", "k", &[2; 32], day).await.unwrap(), Claim::Other);
    assert_eq!(change.claim("you", "k", &[2; 32], day).await.unwrap(), Claim::New);
    let later = minute(24 * 60 + 1);
    assert_eq!(change.claim("me", "k", &[2; 32], later).await.unwrap(), Claim::New, "forgotten");
}

pub(crate) async fn a_change_that_is_given_up_leaves_nothing(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    assert!(change.set(&setting("a", 0)).await.unwrap());
    assert_eq!(change.claim("me", "k", &[1; 32], minute(0)).await.unwrap(), Claim::New);
    drop(change);
    let mut change = stage.store.write().await.unwrap();
    assert_eq!(change.setting("a").await.unwrap(), None);
    assert_eq!(change.claim("me", "k", &[1; 32], minute(0)).await.unwrap(), Claim::New);
}

pub(crate) async fn a_view_does_not_change_while_it_is_looked_at(stage: Stage) {
    let stage = stage.ready().await;
    let mut view = stage.store.read().await.unwrap();
    assert_eq!(view.settings("").await.unwrap(), []);
    let mut change = stage.store.write().await.unwrap();
    assert!(change.set(&setting("a", 0)).await.unwrap());
    change.commit().await.unwrap();
    assert_eq!(view.settings("").await.unwrap(), []);
    drop(view);
    let mut view = stage.store.read().await.unwrap();
    assert_eq!(view.settings("").await.unwrap().len(), 1);
}
