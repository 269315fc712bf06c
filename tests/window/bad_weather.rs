//! Sessions and disks that are not as they should be.

use patchbay_test_support::{Keychain, StageBuilder};

use crate::{patchbay, to_installation, usable};

#[tokio::test]
async fn without_a_session_bus_the_window_opens_and_says_what_is_missing() {
    let stage = StageBuilder::named("no-bus").without_bus().start().await.unwrap();
    let app = stage.open(patchbay(), &[]).await.unwrap();
    to_installation(&app).await;
    app.wait_for_words("#keychain", "No keychain was found").await.unwrap();
    app.wait_for_words("#database", "Working").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn without_a_session_bus_a_second_start_stays_out_of_the_first_ones_data() {
    let stage = StageBuilder::named("no-bus-twice").without_bus().start().await.unwrap();
    let mut first = stage.spawn(patchbay()).unwrap();
    usable(&stage).await;
    let second = stage.open(patchbay(), &[]).await.unwrap();
    to_installation(&second).await;
    let said = second.wait_for_words("#database", "Another Patchbay").await.unwrap();
    assert!(said.contains(&format!("process {}", first.id().unwrap())), "{said}");
    first.kill().await.unwrap();
    second.press("#check-again").await.unwrap();
    second.wait_for_words("#database", "Working").await.unwrap();
    second.close().await.unwrap();
}

#[tokio::test]
async fn a_locked_keychain_opens_a_window_that_says_how_to_unlock_it() {
    let stage = StageBuilder::named("locked").keychain(Keychain::Locked).start().await.unwrap();
    let app = stage.open(patchbay(), &[]).await.unwrap();
    to_installation(&app).await;
    app.wait_for_words("#keychain", "Unlock it").await.unwrap();
    app.wait_for_words(".summary", "One thing needs your attention").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_data_folder_that_cannot_be_written_is_named_with_the_way_out() {
    let stage = StageBuilder::named("not-writable").start().await.unwrap();
    std::fs::write(stage.data_folder(), "a file where the folder should be").unwrap();
    let app = stage.open(patchbay(), &[]).await.unwrap();
    to_installation(&app).await;
    let said = app.wait_for_words("#database", "is a file").await.unwrap();
    assert!(said.contains(&stage.data_folder().display().to_string()), "{said}");
    std::fs::remove_file(stage.data_folder()).unwrap();
    app.press("#check-again").await.unwrap();
    app.wait_for_words("#database", "Working").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_full_disk_opens_a_window_that_says_so() {
    let stage = StageBuilder::named("disk-full").start().await.unwrap();
    std::fs::create_dir_all(stage.data_folder()).unwrap();
    // The app in a world of its own, in which the data folder is a tiny disk.
    let program = stage.script(&format!(
        "exec unshare --map-root-user --mount sh -c \
         'mount -t tmpfs -o size=12k tmpfs {} && exec {}'",
        stage.data_folder().display(),
        patchbay().display()
    ));
    let app = stage.open(&program.unwrap(), &[]).await.unwrap();
    to_installation(&app).await;
    app.wait_for_words("#database", "There is no room left on the disk").await.unwrap();
    app.wait_for_words("#keychain", "Working").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn data_of_a_newer_version_is_refused_in_words_and_left_as_it_was() {
    let newer = include_bytes!("../fixtures/newer.db");
    let stage = StageBuilder::named("newer").start().await.unwrap();
    let file = stage.data_folder().join("patchbay.db");
    std::fs::create_dir_all(stage.data_folder()).unwrap();
    std::fs::write(&file, newer).unwrap();
    let app = stage.open(patchbay(), &[]).await.unwrap();
    to_installation(&app).await;
    app.wait_for_words("#database", "Patchbay 9.9.9").await.unwrap();
    app.close().await.unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), newer);
}

#[tokio::test]
async fn without_a_display_a_sentence_says_so_and_nothing_panics() {
    let stage = StageBuilder::named("no-display").start().await.unwrap();
    for display in [None, Some(":4711")] {
        let mut command = stage.command(patchbay());
        command.env_remove("DISPLAY");
        if let Some(display) = display {
            command.env("DISPLAY", display);
        }
        let output = command.output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success());
        assert!(said.contains("patchbay: There is no display to open a window on."), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}
