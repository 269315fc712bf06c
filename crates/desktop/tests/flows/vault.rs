//! The vault with a real Secret Service, in every condition one can be in.

use patchbay_contract::{DoorKind, ErrorCode, SetAside, VaultState};
use patchbay_test_support::{Keychain, Stage, StageBuilder};

use sqlx::{ConnectOptions, Connection};

use crate::support::{ctl, practice, refused, security, shut_because, well};

#[tokio::test]
async fn a_practice_firms_credentials_are_sealed_and_open_at_the_next_start() {
    let stage = practice("vault-open").await;
    let found = security(&stage).await;
    assert_eq!(found.vault, VaultState::Open { door: DoorKind::Keychain });
    let keys = found.keys.unwrap();
    assert!(keys.credentials > 5);
    // The other one is the key that signs the audit trail.
    let all = keys.credentials + 1;
    assert_eq!(keys.sealed, all);
    let said = well(&stage, &["vault", "verify"], "").await;
    assert!(said.contains(&format!("All {all} sealed values open")), "{said}");
}

#[tokio::test]
async fn a_locked_keychain_shuts_the_vault_and_nobody_is_prompted() {
    let stage = practice("vault-locked").await;
    stage.lock_keychain().await.unwrap();
    assert_eq!(shut_because(&stage).await, ErrorCode::KeychainLocked);
    assert_eq!(refused(&stage, &["vault", "verify"], "").await, ErrorCode::KeychainLocked);
}

#[tokio::test]
async fn a_keychain_that_we_may_not_ask_is_called_refused_and_nothing_is_made_instead() {
    let stage = practice("vault-denied").await;
    stage.deny_keychain().await.unwrap();
    assert_eq!(shut_because(&stage).await, ErrorCode::KeychainDenied);
    assert_eq!(refused(&stage, &["vault", "verify"], "").await, ErrorCode::KeychainDenied);
}

#[tokio::test]
async fn a_keychain_that_went_away_shuts_the_vault_and_one_that_comes_back_opens_it() {
    let mut stage = practice("vault-gone").await;
    stage.kill_keychain();
    assert_eq!(shut_because(&stage).await, ErrorCode::KeychainAbsent);
    stage.start_keychain().await.unwrap();
    well(&stage, &["vault", "verify"], "").await;
}

#[tokio::test]
async fn a_bus_that_comes_later_is_used() {
    let mut stage = StageBuilder::named("vault-no-bus").without_bus().start().await.unwrap();
    assert_eq!(refused(&stage, &["vault", "make"], "").await, ErrorCode::KeychainAbsent);
    stage.start_bus().await.unwrap();
    stage.start_keychain().await.unwrap();
    well(&stage, &["vault", "make"], "").await;
    assert_eq!(security(&stage).await.vault, VaultState::Open { door: DoorKind::Keychain });
}

#[tokio::test]
async fn a_keychain_with_nowhere_to_store_makes_no_vault() {
    let stage = StageBuilder::named("vault-no-collection")
        .keychain(Keychain::WithoutCollection)
        .start()
        .await
        .unwrap();
    assert_eq!(refused(&stage, &["vault", "make"], "").await, ErrorCode::KeychainBroken);
    assert_eq!(security(&stage).await.vault, VaultState::NotMade);
}

#[tokio::test]
async fn a_deleted_key_is_missed_and_none_is_made_in_its_place() {
    let stage = practice("vault-deleted").await;
    let name = stage.name_of_our_key().await.unwrap();
    stage.take_key(&name).await.unwrap();
    assert_eq!(shut_because(&stage).await, ErrorCode::KeychainEmpty);
    assert_eq!(refused(&stage, &["vault", "make"], "").await, ErrorCode::VaultBusy);
    assert_eq!(shut_because(&stage).await, ErrorCode::KeychainEmpty, "still none was made");
}

#[tokio::test]
async fn another_key_under_our_name_is_found_out_and_left_alone() {
    let stage = practice("vault-wrong").await;
    let name = stage.name_of_our_key().await.unwrap();
    let other = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    for wrong in [other, "not a key at all", "ÿ"] {
        stage.take_key(&name).await.unwrap();
        stage.put_key(&name, &[], wrong).await.unwrap();
        assert_eq!(shut_because(&stage).await, ErrorCode::KeychainWrongKey, "{wrong}");
    }
}

#[tokio::test]
async fn two_keys_under_one_name_are_not_guessed_between() {
    let stage = practice("vault-two").await;
    let name = stage.name_of_our_key().await.unwrap();
    stage.put_key(&name, &["copied", "yes"], "another").await.unwrap();
    assert_eq!(shut_because(&stage).await, ErrorCode::KeychainBroken);
}

#[tokio::test]
async fn the_key_goes_to_a_passphrase_and_back_with_everything_readable() {
    let stage = practice("vault-move").await;
    well(&stage, &["vault", "move", "--to", "passphrase"], "four words of mine\n").await;
    assert_eq!(shut_because(&stage).await, ErrorCode::PassphraseNeeded);
    let wrong = refused(&stage, &["vault", "verify"], "four words of yours\n").await;
    assert_eq!(wrong, ErrorCode::PassphraseWrong);
    well(&stage, &["vault", "verify"], "four words of mine\n").await;
    well(&stage, &["vault", "move", "--to", "keychain"], "four words of mine\n").await;
    well(&stage, &["vault", "verify"], "").await;
}

#[tokio::test]
async fn a_recovery_kit_opens_the_vault_where_the_key_is_lost() {
    let stage = practice("vault-kit").await;
    let sheet: patchbay_contract::KitSheet =
        serde_json::from_str(&well(&stage, &["vault", "kit"], "").await).unwrap();
    stage.take_key(&stage.name_of_our_key().await.unwrap()).await.unwrap();
    let code = sheet.groups.join(" ").to_lowercase();
    let slip = format!("{}\n", code.replacen(&code[..1], "9", 1));
    let mistyped = refused(&stage, &["vault", "recover"], &slip).await;
    assert_eq!(mistyped, ErrorCode::KitCodeMistyped);
    well(&stage, &["vault", "recover"], &format!("{code}\n")).await;
    well(&stage, &["vault", "verify"], "").await;
}

#[tokio::test]
async fn the_trail_is_signed_by_a_key_of_the_vault_and_the_command_line_knows_it() {
    let stage = practice("vault-signs").await;
    well(&stage, &["vault", "rotate", "door"], "").await;
    let found: patchbay_contract::AuditVerification =
        serde_json::from_str(&well(&stage, &["audit", "verify"], "").await).unwrap();
    assert!(found.key_known, "the vault is open, so its key is at hand");
    assert!(found.signed_until.is_some(), "{found:?}");
    assert_eq!(found.broken, None);
}

#[tokio::test]
async fn a_short_passphrase_was_refused_and_stands_so_in_the_trail() {
    let stage = practice("vault-refused").await;
    let code = refused(&stage, &["vault", "move", "--to", "passphrase"], "short\n").await;
    assert_eq!(code, ErrorCode::PassphraseTooShort);
    let only = ["audit", "list", "--action", "key.moved", "--outcome", "refused"];
    assert!(well(&stage, &only, "").await.contains("passphrase_too_short"));
}

/// Overwrites what is stored for one connection, and the key that signs the audit trail,
/// behind the program's back.
async fn spoil_two_values(stage: &Stage) {
    let database = stage.data_folder().join(patchbay_store::DATABASE_FILE);
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database);
    let mut connection = options.connect().await.unwrap();
    for spoil in [
        "update credentials set sealed = zeroblob(length(sealed))
         where id = (select id from credentials order by id limit 1)",
        "update own_secrets set sealed = zeroblob(length(sealed)) where id = 'audit_signing'",
    ] {
        let spoiled = sqlx::query(spoil).execute(&mut connection).await.unwrap();
        assert_eq!(spoiled.rows_affected(), 1, "{spoil}");
    }
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_value_that_does_not_open_is_named_put_aside_and_removed_on_the_command_line() {
    let stage = practice("vault-broken").await;
    // The trail is signed at the program's end.
    well(&stage, &["vault", "verify"], "").await;
    spoil_two_values(&stage).await;
    let code = refused(&stage, &["vault", "rotate", "data"], "").await;
    assert_eq!(code, ErrorCode::ValuesDoNotOpen);
    assert!(!ctl(&stage, &["vault", "broken", "list"], "").await.status.success());
    well(&stage, &["vault", "broken", "set-aside"], "").await;
    well(&stage, &["vault", "broken", "list"], "").await;
    well(&stage, &["vault", "rotate", "data"], "").await;
    well(&stage, &["vault", "verify"], "").await;
    let kept: Vec<SetAside> =
        serde_json::from_str(&well(&stage, &["vault", "broken", "kept"], "").await).unwrap();
    for (kept, left) in kept.iter().zip([1, 0]) {
        let number = kept.number.to_string();
        let said = well(&stage, &["vault", "broken", "remove", &number], "").await;
        assert_eq!(serde_json::from_str::<Vec<SetAside>>(&said).unwrap().len(), left);
    }
    // The key that signs from now on vouches for the one that is gone.
    let verified = well(&stage, &["audit", "verify"], "").await;
    assert!(verified.contains("\"broken\": null"), "{verified}");
    for action in ["credential.set_aside", "key.set_aside", "credential.removed"] {
        assert!(well(&stage, &["audit", "list", "--action", action], "").await.contains(action));
    }
}

#[tokio::test]
async fn a_key_that_is_changed_but_not_yet_wiped_is_entered_once_and_wiped_later() {
    let stage = practice("vault-not-wiped").await;
    let before = how_key_changes_ended(&stage).await;
    let in_the_way = stage.data_folder().join("backups");
    std::fs::write(&in_the_way, "a file where a folder is to be removed").unwrap();
    let said = refused(&stage, &["vault", "rotate", "data"], "").await;
    assert_eq!(said, ErrorCode::VaultNotWiped);
    assert_eq!(how_key_changes_ended(&stage).await, [&["done".to_owned()], &before[..]].concat());
    std::fs::remove_file(&in_the_way).unwrap();
    well(&stage, &["vault", "verify"], "").await;
    assert!(!still_to_be_wiped(&stage).await);
}

/// How each change of a key ended, the newest first.
async fn how_key_changes_ended(stage: &Stage) -> Vec<String> {
    let entered = well(stage, &["audit", "list", "--action", "key.rotated"], "").await;
    let entered: Vec<serde_json::Value> = serde_json::from_str(&entered).unwrap();
    entered.iter().map(|entry| entry["outcome"].as_str().unwrap().to_owned()).collect()
}

async fn still_to_be_wiped(stage: &Stage) -> bool {
    let file = stage.data_folder().join(patchbay_store::DATABASE_FILE);
    let mut database = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(file)
        .read_only(true)
        .connect()
        .await
        .unwrap();
    let due = sqlx::query_scalar("select scrub_due from vault").fetch_one(&mut database).await;
    database.close().await.unwrap();
    due.unwrap()
}
