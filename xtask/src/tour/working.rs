//! What a firm does with what it connected: it asks its AI, reads its mail and its books.
//! Each is looked at by day in English, and by night in Spanish.

use anyhow::Result;
use patchbay_test_support::{App, Stage};

use super::Guide;
use super::practised::{connect_by_form, firm, go, press_word, sign_in, switch};
use super::troubles;

pub(super) async fn a_firm_at_work(guide: &mut Guide) -> Result<()> {
    let (stage, app) = firm(guide, "tour-working").await?;
    questions(guide, &stage, &app).await?;
    mail(guide, &stage, &app).await?;
    books(guide, &stage, &app).await?;
    troubles::of_its_connections(guide, &stage, &app).await?;

    guide.say("The same at night and in Spanish");
    go(&app, "/settings").await?;
    app.find(".settings").await?;
    app.script(
        "const press = (name, n) => document.querySelectorAll(`input[name=${name}]`)[n].click();
         press('theme', 2); press('language', 1)",
    )
    .await?;
    app.wait_for_words("h1", "Ajustes").await?;
    guide.picture(&stage, &app, "settings-at-night-in-spanish").await?;
    go(&app, "/ai").await?;
    app.wait_for_words("#ai-answers", "Respondió").await?;
    guide.picture(&stage, &app, "ai-at-night-in-spanish").await?;
    go(&app, MAIL).await?;
    app.wait_for_words(".mailbox tbody", "receipts").await?;
    guide.picture(&stage, &app, "mail-at-night-in-spanish").await?;
    read_books(&app).await?;
    guide.picture(&stage, &app, "trial-balance-at-night-in-spanish").await?;
    app.escape().await?;
    troubles::in_spanish(guide, &stage, &app).await?;
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
    press_word(app, "#ai-ask", "Ask all").await?;
    app.wait_for_words("#ai-answers [role=status]", "2 of 2").await?;
    guide.picture(stage, app, "ai").await
}

async fn mail(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    guide.say("A mailbox is connected, and its newest mail read");
    let fields = ["#app_password-live-email", "#app_password-live-password"];
    connect_by_form(app, "yahoo_mail", &fields).await?;
    go(app, MAIL).await?;
    app.wait_for_words(".mailbox tbody", "receipts").await?;
    guide.picture(stage, app, "mail").await?;

    guide.say("A mailbox is connected in the browser, and its newest mail read");
    // The first way is for calls alone, which read no mail.
    sign_in(stage, app, "gmail", 1).await?;
    go(app, "/provider/gmail?tab=mail").await?;
    app.wait_for_words(".mailbox tbody", "receipts").await?;
    guide.picture(stage, app, "mail-by-the-browser").await
}

async fn books(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    guide.say("A ledger is connected, and its trial balance read");
    sign_in(stage, app, LEDGER, 0).await?;
    read_books(app).await?;
    let said = app.text("dialog .pill").await?;
    guide.say(&format!("  {said}"));
    guide.picture(stage, app, "trial-balance").await?;
    app.escape().await?;

    guide.say("The ledger tells books that do not tie");
    let untied = [("at", "calls"), ("how", "books that do not tie")];
    switch(stage, LEDGER, "misbehave", &untied).await?;
    read_books(app).await?;
    app.wait_for_words("dialog .pill.bad", "Does not tie").await?;
    guide.picture(stage, app, "trial-balance-that-does-not-tie").await?;
    app.escape().await?;
    switch(stage, LEDGER, "behave", &[]).await
}

/// The ledger of this firm.
pub(super) const LEDGER: &str = "quickbooks_online";

async fn read_books(app: &App) -> Result<()> {
    go(app, &format!("/provider/{LEDGER}?tab=accounts")).await?;
    app.press("#panel tbody [aria-label^='Trial balance'], #panel tbody [aria-label^='Balance']")
        .await?;
    app.press("dialog.trial-balance form .button.primary").await?;
    app.find("dialog table.books").await?;
    Ok(())
}
