//! The stops of the tour, in the order in which they tell something.

use anyhow::{Result, ensure};
use patchbay_test_support::{Keychain, StageBuilder};

use super::Guide;

const ANSWER_NOBODY_ASKED_FOR: &str = "app.patchbay://connect/xero/return?code=tour&state=tour";
const HOSTILE: &str = "app.patchbay://evil/steal?everything=1";
const OPEN_ACTIVITY: &str = "app.patchbay://open/activity";

pub(super) async fn all(guide: &mut Guide) -> Result<()> {
    a_healthy_installation(guide).await?;
    small_and_dark(guide).await?;
    a_locked_keychain(guide).await?;
    no_keychain_at_all(guide).await?;
    data_of_a_newer_version(guide).await?;
    without_a_display(guide).await
}

async fn a_healthy_installation(guide: &mut Guide) -> Result<()> {
    guide.say("A desktop session is started: display, session bus, unlocked keychain");
    let stage = StageBuilder::named("tour-healthy").start().await?;
    guide.say("Patchbay is started in it");
    let app = guide.open(&stage).await?;
    let said = app.wait_for_words(".summary", "Everything Patchbay needs is working").await?;
    guide.say(&format!("The window says: {}", said.replace('\n', " · ")));
    for part in ["database", "keychain", "server"] {
        let text = app.text(&format!("#{part}")).await?;
        guide.say(&format!("  {}", text.replace('\n', " · ")));
    }
    guide.picture(&stage, &app, "this-installation").await?;

    guide.say("The desktop opens a sign-in answer that nobody asked for");
    stage.wait_for_scheme("app.patchbay").await?;
    stage.open_link(ANSWER_NOBODY_ASKED_FOR).await?;
    app.wait_for_words(".toasts", "nobody here asked for").await?;
    guide.picture(&stage, &app, "an-unasked-answer").await?;

    guide.say("The desktop opens a hostile link, and then one that asks for Activity");
    stage.open_link(HOSTILE).await?;
    app.wait_for_words(".toasts", "A link was refused").await?;
    stage.open_link(OPEN_ACTIVITY).await?;
    app.wait_for_words("h1", "Activity").await?;
    app.wait_for_words("#notices", "A link was refused").await?;
    guide.picture(&stage, &app, "activity").await?;

    guide.say("The keychain is locked while Patchbay runs, and Patchbay is asked again");
    stage.lock_keychain().await?;
    app.press("nav a[href='/']").await?;
    app.press("#check-again").await?;
    app.wait_for_words("#keychain", "The keychain is locked").await?;
    app.close().await
}

async fn small_and_dark(guide: &mut Guide) -> Result<()> {
    guide.say("A small screen, and a desktop set to dark");
    let stage = StageBuilder::named("tour-dark")
        .screen(800, 700)
        .setting("GTK_THEME", "Adwaita:dark")
        .start()
        .await?;
    let app = guide.open(&stage).await?;
    app.driver().set_window_rect(0, 0, 800, 700).await?;
    app.wait_for_words(".summary", "Everything Patchbay needs is working").await?;
    guide.picture(&stage, &app, "small-and-dark").await?;
    app.close().await
}

async fn a_locked_keychain(guide: &mut Guide) -> Result<()> {
    guide.say("A session in which the keychain is locked");
    let stage = StageBuilder::named("tour-locked").keychain(Keychain::Locked).start().await?;
    let app = guide.open(&stage).await?;
    app.wait_for_words("#keychain", "Unlock it").await?;
    guide.picture(&stage, &app, "keychain-locked").await?;
    app.close().await
}

async fn no_keychain_at_all(guide: &mut Guide) -> Result<()> {
    guide.say("A session without a keychain; then one is started, and Patchbay asked again");
    let mut stage = StageBuilder::named("tour-absent").keychain(Keychain::Absent).start().await?;
    let app = guide.open(&stage).await?;
    app.wait_for_words("#keychain", "No keychain was found").await?;
    app.press("#keychain summary").await?;
    guide.picture(&stage, &app, "keychain-absent").await?;
    stage.start_keychain().await?;
    app.press("#check-again").await?;
    app.wait_for_words(".summary", "Everything Patchbay needs is working").await?;
    guide.say("It works without restarting Patchbay");
    app.close().await
}

async fn data_of_a_newer_version(guide: &mut Guide) -> Result<()> {
    guide.say("A data folder whose database is damaged");
    let stage = StageBuilder::named("tour-damaged").start().await?;
    std::fs::create_dir_all(stage.data_folder())?;
    std::fs::write(stage.data_folder().join("patchbay.db"), "minutes of a meeting ".repeat(300))?;
    let app = guide.open(&stage).await?;
    app.wait_for_words("#database", "not a readable database").await?;
    guide.picture(&stage, &app, "database-damaged").await?;
    app.close().await
}

async fn without_a_display(guide: &mut Guide) -> Result<()> {
    guide.say("Patchbay is started where there is no display at all");
    let stage = StageBuilder::named("tour-no-display").start().await?;
    let mut command = stage.command(guide.program());
    let output = command.env_remove("DISPLAY").output().await?;
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().find(|line| line.starts_with("patchbay:")).unwrap_or_default();
    ensure!(line.contains("There is no display"), "it said: {said}");
    guide.say(line);
    Ok(())
}
