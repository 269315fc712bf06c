//! Answers to sign-ins that one server took, for those beside it.

use patchbay_firm_store::Hash;

use crate::stage::{Stage, minute};

/// The `n`th name.
fn name(n: u16) -> Hash {
    let mut name = [0; 32];
    name[..2].copy_from_slice(&n.to_be_bytes());
    name
}

pub(crate) async fn an_answer_is_kept_once_for_its_time_and_the_oldest_make_room(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    assert!(change.keep_relayed(&name(1), b"first", minute(10), minute(0)).await.unwrap());
    assert!(!change.keep_relayed(&name(1), b"second", minute(11), minute(1)).await.unwrap());
    change.commit().await.unwrap();
    let mut view = stage.store.read().await.unwrap();
    assert_eq!(view.relayed(&name(1), minute(9)).await.unwrap().unwrap(), b"first");
    assert_eq!(view.relayed_names(minute(9)).await.unwrap(), [name(1)]);
    assert_eq!(view.relayed(&name(2), minute(9)).await.unwrap(), None);
    assert_eq!(view.relayed(&name(1), minute(10)).await.unwrap(), None, "its time is over");
    drop(view);
    let mut change = stage.store.write().await.unwrap();
    for n in 2..1_010 {
        let ends_at = minute(20 + i64::from(n));
        assert!(change.keep_relayed(&name(n), b"x", ends_at, minute(10)).await.unwrap());
    }
    let names = change.relayed_names(minute(10)).await.unwrap();
    assert_eq!(names.len(), 1000);
    assert!(!names.contains(&name(1)) && !names.contains(&name(9)) && names.contains(&name(1_009)));
    // Of many that end at one moment, too, only those too many make room.
    for n in 2_000..3_010 {
        change.keep_relayed(&name(n), b"x", minute(9_000), minute(10)).await.unwrap();
    }
    assert_eq!(change.relayed_names(minute(10)).await.unwrap().len(), 1000);
}
