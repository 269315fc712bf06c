//! The stops of the tour, in the order in which they tell something.

use anyhow::{Context, Result, ensure};
use patchbay_test_support::{App, Browser, Keychain, StageBuilder, eventually};

use super::practised::{go, press_word};
use super::{Guide, firm_server, keychains, practised, working};

const ANSWER_NOBODY_ASKED_FOR: &str = "app.patchbay://connect/xero/return?code=tour&state=tour";
const HOSTILE: &str = "app.patchbay://evil/steal?everything=1";
const OPEN_ACTIVITY: &str = "app.patchbay://open/activity";

/// Goes to the page of this installation.
async fn to_installation(app: &App) -> Result<()> {
    app.press("nav a[href='/installation']").await?;
    app.wait_for_words("h1", "This installation").await?;
    Ok(())
}

pub(super) async fn all(guide: &mut Guide) -> Result<()> {
    a_new_firm(guide).await?;
    a_practice_firm(guide).await?;
    a_sign_in(guide).await?;
    working::a_firm_at_work(guide).await?;
    a_folder_for_tax_software(guide).await?;
    repairs_and_clocks(guide).await?;
    the_audit_trail(guide).await?;
    the_vault(guide).await?;
    firm_server::a_computer_at_the_firms_server(guide).await?;
    keychains::in_each_condition(guide).await?;
    narrow_dark_and_in_spanish(guide).await?;
    the_firms_own_provider(guide).await?;
    a_healthy_installation(guide).await?;
    a_locked_keychain(guide).await?;
    no_keychain_at_all(guide).await?;
    data_of_a_newer_version(guide).await?;
    without_a_display(guide).await
}

async fn a_new_firm(guide: &mut Guide) -> Result<()> {
    guide.say(
        "A firm that has just installed Patchbay: nothing is connected, five things are asked for",
    );
    let stage = StageBuilder::named("tour-new").start().await?;
    let app = guide.open(&stage).await?;
    app.wait_for_words(".five", "5 to go").await?;
    guide.picture(&stage, &app, "home-of-a-new-firm").await?;
    app.close().await
}

async fn a_practice_firm(guide: &mut Guide) -> Result<()> {
    guide.say("A practice firm, with a connection in every state there is");
    let stage = StageBuilder::named("tour-practice").start().await?;
    guide.fill_with_practice(&stage).await?;
    let app = guide.open(&stage).await?;
    app.wait_for_words(".practice", "Practice").await?;
    app.wait_for_words("#group-attention", "Needs attention").await?;
    guide.picture(&stage, &app, "home").await?;

    guide.say("“office 365” is typed into the search");
    app.keys("/").await?;
    app.keys("office 365").await?;
    let said = app.wait_for_words("#results-title", "result").await?;
    guide.say(&format!("  {said}; the first is {}", app.text(".results h3").await?));
    guide.picture(&stage, &app, "search").await?;

    guide.say("The page of a ledger whose permission ended");
    app.press(".selects button").await?;
    app.press("article[data-provider=xero] .button").await?;
    let why = app.wait_for_words("table .why", "not used for 60 days").await?;
    guide.say(&format!("  {why}"));
    guide.picture(&stage, &app, "provider-accounts").await?;
    app.press("#tab-overview").await?;
    app.wait_for_words(".panel", "How it is set up").await?;
    guide.picture(&stage, &app, "provider").await?;

    guide.say("What the firm does by default");
    app.press("nav a[href='/defaults']").await?;
    app.find("#default-meeting").await?;
    guide.picture(&stage, &app, "defaults").await?;

    guide.say("The command palette");
    app.control("k").await?;
    app.find("dialog[open]").await?;
    app.keys("stri").await?;
    app.wait_for_words(".options", "Stripe").await?;
    guide.picture(&stage, &app, "palette").await?;
    app.close().await
}

async fn a_sign_in(guide: &mut Guide) -> Result<()> {
    guide.say("A provider is connected in practice: the window beside the browser");
    let (stage, app) = practised::firm(guide, "tour-sign-in").await?;
    app.press("article[data-provider=salesforce] a").await?;
    app.press("#connect button.primary").await?;
    let main = app.driver().window().await?;
    let window = eventually("the window of the sign-in", || async {
        app.driver().windows().await.ok()?.into_iter().find(|window| *window != main)
    })
    .await?;
    app.driver().switch_to_window(window).await?;
    app.wait_for_words(".sign-in .practice", "Practice").await?;
    guide.picture(&stage, &app, "sign-in-what-is-read").await?;
    app.press(".dialog-foot .primary").await?;
    app.wait_for_words(".sign-in-wait", "Waiting for your browser").await?;
    guide.picture(&stage, &app, "sign-in-waiting").await?;

    guide.say("The person allows it on the provider’s page, and a link brings the answer");
    let page = eventually("the browser to be asked for a page", || async {
        std::fs::read_to_string(stage.browsed()).ok()?.lines().last().map(str::to_owned)
    })
    .await?;
    let browser = Browser::open(&stage, &page, "app.patchbay").await?;
    browser.tab().press("#allow").await?;
    let said = app.wait_for_words(".sign-in-step", "is connected with").await?;
    guide.say(&format!("  {}", said.replace('\n', " ")));
    browser.close().await?;
    guide.picture(&stage, &app, "sign-in-done").await?;
    app.close().await
}

async fn a_folder_for_tax_software(guide: &mut Guide) -> Result<()> {
    guide.say("A folder for tax software is named, and takes a file");
    let stage = StageBuilder::named("tour-folder").start().await?;
    let app = guide.open(&stage).await?;
    app.press("article[data-provider=ultratax_cs] a").await?;
    let folder = stage.home().join("Tax files");
    std::fs::create_dir(&folder)?;
    let typed = app.find("#key-form input").await?;
    typed.send_keys(folder.to_string_lossy()).await?;
    guide.picture(&stage, &app, "folder-for-tax-software").await?;
    app.press("#key-form .button.primary").await?;
    app.find("#key-form .key-done").await?;
    guide.picture(&stage, &app, "folder-connected").await?;
    guide.say("How files are written there is the firm’s choice, where the software leaves one");
    go(&app, "/provider/ultratax_cs?tab=accounts").await?;
    press_word(&app, "#panel tbody", "How files are written").await?;
    app.find("dialog #tax-file-name").await?;
    guide.picture(&stage, &app, "how-files-are-written").await?;
    app.close().await
}

async fn repairs_and_clocks(guide: &mut Guide) -> Result<()> {
    guide.say("What a person has to do for the practice firm, the most severe first");
    let stage = StageBuilder::named("tour-repairs").start().await?;
    guide.fill_with_practice(&stage).await?;
    let app = guide.open(&stage).await?;
    app.press("nav a[href='/repairs']").await?;
    let said = app.wait_for_words("#open-repairs", "not used for 60 days").await?;
    guide.say(&format!("  {}", said.lines().take(4).collect::<Vec<_>>().join(" · ")));
    guide.picture(&stage, &app, "repairs").await?;

    guide.say("When permissions end, in the next months and day by day");
    app.press("nav a[href='/clocks']").await?;
    app.wait_for_words("#timeline", "QuickBooks Online").await?;
    guide.picture(&stage, &app, "clocks").await?;
    app.press(".save-calendar").await?;
    let said = app.wait_for_words(".calendar-saved", ".ics").await?;
    guide.say(&format!("  {}", said.replace('\n', " ")));
    app.close().await
}

async fn the_audit_trail(guide: &mut Guide) -> Result<()> {
    guide.say("The audit trail of the practice firm");
    let stage = StageBuilder::named("tour-audit").start().await?;
    guide.fill_with_practice(&stage).await?;
    let app = guide.open(&stage).await?;
    app.press("nav a[href='/audit']").await?;
    app.find("#audit-entries tr[data-seq]").await?;
    guide.picture(&stage, &app, "audit-trail").await?;

    guide.say("Every entry is checked, and what failed is looked at");
    app.press("#verify").await?;
    let said = app.wait_for_words(".audit-whole", "as they were written").await?;
    guide.say(&format!("  {}", said.replace('\n', " ")));
    app.script(
        "const outcome = document.querySelector('#audit-outcome');
         outcome.value = 'failed';
         outcome.dispatchEvent(new Event('change', { bubbles: true }))",
    )
    .await?;
    app.wait_for_words("#audit-entries", "Harbor Street Dental").await?;
    app.press("#export-csv").await?;
    let said = app.wait_for_words(".audit-exported", ".csv").await?;
    guide.say(&format!("  {}", said.replace('\n', " ")));
    guide.picture(&stage, &app, "audit-checked-and-exported").await?;
    app.press(".row-link").await?;
    app.find("dialog[open] .audit-hashes").await?;
    guide.picture(&stage, &app, "audit-entry").await?;
    app.close().await
}

async fn the_vault(guide: &mut Guide) -> Result<()> {
    guide.say("Where the key is kept, and a recovery kit");
    let stage = StageBuilder::named("tour-vault").start().await?;
    guide.fill_with_practice(&stage).await?;
    let app = guide.open(&stage).await?;
    app.press("nav a[href='/security']").await?;
    app.wait_for_words("#vault .pill", "Open").await?;
    guide.picture(&stage, &app, "security").await?;
    app.press("#kits .buttons button").await?;
    app.press("dialog .button.primary").await?;
    app.find(".kit-paper .kit-qr svg").await?;
    guide.picture(&stage, &app, "recovery-kit").await?;
    app.close().await
}

async fn narrow_dark_and_in_spanish(guide: &mut Guide) -> Result<()> {
    guide.say("A small screen, and a desktop set to dark");
    let stage = StageBuilder::named("tour-dark")
        .screen(800, 700)
        .setting("GTK_THEME", "Adwaita:dark")
        .start()
        .await?;
    guide.fill_with_practice(&stage).await?;
    let app = guide.open(&stage).await?;
    app.driver().set_window_rect(0, 0, 800, 700).await?;
    app.wait_for_words("#group-attention", "Needs attention").await?;
    guide.picture(&stage, &app, "narrow-and-dark").await?;
    guide.say("The same in Spanish, chosen in Settings");
    app.press("nav a[href='/settings']").await?;
    app.find("input[name=language]").await?;
    app.script("document.querySelectorAll('input[name=language]')[1].click()").await?;
    app.wait_for_words("h1", "Ajustes").await?;
    app.press("nav a[href='/']").await?;
    app.wait_for_words("#group-attention", "Requiere atención").await?;
    guide.picture(&stage, &app, "in-spanish").await?;
    app.close().await
}

async fn the_firms_own_provider(guide: &mut Guide) -> Result<()> {
    const GUIDE: &str = include_str!("../../../docs/ADDING_A_PROVIDER.md");
    let example = GUIDE.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let example = example.context("the guide shows a whole file")?;
    guide
        .say("While Patchbay runs, the firm saves a provider file of its own, and one with a slip");
    let stage = StageBuilder::named("tour-own").start().await?;
    let app = guide.open(&stage).await?;
    app.find(".provider[data-provider]").await?;
    let folder = stage.data_folder().join("providers");
    std::fs::write(folder.join("acme_permits.toml"), example)?;
    std::fs::write(folder.join("slip.toml"), example.replacen("vendor =", "vendr =", 1))?;
    app.find("article[data-provider=acme_permits]").await?;
    let said = app.wait_for_words(".broken", "unknown field").await?;
    guide.say(&format!("  {}", said.lines().take(3).collect::<Vec<_>>().join(" · ")));
    guide.picture(&stage, &app, "a-file-with-a-slip").await?;
    app.close().await
}

async fn a_healthy_installation(guide: &mut Guide) -> Result<()> {
    guide.say("A desktop session is started: display, session bus, unlocked keychain");
    let stage = StageBuilder::named("tour-healthy").start().await?;
    guide.say("Patchbay is started in it");
    let app = guide.open(&stage).await?;
    to_installation(&app).await?;
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
    to_installation(&app).await?;
    app.press("#check-again").await?;
    app.wait_for_words("#keychain", "The keychain is locked").await?;
    app.close().await
}

async fn a_locked_keychain(guide: &mut Guide) -> Result<()> {
    guide.say("A session in which the keychain is locked");
    let stage = StageBuilder::named("tour-locked").keychain(Keychain::Locked).start().await?;
    let app = guide.open(&stage).await?;
    to_installation(&app).await?;
    app.wait_for_words("#keychain", "Unlock it").await?;
    guide.picture(&stage, &app, "keychain-locked").await?;
    app.close().await
}

async fn no_keychain_at_all(guide: &mut Guide) -> Result<()> {
    guide.say("A session without a keychain; then one is started, and Patchbay asked again");
    let mut stage = StageBuilder::named("tour-absent").keychain(Keychain::Absent).start().await?;
    let app = guide.open(&stage).await?;
    to_installation(&app).await?;
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
    to_installation(&app).await?;
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
