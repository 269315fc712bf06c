//! Opening, asking again, and closing.

use patchbay_test_support::{StageBuilder, eventually};

use crate::{opened, patchbay, patchbay_link, usable};

#[tokio::test]
async fn the_heading_and_the_state_of_every_part_appear() {
    let (_stage, app) = opened("heading").await;
    app.wait_for_words(".summary", "Everything Patchbay needs is working").await.unwrap();
    for part in ["#database", "#keychain", "#server"] {
        app.wait_for_words(part, "Working").await.unwrap();
    }
    app.close().await.unwrap();
}

#[tokio::test]
async fn what_the_window_shows_is_what_is_really_there() {
    let (stage, app) = opened("truth").await;
    let address = app.wait_for_words("#server", "http://127.0.0.1:").await.unwrap();
    let port = address.rsplit_once("127.0.0.1:").unwrap().1;
    let port: String = port.chars().take_while(char::is_ascii_digit).collect();
    let health = reqwest::get(format!("http://127.0.0.1:{port}/healthz")).await.unwrap();
    assert!(health.text().await.unwrap().contains("patchbay-server"));
    assert!(stage.data_folder().join("patchbay.db").is_file());
    let shown = app.text(".about").await.unwrap();
    assert!(shown.contains(&stage.data_folder().display().to_string()), "{shown}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_keychain_that_is_locked_while_the_app_runs_is_noticed_when_asked_again() {
    let (stage, app) = opened("lock-later").await;
    app.wait_for_words("#keychain", "Working").await.unwrap();
    stage.lock_keychain().await.unwrap();
    app.press("#check-again").await.unwrap();
    app.wait_for_words("#keychain", "The keychain is locked").await.unwrap();
    app.wait_for_words("nav .count", "1").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_keychain_that_died_and_came_back_works_without_restarting_the_app() {
    let (mut stage, app) = opened("keychain-restart").await;
    app.wait_for_words("#keychain", "Working").await.unwrap();
    stage.kill_keychain();
    app.press("#check-again").await.unwrap();
    app.wait_for_words("#keychain", "No keychain was found").await.unwrap();
    stage.start_keychain().await.unwrap();
    app.press("#check-again").await.unwrap();
    app.wait_for_words("#keychain", "Working").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_second_start_ends_at_once_and_brings_the_first_window_to_the_front() {
    let (stage, app) = opened("second-start").await;
    let second = stage.command(patchbay()).output().await.unwrap();
    assert!(second.status.success());
    eventually("the first to answer the second", || async {
        stage.app_log().contains("a second start was answered by this window").then_some(())
    })
    .await
    .unwrap();
    assert_eq!(stage.app_log().matches("the firm server is listening").count(), 1);
    app.wait_for_words("#database", "Working").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_second_start_does_not_wait_for_ever_on_a_first_that_hangs() {
    let stage = StageBuilder::named("hung").start().await.unwrap();
    let mut first = stage.spawn(patchbay()).unwrap();
    usable(&stage).await;
    let process = first.id().unwrap().to_string();
    assert!(stage.command("kill").args(["-STOP", &process]).status().await.unwrap().success());
    let (mut second, mut by_link) = (stage.command(patchbay()), stage.command(patchbay_link()));
    let (second, by_link) = tokio::join!(second.output(), by_link.output());
    for ended in [second.unwrap(), by_link.unwrap()] {
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!ended.status.success());
        assert!(said.contains("Patchbay is running and does not answer"), "{said}");
    }
    first.kill().await.unwrap();
}

#[tokio::test]
async fn the_link_that_skips_the_navigation_moves_the_focus_to_the_page() {
    let (_stage, app) = opened("skip").await;
    app.script("const skip = document.querySelector('.skip'); skip.focus(); skip.click()")
        .await
        .unwrap();
    eventually("the page to have the focus", || async {
        let focus = app.script("return document.activeElement.id").await.ok()?;
        (focus == "content").then_some(())
    })
    .await
    .unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn closing_ends_the_server_and_leaves_the_database_whole() {
    let stage = StageBuilder::named("closing").start().await.unwrap();
    let mut app = stage.spawn(patchbay()).unwrap();
    usable(&stage).await;
    let process = app.id().unwrap().to_string();
    assert!(stage.command("kill").arg(&process).status().await.unwrap().success());
    assert!(app.wait().await.unwrap().success());
    let log = stage.app_log();
    assert!(log.contains("the firm server has stopped"), "{log}");
    assert!(log.contains("Patchbay has closed") && !log.contains("panicked"), "{log}");
    // A log that had to be replayed would still be there.
    assert!(!stage.data_folder().join("patchbay.db-wal").exists());
}

#[tokio::test]
async fn a_page_that_does_not_exist_leads_back_home() {
    let (_stage, app) = opened("no-page").await;
    app.script(
        "history.pushState({}, '', '/no/such/page'); dispatchEvent(new PopStateEvent('popstate'))",
    )
    .await
    .unwrap();
    app.wait_for_words("h1", "There is no such page").await.unwrap();
    app.press("main a.button").await.unwrap();
    app.wait_for_words("h1", "Connections").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn the_pages_can_be_walked_by_keyboard_alone() {
    let (_stage, app) = opened("keyboard").await;
    app.wait_for_words("#database", "Working").await.unwrap();
    app.wait_for_words("#check-again", "Check again").await.unwrap();
    let mut stops = Vec::new();
    for _ in 0..7 {
        app.tab().await.unwrap();
        let name = app.script("return document.activeElement.innerText").await.unwrap();
        stops.push(name.as_str().unwrap_or_default().trim().to_string());
    }
    // The heading has the focus at first; the page's own controls follow it, and the
    // way round leads through the rail.
    assert_eq!(stops[0], "Check again", "{stops:?}");
    let own = ["Made with the first saved credential", "Copy", "Copy"];
    assert_eq!(stops[1..4], own, "{stops:?}");
    assert!(stops.iter().any(|stop| stop == "Skip to the page"), "{stops:?}");
    app.close().await.unwrap();
}
