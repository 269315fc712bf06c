//! What holds for every table with sealed rows: keys change over it, and what does not open
//! in it is named and put out of the way.

use std::path::Path;

use super::*;
use crate::connections::tests::row;
use crate::testing::{AT, LATER, NOW, add, data_key, door, make_vault, sealed, store, wrap};
use crate::{DATABASE_FILE, NewAttempt, NewOAuthApp, Store};

/// A vault with a sealed row in each table. Says which door it has.
async fn with_all(store: &Store) -> u32 {
    let main = make_vault(store).await;
    add(store, &row("c")).await;
    seal_all(store, 1).await;
    main
}

async fn seal_all(store: &Store, key: u32) {
    let seal = move |_| Ok::<_, ()>(sealed(key, "sealed"));
    let new = NewCredential { id: "k", connection: "c", kind: "oauth", hint: None };
    store.save_credential(&new, NOW, seal).await.unwrap().unwrap();
    store.keep_own_secret("own", AT, &[], seal).await.unwrap().unwrap();
    let (provider, sign_in, environment) = ("xero", "browser", "sandbox");
    let app = NewOAuthApp { id: "app", provider, sign_in, environment };
    store.save_oauth_app(&app, NOW, |_, generation| seal(generation)).await.unwrap().unwrap();
    let attempt = NewAttempt {
        id: "sign-in",
        state_digest: "digest",
        provider,
        sign_in,
        environment,
        connection: None,
        way: "relay",
        ends_at: LATER,
    };
    store.begin_attempt(&attempt, NOW, seal).await.unwrap().unwrap();
    store.webhook_endpoint("c", "unguessable", AT).await.unwrap();
    let events = NewWebhookSecret { id: "events", connection: "c", slot: "current", hint: None };
    let of_events = |_: &str, generation| seal(generation);
    store.save_webhook_secret(&events, NOW, of_events).await.unwrap().unwrap();
}

/// Every sealed row, with whose it is.
async fn all_owned(store: &Store) -> Vec<Owned> {
    let mut all = Vec::new();
    for table in SealedTable::ALL {
        for row in store.sealed_rows(table, "", 10).await.unwrap() {
            let owner = store.owner(table, &row.id).await.unwrap().unwrap();
            all.push(Owned { table, row, owner });
        }
    }
    all
}

#[tokio::test]
async fn an_old_key_is_given_up_once_the_rows_of_every_table_are_sealed_anew() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    let main = with_all(&store).await;
    store.begin_rekey(&data_key(2), &[(main, wrap(2))]).await.unwrap();
    assert_eq!(store.count_to_rekey().await.unwrap(), (5, 5));
    for table in SealedTable::ALL {
        assert!(store.end_rekey(NOW).await.is_err(), "{} needs it", table.name());
        let rows = store.rows_to_rekey(table, 10).await.unwrap();
        let batch: Vec<_> =
            rows.into_iter().map(|row| Resealed { row, sealed: sealed(2, "anew") }).collect();
        assert_eq!(batch.len(), 1, "{}", table.name());
        store.replace_resealed(table, &batch).await.unwrap();
    }
    store.end_rekey(NOW).await.unwrap();
    assert!(all_owned(&store).await.iter().all(|owned| owned.row.sealed == b"anew"));
}

#[tokio::test]
async fn a_vault_that_makes_way_takes_the_rows_of_every_table_with_it() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    let memory = store.prepare_door("memory", AT).await.unwrap();
    let of_memory = NewDoor { wraps: Vec::new(), ..door(memory, 1) };
    assert!(store.make_vault(&of_memory, &data_key(1), NOW).await.unwrap());
    add(&store, &row("c")).await;
    seal_all(&store, 1).await;
    let next = store.prepare_door("keychain", AT).await.unwrap();
    assert!(store.make_vault(&door(next, 2), &data_key(2), NOW).await.unwrap());
    assert_eq!(all_owned(&store).await.len(), 0);
}

#[tokio::test]
async fn a_row_of_every_table_is_known_by_its_owner() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    with_all(&store).await;
    let owners: Vec<_> = all_owned(&store).await.into_iter().map(|owned| owned.owner).collect();
    let [
        Owner::Connection(connection),
        Owner::Installation,
        Owner::App(app),
        Owner::Attempt(attempt),
        Owner::Events(of_events),
    ] = owners.as_slice()
    else {
        panic!("{owners:?}");
    };
    assert_eq!((&*connection.id, &*app.id, &*attempt.id), ("c", "app", "sign-in"));
    assert_eq!(of_events.id, "c");
    for table in SealedTable::ALL {
        assert_eq!(store.owner(table, "gone").await.unwrap(), None);
    }
}

#[tokio::test]
async fn what_does_not_open_is_kept_aside_but_for_a_sign_in_which_ends() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    with_all(&store).await;
    store.set_aside(&all_owned(&store).await, "It was put aside.", NOW).await.unwrap();
    assert_eq!(all_owned(&store).await.len(), 0);
    let kept = store.kept_aside().await.unwrap();
    let named: Vec<_> = kept
        .iter()
        .map(|kept| (&*kept.from_id, kept.connection.as_deref(), kept.provider.as_deref()))
        .collect();
    let expected = [
        ("k", Some("c"), None),
        ("own", None, None),
        ("app", None, Some("xero")),
        ("events", Some("c"), None),
    ];
    assert_eq!(named, expected);
    assert_eq!(store.connection("c").await.unwrap().unwrap().condition, "reconnect_needed");
    let taken = store.take_attempt("digest", "xero", AT, NOW).await.unwrap();
    assert!(matches!(taken, crate::Taken::Already(ended) if ended.how == "failed"));
}

#[tokio::test]
async fn a_row_that_was_written_anew_meanwhile_is_not_put_aside_nor_any_other() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    with_all(&store).await;
    let read = all_owned(&store).await;
    let app =
        NewOAuthApp { id: "app", provider: "xero", sign_in: "browser", environment: "sandbox" };
    let anew = |_: &str, _| Ok::<_, ()>(sealed(1, "anew"));
    store.save_oauth_app(&app, NOW, anew).await.unwrap().unwrap();
    assert!(store.set_aside(&read, "It was put aside.", NOW).await.is_err());
    assert_eq!(all_owned(&store).await.len(), 5);
    assert_eq!(store.kept_aside().await.unwrap(), []);
}

#[tokio::test]
async fn what_was_sealed_and_put_aside_before_a_migration_is_there_after_it() {
    let home = tempfile::tempdir().unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let old = fixtures.join("schema-20261121193000.db");
    std::fs::copy(old, home.path().join(DATABASE_FILE)).unwrap();
    let store = store(&home).await;
    let numbers = async || -> Vec<u32> {
        store.kept_aside().await.unwrap().into_iter().map(|kept| kept.id).collect()
    };
    assert_eq!(numbers().await, [1]);
    let owned = all_owned(&store).await.remove(0);
    assert_eq!(
        (&*owned.row.id, &*owned.row.sealed),
        ("credential-of-a", &b"stands for a seal"[..])
    );
    store.set_aside(&[owned], "It was put aside.", NOW).await.unwrap();
    assert_eq!(
        numbers().await,
        [1, 3],
        "the second was removed, and its number is not given again"
    );
}
