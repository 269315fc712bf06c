//! Links with our scheme, opened by the operating system.

use patchbay_test_support::{Stage, StageBuilder, eventually};

use crate::{opened, patchbay, patchbay_link, put_program, usable};

const ANSWER: &str = "app.patchbay://connect/xero/return?code=canary-code&state=canary-state";

pub(crate) async fn arrivals(stage: &Stage, wanted: usize) {
    eventually(&format!("{wanted} links to arrive"), || async {
        (stage.app_log().matches("a link arrived").count() >= wanted).then_some(())
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_link_opened_by_the_desktop_reaches_the_running_app_exactly_once() {
    let (stage, app) = opened("link-warm").await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    stage.open_link(ANSWER).await.unwrap();
    app.wait_for_words(".toasts", "nobody here asked for").await.unwrap();
    // The page link comes behind it, so whatever else was on its way has arrived.
    stage.open_link("app.patchbay://open/activity").await.unwrap();
    app.wait_for_words("h1", "Activity").await.unwrap();
    assert_eq!(app.count("#notices .notice").await.unwrap(), 1);
    // Both came by the small program, which logs nothing: no second app was loaded for them.
    let log = stage.app_log();
    assert_eq!(log.matches("a second start was answered").count(), 2, "{log}");
    assert_eq!(log.matches("has taken over").count(), 0, "{log}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_reloaded_page_hears_of_a_link_once_and_does_not_replay_it() {
    let (stage, app) = opened("link-reload").await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    stage.open_link(ANSWER).await.unwrap();
    app.wait_for_words(".toasts", "nobody here asked for").await.unwrap();
    app.driver().refresh().await.unwrap();
    app.press("nav a[href='/activity']").await.unwrap();
    app.wait_for_words("#notices", "nobody here asked for").await.unwrap();
    assert_eq!(app.count("#notices .notice").await.unwrap(), 1);
    assert_eq!(app.count(".toast").await.unwrap(), 0);
    assert_eq!(stage.app_log().matches("a link arrived").count(), 1);
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_link_that_starts_the_app_arrives_exactly_once() {
    let stage = StageBuilder::named("link-cold-argument").start().await.unwrap();
    let app = stage.open(patchbay(), &[ANSWER]).await.unwrap();
    app.press("nav a[href='/activity']").await.unwrap();
    app.wait_for_words("#notices", "nobody here asked for").await.unwrap();
    assert_eq!(app.count("#notices .notice").await.unwrap(), 1);
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_page_link_that_starts_the_app_opens_on_that_page() {
    let stage = StageBuilder::named("link-cold-page").start().await.unwrap();
    let app = stage.open(patchbay(), &["app.patchbay://open/activity"]).await.unwrap();
    app.wait_for_words("h1", "Activity").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn the_desktop_starts_the_app_for_a_link_and_the_link_still_arrives() {
    // The app registers itself at its first start and is then closed.
    let (stage, app) = opened("link-cold-desktop").await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    app.close().await.unwrap();
    stage.open_link(ANSWER).await.unwrap();
    arrivals(&stage, 1).await;
    // The app that the desktop started is a whole one: it takes the next link too.
    stage.open_link("app.patchbay://open/activity").await.unwrap();
    arrivals(&stage, 2).await;
    // Whether somebody asked for the answer is looked up behind its arrival.
    eventually("the answer to be refused", || async {
        stage.app_log().contains("arrived=Refused").then_some(())
    })
    .await
    .unwrap();
    let log = stage.app_log();
    assert_eq!(log.matches("arrived=Refused").count(), 1, "{log}");
    assert_eq!(log.matches("arrival=PageOpened").count(), 1, "{log}");
}

#[tokio::test]
async fn the_program_for_links_says_that_the_app_is_missing_beside_it() {
    let stage = StageBuilder::named("link-alone").start().await.unwrap();
    let alone = stage.home().join("patchbay-link");
    put_program(patchbay_link(), &alone);
    let output = stage.command(&alone).arg(ANSWER).output().await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(said.contains("could not be started") && said.contains("Install Patchbay"), "{said}");
    assert!(!said.contains("canary"), "{said}");
}

#[tokio::test]
async fn a_link_that_meets_an_app_just_closing_is_not_lost() {
    let stage = StageBuilder::named("link-closing").start().await.unwrap();
    let mut closing = stage.spawn(patchbay()).unwrap();
    usable(&stage).await;
    // Stopped, it still has its name on the bus and is past answering.
    let process = closing.id().unwrap().to_string();
    assert!(stage.command("kill").args(["-STOP", &process]).status().await.unwrap().success());
    let knocking = stage.hear_calls_of("ExecuteCallback").await.unwrap();
    let (opened, ()) = tokio::join!(stage.open(patchbay(), &[ANSWER]), async {
        knocking.wait().await.unwrap();
        closing.kill().await.unwrap();
    });
    let app = opened.unwrap();
    app.press("nav a[href='/activity']").await.unwrap();
    app.wait_for_words("#notices", "nobody here asked for").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn hostile_links_are_refused_calmly_and_the_app_goes_on() {
    let (stage, app) = opened("link-hostile").await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    let long = format!("app.patchbay://connect/xero/return?code={}", "a".repeat(64 * 1024));
    let hostile = [
        "app.patchbay://evil/canary-host",
        long.as_str(),
        "app.patchbay://connect/xero/return?code=canary-1&code=canary-2",
        "app.patchbay://connect/xero/return?code=a#canary-fragment",
    ];
    for (n, link) in hostile.iter().enumerate() {
        stage.open_link(link).await.unwrap();
        arrivals(&stage, n + 1).await;
    }
    stage.open_link("app.patchbay://open/activity").await.unwrap();
    app.wait_for_words("h1", "Activity").await.unwrap();
    assert_eq!(app.count("#notices .notice").await.unwrap(), hostile.len());
    let shown = app.text("#notices").await.unwrap();
    assert_eq!(shown.matches("A link was refused").count(), hostile.len());
    assert!(!shown.contains("canary"), "{shown}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn what_a_link_carried_is_nowhere_in_the_log() {
    let (stage, app) = opened("link-log").await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    stage.open_link(ANSWER).await.unwrap();
    arrivals(&stage, 1).await;
    assert!(!stage.app_log().contains("canary"), "{}", stage.app_log());
    app.close().await.unwrap();
}

#[tokio::test]
async fn the_desktop_entries_are_valid_and_runnable_as_they_stand() {
    let (stage, app) = opened("link-entries").await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    let written = stage.home().join("data/applications/patchbay-links.desktop");
    let text = std::fs::read_to_string(&written).unwrap();
    assert!(text.contains(&format!("\nExec={} %u\n", patchbay_link().display())), "{text}");

    // The package's entry, with what the bundler fills in.
    let packaged =
        [("name", "Patchbay"), ("comment", "Connects every service"), ("exec", "patchbay")]
            .into_iter()
            .chain([("icon", "patchbay"), ("categories", "Office;")])
            .fold(
                include_str!("../../src-tauri/linux/patchbay.desktop").to_string(),
                |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value),
            );
    assert!(packaged.contains("\nExec=patchbay-link %u\n"), "{packaged}");
    let filled = stage.home().join("packaged.desktop");
    std::fs::write(&filled, packaged).unwrap();
    for entry in [written, filled] {
        let checked = stage.command("desktop-file-validate").arg(&entry).output().await.unwrap();
        let said = String::from_utf8_lossy(&checked.stdout);
        assert!(checked.status.success() && said.is_empty(), "{}: {said}", entry.display());
    }
    app.close().await.unwrap();
}
