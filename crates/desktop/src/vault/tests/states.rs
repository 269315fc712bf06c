//! Every state a vault can be found in, and that finding it so changes nothing.

use super::*;

#[tokio::test]
async fn the_first_credential_makes_the_vault_and_a_later_start_opens_it() {
    let run = Run::with(&["a"]).await;
    assert_eq!(run.played.names().len(), 1);
    let run = run.again().await;
    assert!(run.holds("a").await);
    assert_eq!(run.vault.open_door(), Some(DoorKind::Keychain));
}

#[tokio::test]
async fn before_the_first_credential_there_is_no_vault_and_no_key() {
    let run = Run::first().await;
    assert!(matches!(run.open().await, Err(VaultTrouble::NotMade)));
    assert!(run.played.names().is_empty());
}

#[tokio::test]
async fn whatever_the_keychain_says_is_told_as_that_and_harms_nothing() {
    let mut run = Run::with(&["a"]).await;
    let key = run.played.names();
    for trouble in [
        KeychainTrouble::Absent("no bus".into()),
        KeychainTrouble::Locked,
        KeychainTrouble::Denied("no".into()),
        KeychainTrouble::Broken("odd".into()),
        KeychainTrouble::NotAnswering(Duration::from_secs(5)),
    ] {
        run = run.again().await;
        run.played.spoil(Some(trouble.clone()));
        match run.open().await {
            Err(VaultTrouble::Keychain(told)) => assert_eq!(told, trouble),
            other => panic!("{trouble:?} was told as {other:?}"),
        }
        assert!(run.save("b").await.is_err(), "nothing is saved while the key is away");
        // The same program goes on as soon as the keychain does.
        run.played.spoil(None);
        assert!(run.holds("a").await);
        assert_eq!(run.played.names(), key);
    }
}

#[tokio::test]
async fn an_empty_keychain_is_a_case_for_recovery_and_never_a_first_run() {
    let run = Run::with(&["a"]).await.again().await;
    let mut kept = BTreeMap::new();
    run.played.change(|keys| kept = std::mem::take(keys));
    assert!(matches!(run.open().await, Err(VaultTrouble::Empty)));
    assert!(matches!(run.save("b").await, Err(VaultTrouble::Empty)));
    let made = run.vault.make(&run.store, NewPlace::Keychain, NOW).await;
    assert!(matches!(made, Err(VaultTrouble::MadeAlready)));
    assert!(run.played.names().is_empty(), "no new key was made");
    run.played.change(|keys| *keys = kept);
    assert!(run.holds("a").await);
}

#[tokio::test]
async fn a_wrong_key_is_called_that_and_is_left_where_it_is() {
    for wrong in [patchbay_vault::Key::generate().unwrap().to_text(), phrase("not a key")] {
        let run = Run::with(&["a"]).await.again().await;
        let mut right = BTreeMap::new();
        run.played.change(|keys| {
            right = keys.clone();
            keys.values_mut().for_each(|key| key.clone_from(wrong.expose_secret()));
        });
        assert!(matches!(run.open().await, Err(VaultTrouble::WrongKey)));
        run.played.change(|keys| *keys = right);
        assert!(run.holds("a").await);
    }
}

#[tokio::test]
async fn a_key_of_another_installation_is_not_looked_at() {
    let run = Run::first().await;
    run.played.change(|keys| drop(keys.insert("another/1".into(), "theirs".into())));
    run.connection().await;
    run.save("a").await.unwrap();
    assert_eq!(run.played.names().len(), 2);
    assert!(run.played.names().contains(&"another/1".into()));
}

#[tokio::test]
async fn a_vault_that_was_locked_stays_shut_until_somebody_unlocks_it() {
    let run = Run::with(&["a"]).await;
    run.vault.lock().unwrap();
    assert!(matches!(run.open().await, Err(VaultTrouble::Locked)));
    assert!(matches!(run.save("b").await, Err(VaultTrouble::Locked)));
    run.vault.unlock(&run.store, None).await.unwrap();
    assert!(run.holds("a").await);
}

#[tokio::test]
async fn without_a_keychain_nothing_is_saved_until_somebody_chooses() {
    let run = Run::first().await;
    run.connection().await;
    run.played.spoil(Some(KeychainTrouble::Absent("no bus".into())));
    assert!(matches!(run.save("a").await, Err(VaultTrouble::Keychain(_))));
    assert!(matches!(run.open().await, Err(VaultTrouble::NotMade)));
    run.vault.make(&run.store, passphrase("four words of mine"), NOW).await.unwrap();
    run.save("a").await.unwrap();
    let run = run.again().await;
    assert!(matches!(run.open().await, Err(VaultTrouble::PassphraseNeeded)));
    let wrong = run.vault.unlock(&run.store, Some(phrase("four words of yours"))).await;
    assert!(matches!(wrong, Err(VaultTrouble::PassphraseWrong)));
    run.vault.unlock(&run.store, Some(phrase("four words of mine"))).await.unwrap();
    assert!(run.holds("a").await);
}

#[tokio::test]
async fn what_was_only_in_memory_is_gone_with_the_program_and_a_new_vault_may_follow() {
    let run = Run::first().await;
    run.connection().await;
    run.vault.make(&run.store, NewPlace::Memory, NOW).await.unwrap();
    run.save("a").await.unwrap();
    assert!(run.holds("a").await);
    assert!(matches!(run.vault.lock(), Err(VaultTrouble::OnlyInMemory)));
    let again = run.vault.make(&run.store, NewPlace::Memory, NOW).await;
    assert!(matches!(again, Err(VaultTrouble::MadeAlready)), "it is open and holds something");
    let run = run.again().await;
    assert!(matches!(run.open().await, Err(VaultTrouble::Forgotten)));
    run.vault.make(&run.store, NewPlace::Keychain, NOW).await.unwrap();
    assert!(run.vault.reveal(&run.store, "a").await.unwrap().is_none());
    run.save("b").await.unwrap();
    assert!(run.holds("b").await);
}

#[tokio::test]
async fn a_short_passphrase_is_refused_before_anything_is_prepared() {
    let run = Run::first().await;
    assert!(run.vault.make(&run.store, passphrase("short"), NOW).await.is_err());
    assert!(run.store.doors().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_credential_cannot_be_put_in_anothers_place_or_rolled_back() {
    let run = Run::with(&["a", "b"]).await;
    let first = run.store.sealed_credential("a").await.unwrap().unwrap();
    run.save("a").await.unwrap();
    for (id, sealed) in [("b", &first.sealed), ("a", &first.sealed)] {
        put(&run, id, sealed).await;
        assert!(
            matches!(run.vault.reveal(&run.store, id).await, Err(VaultTrouble::Broken { .. })),
            "{id} opened with a seal that is not its own"
        );
    }
}

/// Puts sealed bytes into a row behind the program's back.
async fn put(run: &Run, id: &str, sealed: &[u8]) {
    let row = run.store.sealed_credential(id).await.unwrap().unwrap();
    let sealed = patchbay_store::vault::SealedBytes { key_id: row.key_id, bytes: sealed.to_vec() };
    let forged = patchbay_store::vault::Resealed { row, sealed };
    let table = patchbay_store::vault::SealedTable::Credentials;
    run.store.replace_resealed(table, &[forged]).await.unwrap();
}
