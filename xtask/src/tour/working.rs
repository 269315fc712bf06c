//! What a firm does with what it connected: it asks its AI, reads its mail and its books.
//! Each is looked at by day in English, and by night in Spanish.

use anyhow::{Context, Result};
use patchbay_test_support::{App, Browser, Stage, StageBuilder, eventually};

use super::Guide;

pub(super) async fn a_firm_at_work(guide: &mut Guide) -> Result<()> {
    let stage = StageBuilder::named("tour-working").start().await?;
    std::fs::create_dir_all(stage.data_folder())?;
    // With this the app plays the providers itself.
    std::fs::write(stage.data_folder().join("practice-firm"), "")?;
    stage.pretend_browser().await?;
    let app = guide.open(&stage).await?;
    app.wait_for_words(".rail", "Practice").await?;
    questions(guide, &stage, &app).await?;
    mail(guide, &stage, &app).await?;
    books(guide, &stage, &app).await?;

    guide.say("The same at night and in Spanish");
    go(&app, "/settings").await?;
    app.find(".settings").await?;
    app.script(
        "const press = (name, n) => document.querySelectorAll(`input[name=${name}]`)[n].click();
         press('theme', 2); press('language', 1)",
    )
    .await?;
    app.wait_for_words("h1", "Ajustes").await?;
    go(&app, "/ai").await?;
    app.wait_for_words("#ai-answers", "Respondió").await?;
    guide.picture(&stage, &app, "ai-at-night-in-spanish").await?;
    go(&app, MAIL).await?;
    app.wait_for_words(".mailbox tbody", "receipts").await?;
    guide.picture(&stage, &app, "mail-at-night-in-spanish").await?;
    read_books(&app).await?;
    guide.picture(&stage, &app, "trial-balance-at-night-in-spanish").await?;
    app.close().await
}

const MAIL: &str = "/provider/yahoo_mail?tab=mail";

async fn questions(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    guide.say("Two AI providers are connected, and asked the same");
    connect_by_form(app, "openai", &["#key-live-api_key"]).await?;
    connect_by_form(app, "mistral", &["#key-live-api_key"]).await?;
    go(app, "/ai").await?;
    let question = app.find("#ai-question").await?;
    question.send_keys("Which accounts does a trial balance leave out?").await?;
    app.press("#ai-ask .button:not(.primary)").await?;
    app.wait_for_words("#ai-answers [role=status]", "2 of 2").await?;
    guide.picture(stage, app, "ai").await
}

async fn mail(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    guide.say("A mailbox is connected, and its newest mail read");
    let fields = ["#app_password-live-email", "#app_password-live-password"];
    connect_by_form(app, "yahoo_mail", &fields).await?;
    go(app, MAIL).await?;
    app.wait_for_words(".mailbox tbody", "receipts").await?;
    guide.picture(stage, app, "mail").await
}

async fn books(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    guide.say("A ledger is connected, and its trial balance read");
    stage.wait_for_scheme("app.patchbay").await?;
    sign_in(stage, app, "quickbooks_online").await?;
    read_books(app).await?;
    let said = app.text("dialog .pill").await?;
    guide.say(&format!("  {said}"));
    guide.picture(stage, app, "trial-balance").await
}

async fn read_books(app: &App) -> Result<()> {
    go(app, "/provider/quickbooks_online?tab=accounts").await?;
    app.press("#panel tbody .acts > .buttons:last-child .button").await?;
    app.press("dialog.trial-balance form .button.primary").await?;
    app.find("dialog table.books").await?;
    Ok(())
}

/// Goes to an address as a link in the page would.
async fn go(app: &App, address: &str) -> Result<()> {
    app.script(&format!(
        "history.pushState({{}}, '', '{address}'); dispatchEvent(new PopStateEvent('popstate'))"
    ))
    .await?;
    Ok(())
}

/// Connects by a form, with what each field shows as an example: practice takes that.
async fn connect_by_form(app: &App, provider: &str, fields: &[&str]) -> Result<()> {
    go(app, &format!("/provider/{provider}")).await?;
    for field in fields {
        let input = app.find(field).await?;
        let example = input.attr("placeholder").await?.context("the field shows an example")?;
        input.send_keys(&example).await?;
    }
    // What was typed may have moved the button.
    app.is_painted().await?;
    app.press("#key-form .button.primary").await?;
    app.find("#key-form .key-done").await?;
    Ok(())
}

/// Signs in at a practised provider, and allows what is asked for.
async fn sign_in(stage: &Stage, app: &App, provider: &str) -> Result<()> {
    go(app, &format!("/provider/{provider}")).await?;
    app.press("#connect button.primary").await?;
    let main = app.driver().window().await?;
    let window = eventually("the window of the sign-in", || async {
        app.driver().windows().await.ok()?.into_iter().find(|window| *window != main)
    })
    .await?;
    app.driver().switch_to_window(window).await?;
    app.press(".dialog-foot .primary").await?;
    let page = eventually("the browser to be asked for a page", || async {
        std::fs::read_to_string(stage.browsed()).ok()?.lines().last().map(str::to_owned)
    })
    .await?;
    let browser = Browser::open(stage, &page, "app.patchbay").await?;
    browser.tab().press("#allow").await?;
    app.wait_for_words(".sign-in-step", "is connected with").await?;
    browser.close().await?;
    // The window may be gone before the script has answered.
    let _ = app.script("document.querySelector('.sign-in > .dialog-foot .primary').click()").await;
    app.driver().switch_to_window(main).await?;
    Ok(())
}
