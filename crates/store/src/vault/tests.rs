//! The order in which the tables of the vault change, with bytes that stand for seals.

use super::*;
use crate::testing::{AT, NOW, add, data_key, door, make_vault, sealed, store, wrap};
use crate::{OpenError, Store, connections};

/// A vault of one keychain door, with a connection that may have credentials.
async fn with_vault(store: &Store) -> u32 {
    let id = make_vault(store).await;
    add(store, &connections::tests::row("c")).await;
    id
}

async fn save(store: &Store, id: &str, key: u32, text: &str) -> u64 {
    let kind = format!("kind of {id}");
    let new = NewCredential { id, connection: "c", kind: &kind, hint: Some("1234") };
    let mut given = 0;
    let seal = |generation| {
        given = generation;
        Ok::<_, ()>(sealed(key, text))
    };
    store.save_credential(&new, NOW, seal).await.unwrap().unwrap();
    given
}

#[tokio::test]
async fn a_vault_that_somebody_could_open_is_never_replaced() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    with_vault(&store).await;
    save(&store, "a", 1, "one").await;
    let other = store.prepare_door("keychain", AT).await.unwrap();
    assert!(!store.make_vault(&door(other, 2), &data_key(2), NOW).await.unwrap());
    assert_eq!(store.sealed_credential("a").await.unwrap().unwrap().sealed, b"one");
    assert_eq!(store.data_keys().await.unwrap()[0].id, 1);
}

#[tokio::test]
async fn a_vault_that_was_only_in_memory_makes_way_with_what_it_sealed() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    let memory = store.prepare_door("memory", AT).await.unwrap();
    let of_memory = NewDoor { wraps: Vec::new(), ..door(memory, 1) };
    assert!(store.make_vault(&of_memory, &data_key(1), NOW).await.unwrap());
    store.keep_own_secret("x", AT, &[], |_| Ok::<_, ()>(sealed(1, "gone"))).await.unwrap().unwrap();
    let next = store.prepare_door("keychain", AT).await.unwrap();
    assert!(store.make_vault(&door(next, 2), &data_key(2), NOW).await.unwrap());
    assert!(store.own_secret("x").await.unwrap().is_none());
    let keys: Vec<_> = store.data_keys().await.unwrap().into_iter().map(|key| key.id).collect();
    assert_eq!(keys, [2]);
}

#[tokio::test]
async fn every_writing_of_a_credential_has_a_generation_of_its_own() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    with_vault(&store).await;
    assert_eq!(save(&store, "a", 1, "one").await, 1);
    assert_eq!(save(&store, "a", 1, "two").await, 2);
    let row = store.sealed_credential("a").await.unwrap().unwrap();
    assert_eq!((row.generation, row.sealed.as_slice()), (2, b"two".as_slice()));
    assert_eq!(store.data_keys().await.unwrap()[0].sealed, 2, "each took a nonce");
}

#[tokio::test]
async fn a_value_that_could_not_be_sealed_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    with_vault(&store).await;
    save(&store, "a", 1, "one").await;
    let new = NewCredential { id: "a", connection: "c", kind: "k", hint: None };
    let failed = store.save_credential(&new, NOW, |_| Err("no randomness")).await.unwrap();
    assert_eq!(failed, Err("no randomness"));
    assert_eq!(store.sealed_credential("a").await.unwrap().unwrap().sealed, b"one");
}

#[tokio::test]
async fn a_secret_of_our_own_is_made_once() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    with_vault(&store).await;
    for text in ["first", "second"] {
        store
            .keep_own_secret("signing", AT, &[], |_| Ok::<_, ()>(sealed(1, text)))
            .await
            .unwrap()
            .unwrap();
    }
    assert_eq!(store.own_secret("signing").await.unwrap().unwrap().sealed, b"first");
}

#[tokio::test]
async fn a_new_main_door_takes_the_place_of_the_old_one_which_holds_nothing_any_more() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    let old = with_vault(&store).await;
    let new = store.prepare_door("passphrase", AT).await.unwrap();
    store.use_main_door(&door(new, 1), NOW).await.unwrap();
    let states: Vec<_> =
        store.doors().await.unwrap().into_iter().map(|d| (d.id, d.state)).collect();
    assert_eq!(states, [(old, "retiring".into()), (new, "in_use".into())]);
    assert_eq!(store.wraps_of(old).await.unwrap(), []);
    assert_eq!(store.wraps_of(new).await.unwrap(), [wrap(1)]);
    store.forget_door(old).await.unwrap();
    store.forget_door(new).await.unwrap();
    let left: Vec<_> = store.doors().await.unwrap().into_iter().map(|d| d.id).collect();
    assert_eq!(left, [new], "the door in use cannot be forgotten");
}

#[tokio::test]
async fn a_number_of_a_door_is_never_given_twice() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    let first = store.prepare_door("keychain", AT).await.unwrap();
    store.forget_door(first).await.unwrap();
    assert!(store.prepare_door("keychain", AT).await.unwrap() > first);
}

#[tokio::test]
async fn what_is_left_to_rekey_is_found_in_the_rows_themselves() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    let main = with_vault(&store).await;
    for id in ["a", "b", "c"] {
        save(&store, id, 1, "old").await;
    }
    store.begin_rekey(&data_key(2), &[(main, wrap(2))]).await.unwrap();
    assert_eq!(store.count_to_rekey().await.unwrap(), (3, 3));
    let batch = store.rows_to_rekey(SealedTable::Credentials, 2).await.unwrap();
    assert_eq!(batch.len(), 2);
    let batch: Vec<_> =
        batch.into_iter().map(|row| Resealed { row, sealed: sealed(2, "new") }).collect();
    store.replace_resealed(SealedTable::Credentials, &batch).await.unwrap();
    assert_eq!(store.count_to_rekey().await.unwrap(), (3, 1));
    assert_eq!(store.data_keys().await.unwrap()[0].sealed, 2, "each took a nonce");
}

#[tokio::test]
async fn a_row_written_while_it_was_resealed_keeps_what_was_written() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    let main = with_vault(&store).await;
    save(&store, "a", 1, "old").await;
    store.begin_rekey(&data_key(2), &[(main, wrap(2))]).await.unwrap();
    let row = store.rows_to_rekey(SealedTable::Credentials, 9).await.unwrap().remove(0);
    save(&store, "a", 2, "newer").await;
    let late = Resealed { row, sealed: sealed(2, "old, sealed anew") };
    store.replace_resealed(SealedTable::Credentials, &[late]).await.unwrap();
    assert_eq!(store.sealed_credential("a").await.unwrap().unwrap().sealed, b"newer");
}

#[tokio::test]
async fn an_old_key_is_not_given_up_while_a_row_needs_it() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    let main = with_vault(&store).await;
    save(&store, "a", 1, "old").await;
    store.begin_rekey(&data_key(2), &[(main, wrap(2))]).await.unwrap();
    assert!(store.end_rekey(NOW).await.is_err());
    assert_eq!(store.data_keys().await.unwrap().len(), 2);
    assert!(!store.scrub_is_due().await.unwrap());
}

#[tokio::test]
async fn a_kit_that_holds_only_the_old_key_is_retired_with_it_and_remembered() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    let main = with_vault(&store).await;
    let kit = store.prepare_door("recovery_kit", AT).await.unwrap();
    store.use_kit(&door(kit, 1), NOW).await.unwrap();
    store.begin_rekey(&data_key(2), &[(main, wrap(2))]).await.unwrap();
    store.end_rekey(NOW).await.unwrap();
    let doors = store.doors().await.unwrap();
    let state = |id| doors.iter().find(|door| door.id == id).unwrap().state.as_str();
    assert_eq!((state(main), state(kit)), ("in_use", "retired"));
    assert_eq!(store.wraps_of(kit).await.unwrap(), []);
}

#[tokio::test]
async fn after_the_scrub_nothing_of_the_old_seal_is_in_any_file() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    let main = with_vault(&store).await;
    let canary = "canary-in-the-old-seal".repeat(40);
    save(&store, "a", 1, &canary).await;
    std::fs::create_dir(store.folder().backups()).unwrap();
    std::fs::copy(store.folder().database(), store.folder().backups().join("schema-1.db")).unwrap();
    store.begin_rekey(&data_key(2), &[(main, wrap(2))]).await.unwrap();
    let row = store.rows_to_rekey(SealedTable::Credentials, 9).await.unwrap().remove(0);
    let anew = Resealed { row, sealed: sealed(2, "new") };
    store.replace_resealed(SealedTable::Credentials, &[anew]).await.unwrap();
    store.end_rekey(NOW).await.unwrap();
    assert!(holds(home.path(), "canary"), "until then it is still in the log");
    assert!(store.scrub_is_due().await.unwrap());
    store.scrub().await.unwrap();
    assert!(!store.scrub_is_due().await.unwrap());
    assert!(!holds(home.path(), "canary"));
}

#[tokio::test]
async fn what_somebody_still_reads_is_not_called_wiped_and_is_wiped_later() {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    with_vault(&store).await;
    save(&store, "a", 1, "sealed").await;
    sqlx::query("update vault set scrub_due = 1").execute(&store.writer).await.unwrap();
    sqlx::query("pragma busy_timeout = 0").execute(&store.writer).await.unwrap();
    let mut reads = store.readers.begin().await.unwrap();
    sqlx::query("select * from credentials").fetch_all(&mut *reads).await.unwrap();
    assert!(matches!(store.scrub().await, Err(OpenError::StillRead { .. })));
    drop(reads);
    assert!(store.scrub_is_due().await.unwrap());
    store.scrub().await.unwrap();
    assert!(!store.scrub_is_due().await.unwrap());
}

fn holds(folder: &std::path::Path, text: &str) -> bool {
    std::fs::read_dir(folder).unwrap().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}
