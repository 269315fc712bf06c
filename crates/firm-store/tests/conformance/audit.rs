//! The trail.

use patchbay_firm_store::{Action, AuditBroken, AuditFilter, NewEntry, Store};

use crate::stage::{Stage, minute};

async fn enter(store: &Store, n: i64, actor: &str, action: Action) {
    let mut change = store.write().await.unwrap();
    let entry = NewEntry::new(minute(n), Some(actor), "192.0.2.1", action)
        .subject("s")
        .provider(if n % 2 == 0 { "xero" } else { "stripe" })
        .with("name", "Miller & Co");
    change.enter(&entry).await.unwrap();
    change.commit().await.unwrap();
}

pub(crate) async fn entries_follow_from_each_other_and_are_found(stage: Stage) {
    let stage = stage.ready().await;
    for n in 1..=6 {
        let action = if n < 4 { Action::SettingChanged } else { Action::ApiKeyMade };
        enter(&stage.store, n, if n == 2 { "bo" } else { "ana" }, action).await;
    }
    let mut view = stage.store.read().await.unwrap();
    let whole = view.check_trail().await.unwrap().unwrap();
    assert_eq!(whole.entries, 6);
    let newest = view.entries(&AuditFilter::default(), i64::MAX).await.unwrap();
    assert_eq!(newest.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [6, 5, 4, 3, 2, 1]);
    assert_eq!(newest[0].hash, whole.last);
    assert_eq!(newest[0].detail, "{\"name\":\"Miller & Co\"}");
    let mut found = async |filter: AuditFilter, before| {
        let found = view.entries(&filter, before).await.unwrap();
        found.into_iter().map(|entry| entry.seq).collect::<Vec<_>>()
    };
    let none = AuditFilter::default;
    assert_eq!(found(none(), 3).await, [2, 1]);
    assert_eq!(found(AuditFilter { actor: Some("bo".into()), ..none() }, 9).await, [2]);
    assert_eq!(found(AuditFilter { provider: Some("xero".into()), ..none() }, 9).await, [6, 4, 2]);
    let action = Some("api_key.made".into());
    assert_eq!(found(AuditFilter { action, ..none() }, 9).await, [6, 5, 4]);
    let filter = AuditFilter { since: Some(minute(2)), until: Some(minute(4)), ..none() };
    assert_eq!(found(filter, 9).await, [3, 2]);
}

pub(crate) async fn an_entry_cannot_be_changed_or_removed(stage: Stage) {
    let stage = stage.ready().await;
    for n in 1..=3 {
        enter(&stage.store, n, "ana", Action::SettingChanged).await;
    }
    for sql in [
        "update audit_entries set actor = 'bo' where seq = 2",
        "delete from audit_entries where seq = 2",
    ] {
        assert!(stage.behind_its_back(sql).await.is_err(), "{sql}");
    }
    // Whoever owns the database can take the guard away, and is found out.
    let off = match stage.place {
        patchbay_firm_store::Place::Sqlite(_) => {
            "drop trigger audit_entries_stay; drop trigger audit_entries_are_kept"
        }
        patchbay_firm_store::Place::Postgres { .. } => {
            "drop trigger audit_entries_stay on audit_entries"
        }
    };
    stage.behind_its_back(off).await.unwrap();
    let broken = async || stage.store.read().await.unwrap().check_trail().await.unwrap().err();
    assert_eq!(broken().await, None);
    stage.behind_its_back("update audit_entries set actor = 'bo' where seq = 2").await.unwrap();
    assert_eq!(broken().await, Some(AuditBroken::Changed(2)));
    stage.behind_its_back("delete from audit_entries where seq = 2").await.unwrap();
    assert_eq!(broken().await, Some(AuditBroken::Missing(2)));
}

pub(crate) async fn many_that_enter_at_once_make_one_chain(stage: Stage) {
    let stage = stage.ready().await;
    let mut all = Vec::new();
    for n in 0..16 {
        // As programs of their own do.
        let store = Store::open(&stage.place).await.unwrap();
        all.push(tokio::spawn(async move {
            enter(&store, n, "ana", Action::SettingChanged).await;
            store.close().await;
        }));
    }
    for one in all {
        one.await.unwrap();
    }
    let whole = stage.store.read().await.unwrap().check_trail().await.unwrap();
    assert_eq!(whole.unwrap().entries, 16);
}
