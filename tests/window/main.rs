//! The real app in a real webview, driven through WebDriver.
//!
//! Every test has a desktop session of its own: display, bus, keychain and home
//! folder. What a failed test saw is left in `target/window-failures`.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod access;
mod audit;
mod bad_weather;
mod doctor;
mod firm_server;
mod health_access;
mod hub;
#[path = "../../crates/desktop/tests/support/in_memory.rs"]
mod in_memory;
mod leaks;
mod links;
mod no_keychain;
mod odd_input;
mod opening;
mod practice;
mod room;
mod rough_links;
mod security;
// The one of the desktop's own tests, which also restore it.
#[allow(dead_code, reason = "what restores it is used where it is at home")]
#[path = "../../crates/desktop/tests/firm_server/server.rs"]
mod server;
mod shared_files;
mod sign_in;
mod sign_in_access;
mod walls;
mod working;

use std::path::Path;

use patchbay_test_support::{App, Stage, StageBuilder, eventually};

/// The app under test.
fn patchbay() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_patchbay"))
}

/// What the desktop starts for a link.
fn patchbay_link() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_patchbay-link"))
}

/// Puts a program in another place. It is never copied by this process: whatever another test
/// starts meanwhile would hold the copy open for writing, and nobody could run it.
fn put_program(from: &Path, to: &Path) {
    if std::fs::hard_link(from, to).is_err() {
        let copied = std::process::Command::new("cp").arg(from).arg(to).status().unwrap();
        assert!(copied.success());
    }
}

/// A healthy session with the app open in it, on its first page.
async fn opened_home(name: &str) -> (Stage, App) {
    let stage = StageBuilder::named(name).start().await.unwrap();
    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.wait_for_words("h1", "Connections").await.unwrap();
    app.find(".provider[data-provider]").await.unwrap();
    (stage, app)
}

/// The same, on the page of this installation.
async fn opened(name: &str) -> (Stage, App) {
    let (stage, app) = opened_home(name).await;
    to_installation(&app).await;
    (stage, app)
}

/// Goes to the page of this installation.
async fn to_installation(app: &App) {
    app.press("nav a[href='/installation']").await.unwrap();
    app.wait_for_words("h1", "This installation").await.unwrap();
}

/// Goes to an address as a link in the page would.
async fn go(app: &App, address: &str) {
    app.script(&format!(
        "history.pushState({{}}, '', '{address}'); dispatchEvent(new PopStateEvent('popstate'))"
    ))
    .await
    .unwrap();
}

/// Makes the stage's installation a practice firm, with every state there is.
async fn practice_firm(stage: &Stage) {
    let installation = patchbay_desktop::Installation::in_folder(
        &stage.data_folder(),
        None,
        no_keychain::no_keychain(),
    );
    installation.fill_with_practice().await.unwrap();
    installation.close().await;
}

/// Waits until an app that was started without WebDriver has drawn its window.
async fn usable(stage: &Stage) {
    eventually("the window to be usable", || async {
        stage.app_log().contains("the window is usable").then_some(())
    })
    .await
    .unwrap();
}
