//! When a sign-in does not come back: the doctor in a real desktop session.

use patchbay_test_support::{App, Stage, StageBuilder};

use crate::{go, patchbay};

pub(crate) const CHECK: &str = "#ways-home .buttons .button";

/// A session with a browser, in which our links come to the app that is open.
async fn well(name: &str) -> (Stage, App) {
    let stage = StageBuilder::named(name).start().await.unwrap();
    stage.pretend_browser().await.unwrap();
    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.wait_for_words("h1", "Connections").await.unwrap();
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    go(&app, "/settings").await;
    app.wait_for_words("h1", "Settings").await.unwrap();
    (stage, app)
}

async fn finds(app: &App, check: &str, words: &str) {
    app.wait_for_words(&format!("[data-check={check}]"), words).await.unwrap();
}

/// Makes another program the one that opens our links.
pub(crate) async fn rival(stage: &Stage) {
    let entry = "[Desktop Entry]\nType=Application\nName=Rival Books\nExec=/bin/true %u\n\
                 MimeType=x-scheme-handler/app.patchbay;\n";
    std::fs::write(stage.home().join("data/applications/rival.desktop"), entry).unwrap();
    let mut gio = stage.command("gio");
    let chosen = gio.args(["mime", "x-scheme-handler/app.patchbay", "rival.desktop"]);
    assert!(chosen.output().await.unwrap().status.success());
}

#[tokio::test]
async fn in_a_whole_session_everything_is_fine_and_a_link_is_proven_to_arrive() {
    let (stage, app) = well("doctor-fine").await;
    app.press(CHECK).await.unwrap();
    app.wait_for_words("#ways-home [role=status]", "Nothing keeps answers").await.unwrap();
    for check in ["session_bus", "links", "delivery", "browser", "ports", "proxy"] {
        finds(&app, check, "Fine").await;
    }
    finds(&app, "browser", "Browser of the stage").await;
    finds(&app, "clock", "no host yet").await;
    assert!(stage.app_log().contains("arrival=Checked"), "{}", stage.app_log());
    app.close().await.unwrap();
}

#[tokio::test]
async fn links_that_another_program_took_are_named_repaired_and_come_here_again() {
    let (stage, app) = well("doctor-taken").await;
    rival(&stage).await;
    app.press(CHECK).await.unwrap();
    finds(&app, "links", "Rival Books").await;
    finds(&app, "delivery", "in trouble itself").await;
    app.press("[data-check=links] .primary").await.unwrap();
    finds(&app, "links", "Fine").await;
    finds(&app, "delivery", "Fine").await;
    go(&app, "/audit").await;
    app.wait_for_words("#audit-entries", "Links to Patchbay repaired").await.unwrap();
    app.close().await.unwrap();
}
