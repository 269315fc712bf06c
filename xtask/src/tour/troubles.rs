//! What goes wrong with what a firm connected, and what the app says of it then: a test, a
//! diagnosis, an account without credit, a key in the place of another.

use anyhow::Result;
use patchbay_test_support::{App, Stage};

use super::Guide;
use super::practised::{go, press_word, switch, type_examples};
use super::working::LEDGER;

const AI: &str = "openai";
const ACCOUNTS_OF_AI: &str = "/provider/openai?tab=accounts";
const TESTS_OF_AI: &str = "/provider/openai?tab=activity";

pub(super) async fn of_its_connections(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    diagnosis(guide, stage, app).await?;
    tests(guide, stage, app).await?;
    an_account_without_credit(guide, stage, app).await?;
    another_key(guide, stage, app).await
}

async fn diagnosis(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    guide.say("The ledger’s connection is looked at, while its provider is slow and in trouble");
    go(app, &format!("/provider/{LEDGER}?tab=accounts")).await?;
    press_word(app, "#panel tbody", "Diagnose").await?;
    app.wait_for_words("dialog .step", "Nothing is wrong").await?;
    guide.picture(stage, app, "diagnosis-all-well").await?;
    switch(stage, LEDGER, "misbehave", &[("at", "calls"), ("how", "ten seconds late")]).await?;
    press_word(app, "dialog .dialog-foot", "Look again").await?;
    app.wait_for_words("dialog [data-check=kept]", "Fine").await?;
    guide.picture(stage, app, "diagnosis-under-way").await?;
    switch(stage, LEDGER, "behave", &[]).await?;
    switch(stage, LEDGER, "misbehave", &[("at", "calls"), ("how", "503")]).await?;
    app.wait_for_words("dialog .step", "put right").await?;
    guide.picture(stage, app, "diagnosis-with-trouble").await?;
    app.escape().await?;
    switch(stage, LEDGER, "behave", &[]).await
}

async fn tests(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    guide.say("A key is tested while its provider is down, and when it is not accepted any more");
    go(app, ACCOUNTS_OF_AI).await?;
    switch(stage, AI, "misbehave", &[("at", "calls"), ("how", "503")]).await?;
    press_word(app, "#panel tbody", "Test now").await?;
    app.find("#panel .tested .problem").await?;
    switch(stage, AI, "behave", &[]).await?;
    switch(stage, AI, "fail", &[("failure", "key was not accepted")]).await?;
    press_word(app, "#panel tbody", "Test now").await?;
    app.wait_for_words("#panel tbody", "not accepted").await?;
    guide.picture(stage, app, "test-that-failed").await?;
    go(app, TESTS_OF_AI).await?;
    app.press(".tests tbody details summary").await?;
    guide.picture(stage, app, "tests-so-far").await?;
    switch(stage, AI, "behave", &[]).await
}

async fn an_account_without_credit(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    guide.say("The account of one AI provider has no credit left, and all are asked");
    switch(stage, AI, "fail", &[("failure", "no credit left")]).await?;
    go(app, "/ai").await?;
    app.find("#ai-order .ai-row").await?;
    press_word(app, "#ai-ask", "Ask all").await?;
    app.wait_for_words("#ai-answers [data-provider=openai]", "credit").await?;
    app.wait_for_words("#ai-answers [role=status]", "2 of 2").await?;
    guide.picture(stage, app, "ai-without-credit").await?;
    switch(stage, AI, "behave", &[]).await
}

async fn another_key(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    guide.say("Another key is put in the place of one");
    go(app, ACCOUNTS_OF_AI).await?;
    press_word(app, "#panel tbody", "Replace key").await?;
    type_examples(app, &["#key-live-api_key"]).await?;
    guide.picture(stage, app, "another-key").await?;
    app.press("#key-form .button.primary").await?;
    app.find("#key-form .key-done").await?;
    guide.picture(stage, app, "key-replaced").await
}

/// What is still so, at night and in Spanish.
pub(super) async fn in_spanish(guide: &mut Guide, stage: &Stage, app: &App) -> Result<()> {
    switch(stage, LEDGER, "misbehave", &[("at", "calls"), ("how", "503")]).await?;
    press_word(app, "#panel tbody", "Diagnosticar").await?;
    app.wait_for_words("dialog .step", "arreglar").await?;
    guide.picture(stage, app, "diagnosis-at-night-in-spanish").await?;
    app.escape().await?;
    go(app, TESTS_OF_AI).await?;
    app.find(".tests tbody tr").await?;
    guide.picture(stage, app, "tests-so-far-at-night-in-spanish").await
}
