//! Connections and settings.

use patchbay_firm_store::{Connection, EntityState, PAGE, Setting};

use crate::stage::{Stage, minute};

fn connection(id: &str, provider: &str) -> Connection {
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
