//! The installation and its data folder.

use patchbay_contract::{ErrorCode, InstallationState};
use patchbay_desktop::Installation;
use patchbay_vault::Keychain;

fn database_code(state: &InstallationState) -> Option<ErrorCode> {
    state.database.problem().map(|problem| problem.code)
}

#[tokio::test]
async fn a_store_that_did_not_open_is_tried_again_when_asked() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("patchbay");
    std::fs::write(&folder, "a file where the folder should be").unwrap();
    let installation = Installation::in_folder(&folder, None, Keychain::of_this_system());
    let before = installation.state().await;
    assert_eq!(database_code(&before), Some(ErrorCode::DataFolderNotWritable));
    std::fs::remove_file(&folder).unwrap();
    assert_eq!(database_code(&installation.state().await), None);
    installation.close().await;
}

#[tokio::test]
async fn two_installations_in_one_folder_never_both_open_it() {
    let home = tempfile::tempdir().unwrap();
    let first = Installation::in_folder(home.path(), None, Keychain::of_this_system());
    let second = Installation::in_folder(home.path(), None, Keychain::of_this_system());
    assert_eq!(database_code(&first.state().await), None);
    let refused = second.state().await;
    assert_eq!(database_code(&refused), Some(ErrorCode::DataFolderInUse));
    first.close().await;
    assert_eq!(database_code(&second.state().await), None);
    second.close().await;
}
