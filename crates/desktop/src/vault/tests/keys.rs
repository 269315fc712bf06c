//! Changing keys: old values stay readable, nothing is lost where it is cut off, and
//! what was given up is gone.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

#[tokio::test]
async fn another_key_in_the_keychain_opens_the_same_credentials_and_the_old_one_goes() {
    let run = Run::with(&["a"]).await;
    let before = run.played.names();
    run.move_to(NewPlace::Keychain).await.unwrap();
    let after = run.played.names();
    assert_eq!(after.len(), 1);
    assert_ne!(before, after);
    let run = run.again().await;
    assert!(run.holds("a").await);
}

#[tokio::test]
async fn the_key_moves_to_a_passphrase_and_back_and_leaves_nothing_behind() {
    let run = Run::with(&["a"]).await;
    run.move_to(passphrase("four words of mine")).await.unwrap();
    assert!(run.played.names().is_empty(), "the keychain holds nothing of ours");
    let run = run.again().await;
    run.vault.unlock(&run.store, Some(phrase("four words of mine"))).await.unwrap();
    run.move_to(NewPlace::Keychain).await.unwrap();
    let run = run.again().await;
    assert!(run.holds("a").await);
    let doors = run.store.doors().await.unwrap();
    assert_eq!(doors.len(), 1, "the doors that were given up are forgotten: {doors:?}");
}

#[tokio::test]
async fn a_move_to_a_keychain_that_is_away_leaves_the_vault_as_it_was() {
    let run = Run::with(&["a"]).await;
    let before = run.played.names();
    run.played.spoil(Some(KeychainTrouble::Locked));
    assert!(run.move_to(NewPlace::Keychain).await.is_err());
    run.played.spoil(None);
    let run = run.again().await;
    assert!(run.holds("a").await);
    run.vault.tidy(&run.store).await;
    assert_eq!(run.played.names(), before);
    assert_eq!(run.store.doors().await.unwrap().len(), 1, "what was prepared is tidied away");
}

#[tokio::test]
async fn an_old_key_that_could_not_be_deleted_goes_at_a_later_start() {
    let run = Run::with(&["a"]).await;
    run.played.keep_what_is_deleted(true);
    run.move_to(NewPlace::Keychain).await.unwrap();
    assert_eq!(run.played.names().len(), 2, "the vault is moved, and the old key still there");
    let run = run.again().await;
    assert!(run.holds("a").await);
    run.played.keep_what_is_deleted(false);
    run.vault.tidy(&run.store).await;
    assert_eq!(run.played.names().len(), 1);
    assert!(run.again().await.holds("a").await);
}

#[tokio::test]
async fn a_key_that_no_row_names_is_not_ours_to_delete() {
    let run = Run::with(&["a"]).await;
    run.played.change(|keys| drop(keys.insert("another/1".into(), "theirs".into())));
    run.move_to(NewPlace::Keychain).await.unwrap();
    run.vault.tidy(&run.store).await;
    assert!(run.played.names().contains(&"another/1".into()));
}

#[tokio::test]
async fn after_a_new_data_key_everything_opens_with_it_alone() {
    let run = Run::with(&["a", "b", "c"]).await;
    run.vault.own_secret(&run.store, "signing", AT).await.unwrap();
    run.rekey().await.unwrap();
    let keys = run.store.data_keys().await.unwrap();
    assert_eq!(keys.iter().map(|key| (key.id, key.sealed)).collect::<Vec<_>>(), [(2, 4)]);
    assert_eq!(keys[0].bridge, None);
    let run = run.again().await;
    for id in ["a", "b", "c"] {
        assert!(run.holds(id).await, "{id}");
    }
    assert_eq!(run.vault.verify(&run.store).await.unwrap(), 4);
}

#[tokio::test]
async fn a_change_of_the_data_key_cut_off_between_batches_goes_on_at_the_next_start() {
    let many: Vec<String> = (0..1_200).map(|n| format!("c{n:04}")).collect();
    let ids: Vec<&str> = many.iter().map(String::as_str).collect();
    let run = Run::with(&ids).await;
    let told = AtomicUsize::new(0);
    let count = || {
        told.fetch_add(1, Ordering::Relaxed);
    };
    let second_batch = std::future::poll_fn(|_| match told.load(Ordering::Relaxed) {
        0 | 1 => std::task::Poll::Pending,
        _ => std::task::Poll::Ready(()),
    });
    // Dropped while the second batch is due, as a program is that ends.
    let cut_off = tokio::select! {
        biased;
        () = second_batch => true,
        _ = run.vault.rekey(&run.store, NOW, &count) => false,
    };
    assert!(cut_off);
    let (all, left) = run.store.count_to_rekey().await.unwrap();
    assert_eq!(all, 1_200);
    assert!(0 < left && left < all, "it was cut off in the middle, with {left} left");
    let run = run.again().await;
    for id in ["c0000", "c0600", "c1199"] {
        assert!(run.holds(id).await, "{id} is readable throughout");
    }
    run.vault.go_on(&run.store, NOW, &|| ()).await.unwrap();
    assert_eq!(run.store.data_keys().await.unwrap().len(), 1);
    assert_eq!(run.vault.verify(&run.store).await.unwrap(), 1_200);
}

#[tokio::test]
async fn a_vault_in_memory_changes_its_data_key_too() {
    let run = Run::first().await;
    run.connection().await;
    run.vault.make(&run.store, NewPlace::Memory, NOW).await.unwrap();
    run.save("a").await.unwrap();
    run.rekey().await.unwrap();
    assert!(run.holds("a").await);
    assert!(run.store.doors().await.unwrap().iter().all(|door| door.kind == "memory"));
}

#[tokio::test]
async fn two_changes_at_once_do_not_mix() {
    let run = Run::with(&["a"]).await;
    let _turn = run.vault.changing.try_lock().unwrap();
    assert!(matches!(run.rekey().await, Err(VaultTrouble::Busy)));
    assert!(matches!(run.move_to(NewPlace::Keychain).await, Err(VaultTrouble::Busy)));
}
