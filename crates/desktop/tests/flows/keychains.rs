//! Every condition a real Secret Service can be in.

use patchbay_contract::{DoorKind, ErrorCode, Part};
use patchbay_test_support::{Keychain, StageBuilder};

use crate::support::{status, well};

async fn code_with(keychain: Keychain, name: &str) -> (ErrorCode, bool) {
    let stage = StageBuilder::named(name).keychain(keychain).start().await.unwrap();
    let (state, well) = status(&stage).await;
    let problem = state.keychain.problem().expect("the keychain has a problem").clone();
    (problem.code, well)
}

#[tokio::test]
async fn an_open_keychain_without_our_key_is_a_first_run() {
    let stage = StageBuilder::named("ctl-unlocked").start().await.unwrap();
    let (state, well) = status(&stage).await;
    match state.keychain {
        Part::Working(facts) => assert!(!facts.holds_key),
        Part::Failed(problem) => panic!("{problem}"),
    }
    assert!(well);
}

#[tokio::test]
async fn a_locked_keychain_is_called_locked_and_not_prompted() {
    let found = code_with(Keychain::Locked, "ctl-locked").await;
    assert_eq!(found, (ErrorCode::KeychainLocked, false));
}

#[tokio::test]
async fn a_keychain_with_nowhere_to_store_is_broken_and_no_first_run() {
    let found = code_with(Keychain::WithoutCollection, "ctl-no-collection").await;
    assert_eq!(found, (ErrorCode::KeychainBroken, false));
}

#[tokio::test]
async fn a_session_without_a_keychain_says_so() {
    let found = code_with(Keychain::Absent, "ctl-absent").await;
    assert_eq!(found, (ErrorCode::KeychainAbsent, false));
}

#[tokio::test]
async fn a_firm_that_chose_a_passphrase_misses_no_keychain() {
    let stage =
        StageBuilder::named("ctl-passphrase").keychain(Keychain::Absent).start().await.unwrap();
    let passphrase = "four words of no kind\n";
    well(&stage, &["vault", "make", "--in", "passphrase"], passphrase).await;
    let (state, well) = status(&stage).await;
    assert!(state.keychain.problem().is_some(), "it is not there");
    assert_eq!(state.key_elsewhere, Some(DoorKind::Passphrase));
    assert!(
        well && state.problems().iter().all(|problem| problem.code != ErrorCode::KeychainAbsent)
    );
}

#[tokio::test]
async fn a_session_without_a_bus_says_so_and_still_opens_the_database() {
    let stage = StageBuilder::named("ctl-no-bus").without_bus().start().await.unwrap();
    let (state, _) = status(&stage).await;
    assert_eq!(state.keychain.problem().map(|p| p.code), Some(ErrorCode::KeychainAbsent));
    assert!(state.database.problem().is_none());
}
