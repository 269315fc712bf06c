//! Connections and settings.

use patchbay_firm_store::{Changed, Connection, EntityState, PAGE, Setting, Store};

use crate::stage::{Stage, minute};

pub(crate) fn connection(id: &str, provider: &str) -> Connection {
    Connection {
        id: id.into(),
        provider: provider.into(),
        environment: "live".into(),
        label: Some("Miller’s — “books” 🧾".into()),
        account_id: None,
        account_name: Some("Miller & Co".into()),
        owner: Some(String::new()),
        custodian: "this_computer".into(),
        status: "connected".into(),
        last_success: Some(minute(3)),
        idle_ends_at: Some(minute(90)),
        absolute_ends_at: None,
        made_at: minute(1),
        changed_at: minute(3),
        version: 1,
    }
}

pub(crate) async fn what_is_known_of_a_connection_comes_back_as_it_went(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    let new = connection("a", "xero");
    assert!(change.add_connection(&new).await.unwrap());
    assert!(!change.add_connection(&new).await.unwrap(), "it is there");
    assert_eq!(change.connection("a").await.unwrap().as_ref(), Some(&new));
    let mut to = new.clone();
    to.status = "reconnect_needed".into();
    to.last_success = None;
    assert!(change.change_connection(&to).await.unwrap());
    assert!(!change.change_connection(&to).await.unwrap(), "another version");
    to.version = 2;
    assert_eq!(change.connection("a").await.unwrap(), Some(to));

    let state = |entity: &str, pending| EntityState {
        entity: entity.into(),
        synced: 1_000_000_000_000,
        pending,
        errors: 0,
        last_sync: Some(minute(2)),
    };
    change.set_entities("a", &[state("invoices", 1), state("accounts", 0)]).await.unwrap();
    let found = change.entities("a").await.unwrap();
    assert_eq!(found, [state("accounts", 0), state("invoices", 1)]);
    change.set_entities("a", &[state("invoices", 2)]).await.unwrap();
    assert_eq!(change.entities("a").await.unwrap(), [state("invoices", 2)]);
}

pub(crate) async fn a_connection_that_was_removed_may_come_back(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    change.add_connection(&connection("a", "xero")).await.unwrap();
    assert!(!change.remove_connection("a", 2, minute(5)).await.unwrap(), "another version");
    assert!(change.remove_connection("a", 1, minute(5)).await.unwrap());
    assert_eq!(change.connection("a").await.unwrap(), None);
    assert_eq!(change.every_status().await.unwrap(), []);
    assert!(change.add_connection(&connection("a", "stripe")).await.unwrap());
    let back = change.connection("a").await.unwrap().unwrap();
    assert_eq!((back.provider.as_str(), back.version), ("stripe", 3));
}

pub(crate) async fn pages_follow_each_other_and_miss_nothing(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    let many = 2 * PAGE + 1;
    for n in 0..many {
        let provider = if n % 2 == 0 { "xero" } else { "stripe" };
        // Capitals and signs sort as bytes do, on both.
        let letter = ["a", "B", "_", "é"][n % 4];
        change.add_connection(&connection(&format!("{letter}{n:04}"), provider)).await.unwrap();
    }
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = change.connections(None, &after).await.unwrap();
        let Some(last) = page.last() else { break };
        after.clone_from(&last.id);
        seen.extend(page.into_iter().map(|connection| connection.id));
    }
    assert_eq!(seen.len(), many);
    assert!(seen.is_sorted() && seen[0].starts_with('B'), "{:?}", &seen[..3]);
    let one = change.connections(Some("stripe"), "").await.unwrap();
    assert_eq!(one.len(), PAGE);
    assert!(one.iter().all(|connection| connection.provider == "stripe"));
}

pub(crate) async fn settings_are_set_by_whoever_knows_what_stands_there(stage: Stage) {
    let stage = stage.ready().await;
    let mut change = stage.store.write().await.unwrap();
    let mut setting = Setting {
        name: "tax.default".into(),
        value: "\"drake\"".into(),
        changed_by: "me".into(),
        changed_at: minute(1),
        version: 0,
    };
    assert!(change.set(&setting).await.unwrap());
    assert!(!change.set(&setting).await.unwrap(), "it is there already");
    setting.version = 1;
    setting.value = "\"lacerte\"".into();
    assert!(change.set(&setting).await.unwrap());
    assert!(!change.set(&setting).await.unwrap(), "another version");
    setting.version = 2;
    assert_eq!(change.settings("").await.unwrap(), [setting]);
}

/// What was changed behind this number: each by its number, its name, its version, and whether
/// it is removed.
async fn changed(store: &Store, after: i64) -> Vec<(i64, String, i64, bool)> {
    let changes = store.read().await.unwrap().changes(after).await.unwrap();
    let told = |what| match what {
        Changed::Connection(one, removed_at) => (one.id, one.version, removed_at.is_some()),
        Changed::Setting(one) => (one.name, one.version, false),
    };
    let changes = changes.into_iter().map(|change| (change.seq, told(change.what)));
    changes.map(|(seq, (name, version, removed))| (seq, name, version, removed)).collect()
}

pub(crate) async fn what_was_changed_comes_once_and_in_order(stage: Stage) {
    let stage = stage.ready().await;
    let store = &stage.store;
    assert_eq!(changed(store, 0).await, []);
    let setting = |version| Setting {
        name: "s".into(),
        value: "1".into(),
        changed_by: "member:m".into(),
        changed_at: minute(1),
        version,
    };
    let mut change = store.write().await.unwrap();
    change.add_connection(&connection("a", "xero")).await.unwrap();
    change.set(&setting(0)).await.unwrap();
    change.add_connection(&connection("b", "xero")).await.unwrap();
    assert!(!change.set(&setting(7)).await.unwrap(), "another version is no change");
    change.commit().await.unwrap();
    let named = |seq, name: &str, version, removed| (seq, name.to_owned(), version, removed);
    let first = [named(1, "a", 1, false), named(2, "s", 1, false), named(3, "b", 1, false)];
    assert_eq!(changed(store, 0).await, first);
    assert_eq!(changed(store, 2).await, first[2..]);

    let mut change = store.write().await.unwrap();
    change.change_connection(&connection("a", "xero")).await.unwrap();
    change.remove_connection("b", 1, minute(5)).await.unwrap();
    // Given up, it has no number.
    drop(change);
    assert_eq!(changed(store, 0).await, first);
    let mut change = store.write().await.unwrap();
    change.remove_connection("a", 1, minute(5)).await.unwrap();
    change.set(&setting(1)).await.unwrap();
    change.commit().await.unwrap();
    let then = [named(3, "b", 1, false), named(4, "a", 2, true), named(5, "s", 2, false)];
    assert_eq!(changed(store, 0).await, then, "each once, the removed one too");
    assert_eq!(changed(store, 5).await, []);
}

pub(crate) async fn pages_of_changes_miss_nothing_that_is_changed_meanwhile(stage: Stage) {
    let stage = stage.ready().await;
    let store = &stage.store;
    let many = 2 * PAGE + 1;
    let mut change = store.write().await.unwrap();
    for n in 0..many {
        change.add_connection(&connection(&format!("c{n:04}"), "xero")).await.unwrap();
    }
    change.commit().await.unwrap();
    let (mut seen, mut after, mut pages) = (Vec::new(), 0, 0);
    loop {
        let page = changed(store, after).await;
        let Some((last, ..)) = page.last() else { break };
        after = *last;
        seen.extend(page.into_iter().map(|(_, name, ..)| name));
        pages += 1;
        if pages == 1 {
            // One that was seen and one that was not: both come, behind all others.
            let mut change = store.write().await.unwrap();
            for id in ["c0000", "c0200"] {
                change.change_connection(&connection(id, "xero")).await.unwrap();
            }
            change.commit().await.unwrap();
        }
    }
    assert_eq!(seen.len(), many + 1);
    assert_eq!(seen[seen.len() - 2..], ["c0000", "c0200"]);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), many);
}
