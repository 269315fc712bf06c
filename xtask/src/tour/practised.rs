//! A firm whose providers the app plays itself: connecting there as a person does, and the
//! page on which a provider is made to misbehave.

use anyhow::{Context, Result};
use patchbay_test_support::{App, Browser, Stage, StageBuilder, eventually};

use super::Guide;

const SCHEME: &str = "app.patchbay";

/// Opens such a firm.
pub(super) async fn firm(guide: &Guide, name: &str) -> Result<(Stage, App)> {
    let stage = StageBuilder::named(name).start().await?;
    std::fs::create_dir_all(stage.data_folder())?;
    // With this the app plays the providers itself.
    std::fs::write(stage.data_folder().join("practice-firm"), "")?;
    stage.pretend_browser().await?;
    let app = guide.open(&stage).await?;
    app.wait_for_words(".rail", "Practice").await?;
    stage.wait_for_scheme(SCHEME).await?;
    Ok((stage, app))
}

/// Goes to an address as a link in the page would.
pub(super) async fn go(app: &App, address: &str) -> Result<()> {
    app.script(&format!(
        "history.pushState({{}}, '', '{address}'); dispatchEvent(new PopStateEvent('popstate'))"
    ))
    .await?;
    Ok(())
}

/// Presses the button with this word, once it is there.
pub(super) async fn press_word(app: &App, within: &str, word: &str) -> Result<()> {
    let press = format!(
        "const all = [...document.querySelectorAll('{within} :is(button, a)')];
         const one = all.find((one) => one.textContent.trim() === '{word}');
         one?.click(); return !!one"
    );
    eventually(&format!("“{word}” in {within}"), || async {
        (app.script(&press).await.ok()? == true).then_some(())
    })
    .await
}

/// Connects by a form, with what each field shows as an example: practice takes that.
pub(super) async fn connect_by_form(app: &App, provider: &str, fields: &[&str]) -> Result<()> {
    go(app, &format!("/provider/{provider}")).await?;
    type_examples(app, fields).await?;
    press_primary(app, "#key-form").await?;
    app.find("#key-form .key-done").await?;
    Ok(())
}

/// Presses the first button of a form, wherever it moves meanwhile: what is found out about what
/// was typed may come between it and a click.
pub(super) async fn press_primary(app: &App, form: &str) -> Result<()> {
    app.find(&format!("{form} .button.primary")).await?;
    app.script(&format!("document.querySelector('{form} .button.primary').click()")).await?;
    Ok(())
}

/// Types into each field what it shows as an example.
pub(super) async fn type_examples(app: &App, fields: &[&str]) -> Result<()> {
    for field in fields {
        let input = app.find(field).await?;
        let example = input.attr("placeholder").await?.context("the field shows an example")?;
        input.send_keys(&example).await?;
    }
    // What was typed may have moved the button.
    app.is_painted().await
}

/// Signs in at a practised provider by the first of its ways or a later one, and allows what is
/// asked for.
pub(super) async fn sign_in(stage: &Stage, app: &App, provider: &str, way: usize) -> Result<()> {
    go(app, &format!("/provider/{provider}")).await?;
    app.find("#connect button.primary").await?;
    let before = pages(stage).len();
    if way > 0 {
        let ways = "document.querySelectorAll('#connect input[name=sign-in-way]')";
        app.script(&format!("{ways}[{way}].click()")).await?;
    }
    app.press("#connect button.primary").await?;
    let main = app.driver().window().await?;
    let window = eventually("the window of the sign-in", || async {
        app.driver().windows().await.ok()?.into_iter().find(|window| *window != main)
    })
    .await?;
    app.driver().switch_to_window(window).await?;
    app.press(".dialog-foot .primary").await?;
    app.wait_for_words(".sign-in-wait", "Waiting for your browser").await?;
    // A page of this sign-in, and not of one before.
    let page = eventually("the browser to be asked for a page", || async {
        pages(stage).get(before).cloned()
    })
    .await?;
    let browser = Browser::open(stage, &page, SCHEME).await?;
    browser.tab().press("#allow").await?;
    app.wait_for_words(".sign-in-step", "is connected with").await?;
    browser.close().await?;
    // The window may be gone before the script has answered.
    let _ = app.script("document.querySelector('.sign-in > .dialog-foot .primary').click()").await;
    app.driver().switch_to_window(main).await?;
    Ok(())
}

/// The pages that the browser was asked for, in their order.
fn pages(stage: &Stage) -> Vec<String> {
    let all = std::fs::read_to_string(stage.browsed()).unwrap_or_default();
    all.lines().map(str::to_owned).collect()
}

/// The page that the browser was asked for last.
async fn last_page(stage: &Stage) -> Result<String> {
    eventually("the browser to be asked for a page", || async { pages(stage).pop() }).await
}

/// Presses a button for this provider on the page of switches, with these fields of its form
/// chosen by what they say. Somebody has to have signed in before: that says where it is.
pub(super) async fn switch(
    stage: &Stage,
    provider: &str,
    button: &str,
    chosen: &[(&str, &str)],
) -> Result<()> {
    let page = last_page(stage).await?;
    let played_at: String = page.split_inclusive('/').take(3).collect();
    let browser = Browser::open(stage, &played_at, SCHEME).await?;
    let chosen = serde_json::to_string(chosen)?;
    let press = format!(
        "const form = [...document.forms].find((form) => form.elements.provider.value === '{provider}'
             && form.querySelector('[value={button}]'));
         for (const [field, said] of {chosen}) {{
             const options = [...form.elements[field].options];
             form.elements[field].value = options.find((one) => one.text.includes(said)).value;
         }}
         form.querySelector('[value={button}]').click()"
    );
    browser.tab().script(&press).await?;
    // What was pressed leads back to the page once it is done.
    browser.tab().is_painted().await?;
    browser.tab().wait_for_words("h1", "What is played here").await?;
    browser.close().await
}
