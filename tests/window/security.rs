//! The vault in the real window, with the real core and a real keychain.

use patchbay_test_support::{App, Stage, StageBuilder};

use crate::{go, patchbay};

/// Presses the button that says this.
pub(crate) async fn press_word(app: &App, within: &str, word: &str) {
    app.wait_for_words(within, word).await.unwrap();
    let script = format!(
        "[...document.querySelectorAll('{within} button')]
             .find((button) => button.textContent.trim() === '{word}').click()"
    );
    app.script(&script).await.unwrap();
}

/// The Security page of a firm whose vault was made there, in the keychain.
pub(crate) async fn with_vault(name: &str) -> (Stage, App) {
    let stage = StageBuilder::named(name).start().await.unwrap();
    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.wait_for_words("h1", "Connections").await.unwrap();
    make_vault(&app).await;
    (stage, app)
}

/// Makes it, with its key in the keychain.
pub(crate) async fn make_vault(app: &App) {
    go(app, "/security").await;
    app.wait_for_words("#vault .pill", "Not made yet").await.unwrap();
    app.script("document.querySelector('#vault [value=Keychain]').click()").await.unwrap();
    press_word(app, "#vault", "Make the vault now").await;
    app.wait_for_words("#vault .pill", "Open").await.unwrap();
}

#[tokio::test]
async fn a_vault_is_made_rekeyed_locked_and_opened_and_the_trail_says_so() {
    let (_stage, app) = with_vault("security-vault").await;
    press_word(&app, "#keys", "Rotate now…").await;
    app.find("dialog [value=Data]").await.unwrap();
    app.script("document.querySelector('dialog [value=Data]').click()").await.unwrap();
    press_word(&app, "dialog", "Rotate").await;
    app.find("dialog .done").await.unwrap();
    press_word(&app, "dialog", "Close").await;
    press_word(&app, "#keys", "Lock now").await;
    app.wait_for_words("#vault .pill", "Locked").await.unwrap();
    press_word(&app, "#vault", "Unlock").await;
    app.wait_for_words("#vault .pill", "Open").await.unwrap();
    go(&app, "/audit").await;
    for did in ["Key made", "Key rotated", "Vault closed", "Vault opened"] {
        app.wait_for_words("table", did).await.unwrap();
    }
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_keychain_that_died_between_two_calls_is_found_again_without_a_restart() {
    let (mut stage, app) = with_vault("security-daemon").await;
    press_word(&app, "#keys", "Lock now").await;
    app.wait_for_words("#vault .pill", "Locked").await.unwrap();
    stage.kill_keychain();
    press_word(&app, "#vault", "Unlock").await;
    app.wait_for_words("#vault", "No keychain was found").await.unwrap();
    stage.start_keychain().await.unwrap();
    press_word(&app, "#vault", "Unlock").await;
    app.wait_for_words("#vault .pill", "Open").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_recovery_kit_is_shown_once_and_proven_by_two_of_its_groups() {
    let (_stage, app) = with_vault("security-kit").await;
    press_word(&app, "#kits", "Make a recovery kit…").await;
    press_word(&app, "dialog", "Make the kit").await;
    app.find(".kit-paper .kit-qr svg").await.unwrap();
    let groups = app
        .script("return [...document.querySelectorAll('.kit-code li')].map(li => li.textContent.trim())")
        .await
        .unwrap();
    let groups: Vec<String> = serde_json::from_value(groups).unwrap();
    assert_eq!(groups.len(), 16);
    press_word(&app, "dialog", "It is on paper: check it").await;
    app.find("dialog .field input").await.unwrap();
    let asked = app
        .script("return [...document.querySelectorAll('dialog .field input')].map(i => i.id)")
        .await
        .unwrap();
    for id in serde_json::from_value::<Vec<String>>(asked).unwrap() {
        let n: usize = id.trim_start_matches("group-").parse().unwrap();
        app.find(&format!("#{id}"))
            .await
            .unwrap()
            .send_keys(groups[n - 1].to_lowercase())
            .await
            .unwrap();
    }
    press_word(&app, "dialog", "Check").await;
    app.wait_for_words("dialog .done", "is checked").await.unwrap();
    press_word(&app, "dialog", "Close").await;
    app.wait_for_words("#kits table", "Checked").await.unwrap();
    let page = app.script("return document.documentElement.innerHTML").await.unwrap();
    assert!(!page.as_str().unwrap().contains(&groups[7]), "the code is nowhere in the window");
    app.close().await.unwrap();
}
