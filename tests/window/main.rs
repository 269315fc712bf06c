//! The real app in a real webview, driven through WebDriver.
//!
//! Every test has a desktop session of its own: display, bus, keychain and home
//! folder. What a failed test saw is left in `target/window-failures`.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

mod bad_weather;
mod links;
mod opening;
mod walls;

use std::path::Path;

use patchbay_test_support::{App, Stage, StageBuilder, eventually};

/// The app under test.
fn patchbay() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_patchbay"))
}

/// A healthy session with the app open in it.
async fn opened(name: &str) -> (Stage, App) {
    let stage = StageBuilder::named(name).start().await.unwrap();
    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.wait_for_words("h1", "This installation").await.unwrap();
    (stage, app)
}

/// Waits until an app that was started without WebDriver has drawn its window.
async fn usable(stage: &Stage) {
    eventually("the window to be usable", || async {
        stage.app_log().contains("the window is usable").then_some(())
    })
    .await
    .unwrap();
}
