//! Recovery kits, from the paper to the open vault.

use super::*;

/// The groups of the code that were asked for.
fn proof(kit: &NewKit) -> Vec<String> {
    let groups: Vec<&str> = kit.code.expose_secret().split('-').collect();
    kit.proof.iter().map(|n| groups[n - 1].to_lowercase()).collect()
}

#[tokio::test]
async fn a_kit_opens_the_vault_on_another_machine_and_a_new_key_is_kept_there() {
    let run = Run::with(&["a"]).await;
    let kit = run.vault.make_kit(&run.store, AT, made).await.unwrap();
    // The data folder on a machine whose keychain never held the key.
    let run = run.again().await;
    run.played.change(BTreeMap::clear);
    assert!(matches!(run.open().await, Err(VaultTrouble::Empty)));
    run.vault.use_kit(&run.store, &kit.code, NewPlace::Keychain, NOW).await.unwrap();
    assert!(run.holds("a").await);
    let run = run.again().await;
    assert!(run.holds("a").await, "from then on the keychain opens it");
}

#[tokio::test]
async fn a_kit_is_checked_by_the_groups_that_were_asked_for_and_by_no_others() {
    let run = Run::with(&["a"]).await;
    let kit = run.vault.make_kit(&run.store, AT, made).await.unwrap();
    let check =
        async |typed: &[String]| run.vault.check_kit(&run.store, kit.number, typed, NOW).await;
    let mut swapped = proof(&kit);
    swapped.reverse();
    for wrong in [Vec::new(), vec![String::new(), String::new()], swapped] {
        assert!(matches!(check(&wrong).await, Err(VaultTrouble::KitProofWrong)), "{wrong:?}");
    }
    check(&proof(&kit)).await.unwrap();
    let doors = run.store.doors().await.unwrap();
    assert_eq!(doors[1].checked_at.as_deref(), Some(AT));
    assert!(check(&proof(&kit)).await.is_err(), "the code is forgotten once it is proven");
}

#[tokio::test]
async fn a_kit_is_checked_in_a_later_run_by_its_whole_code() {
    let run = Run::with(&["a"]).await;
    let other = run.vault.make_kit(&run.store, AT, made).await.unwrap();
    let kit = run.vault.make_kit(&run.store, AT, made).await.unwrap();
    let run = run.again().await;
    let check = async |typed: &str| {
        run.vault.check_kit(&run.store, kit.number, &[typed.to_owned()], NOW).await
    };
    let refused = check(other.code.expose_secret()).await;
    assert!(matches!(refused, Err(VaultTrouble::KitProofWrong)), "the other kit's code");
    assert!(check(&proof(&kit).concat()).await.is_err(), "not the whole code");
    check(&kit.code.expose_secret().to_lowercase()).await.unwrap();
    let doors = run.store.doors().await.unwrap();
    assert_eq!(doors[2].checked_at.as_deref(), Some(AT));
    assert_eq!(doors[1].checked_at, None);
    run.vault.retire_kit(&run.store, kit.number, NOW).await.unwrap();
    let refused = check(kit.code.expose_secret()).await;
    assert!(matches!(refused, Err(VaultTrouble::KitRetired { .. })));
}

#[tokio::test]
async fn a_kit_from_before_a_change_of_the_data_key_is_named_as_retired() {
    let run = Run::with(&["a"]).await;
    let old = run.vault.make_kit(&run.store, AT, made).await.unwrap();
    run.rekey().await.unwrap();
    let new = run.vault.make_kit(&run.store, AT, made).await.unwrap();
    let run = run.again().await;
    run.played.change(BTreeMap::clear);
    let refused = run.vault.use_kit(&run.store, &old.code, NewPlace::Keychain, NOW).await;
    assert!(
        matches!(refused, Err(VaultTrouble::KitRetired { number, .. }) if number == old.number)
    );
    run.vault.use_kit(&run.store, &new.code, NewPlace::Keychain, NOW).await.unwrap();
    assert!(run.holds("a").await);
}

#[tokio::test]
async fn another_key_in_the_keychain_leaves_the_kits_as_they_are() {
    let run = Run::with(&["a"]).await;
    let kit = run.vault.make_kit(&run.store, AT, made).await.unwrap();
    run.move_to(NewPlace::Keychain).await.unwrap();
    let run = run.again().await;
    run.played.change(BTreeMap::clear);
    run.vault.use_kit(&run.store, &kit.code, NewPlace::Keychain, NOW).await.unwrap();
    assert!(run.holds("a").await);
}

#[tokio::test]
async fn a_kit_opens_even_what_a_change_of_keys_that_was_cut_off_has_sealed() {
    let run = Run::with(&["a"]).await;
    let kit = run.vault.make_kit(&run.store, AT, made).await.unwrap();
    run.rekey_cut_off().await;
    run.save("new").await.unwrap();
    let run = run.again().await;
    run.played.change(BTreeMap::clear);
    run.vault.use_kit(&run.store, &kit.code, NewPlace::Keychain, NOW).await.unwrap();
    assert!(run.holds("a").await && run.holds("new").await);
}

#[tokio::test]
async fn a_retired_kit_opens_nothing_and_a_made_up_one_is_unknown() {
    let run = Run::with(&["a"]).await;
    let kit = run.vault.make_kit(&run.store, AT, made).await.unwrap();
    run.vault.retire_kit(&run.store, kit.number, NOW).await.unwrap();
    let use_it = async |code: &Secret<String>| {
        run.vault.use_kit(&run.store, code, NewPlace::Keychain, NOW).await
    };
    assert!(matches!(use_it(&kit.code).await, Err(VaultTrouble::KitRetired { .. })));
    let made_up = patchbay_vault::KitCode::generate(&kit.firm, 77).unwrap().to_text();
    assert!(matches!(use_it(&made_up).await, Err(VaultTrouble::KitUnknown(77))));
    // The number of a kit that exists, with a code of another day.
    let other = run.vault.make_kit(&run.store, AT, made).await.unwrap();
    let guessed = patchbay_vault::KitCode::generate(&kit.firm, other.number).unwrap().to_text();
    assert!(matches!(use_it(&guessed).await, Err(VaultTrouble::KitUnknown(_))));
}

#[tokio::test]
async fn locking_the_vault_forgets_the_code_that_was_to_be_proven() {
    let run = Run::with(&["a"]).await;
    let kit = run.vault.make_kit(&run.store, AT, made).await.unwrap();
    run.vault.lock().unwrap();
    let checked = run.vault.check_kit(&run.store, kit.number, &proof(&kit), NOW).await;
    assert!(matches!(checked, Err(VaultTrouble::KitProofWrong)));
}
