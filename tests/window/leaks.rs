//! What the core tells the page, listened to at the page's end: no secret is among it,
//! whatever a person does.

use patchbay_contract::DoorChoice;
use patchbay_test_support::{App, StageBuilder};

use crate::no_keychain::no_keychain;
use crate::security::press_word;
use crate::{go, patchbay};

const PASSPHRASE: &str = "canary passphrase 7c41 of nobody";
const WRONG: &str = "canary typed wrongly 99e2 by hand";
/// How every secret of the practice firm begins.
const CREDENTIAL: &str = "practice-practice-";

/// Keeps whatever comes from the core: answers, refusals and events.
const LISTEN: &str = "
    const callbacks = window.__TAURI_INTERNALS__.callbacks;
    window.heard = [];
    callbacks.get = (id) => {
        const callback = Map.prototype.get.call(callbacks, id);
        return callback && ((data) => {
            window.heard.push(JSON.stringify(data) ?? '');
            callback(data);
        });
    };";

async fn unlock(app: &App, passphrase: &str) {
    let field = app.find("#vault input").await.unwrap();
    field.clear().await.unwrap();
    field.send_keys(passphrase).await.unwrap();
    press_word(app, "#vault", "Unlock").await;
}

#[tokio::test]
async fn no_secret_is_among_what_the_core_tells_the_page() {
    let stage = StageBuilder::named("leaks-page").start().await.unwrap();
    let installation =
        patchbay_desktop::Installation::in_folder(&stage.data_folder(), None, no_keychain());
    installation.make_vault(DoorChoice::Passphrase(PASSPHRASE.into())).await.unwrap();
    installation.fill_with_practice().await.unwrap();
    installation.close().await;

    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.wait_for_words("h1", "Connections").await.unwrap();
    app.script(LISTEN).await.unwrap();
    go(&app, "/security").await;
    app.find("#vault input").await.unwrap();
    unlock(&app, WRONG).await;
    app.wait_for_words("#vault", "does not open the vault").await.unwrap();
    unlock(&app, PASSPHRASE).await;
    app.wait_for_words("#vault .pill", "Open").await.unwrap();
    press_word(&app, "#keys", "Rotate now…").await;
    press_word(&app, "dialog", "Rotate").await;
    app.find("dialog .done").await.unwrap();
    press_word(&app, "dialog", "Close").await;
    for (address, there) in [
        ("/", "#group-attention"),
        ("/provider/xero?tab=accounts", "#tab-accounts[aria-selected=true]"),
        ("/provider/stripe?tab=settings", "#tab-settings[aria-selected=true]"),
        ("/installation", "#database .facts"),
        ("/activity", "h1"),
        ("/audit", "#audit-entries tr[data-seq]"),
    ] {
        go(&app, address).await;
        app.find(there).await.expect(address);
    }
    app.press("#verify").await.unwrap();
    app.find(".audit-whole").await.unwrap();
    app.press("#export-csv").await.unwrap();
    app.find(".audit-exported").await.unwrap();

    let heard = app.script("return window.heard.join('\\n')").await.unwrap();
    let heard = heard.as_str().unwrap();
    assert!(heard.contains("Harbor Street Dental"), "answers were heard");
    assert!(heard.contains("security_changed"), "events were heard");
    for canary in [CREDENTIAL, PASSPHRASE, WRONG] {
        let line = heard.lines().find(|line| line.contains(canary));
        assert_eq!(line, None, "“{canary}” was told to the page");
        assert!(!stage.app_log().contains(canary), "“{canary}” is in the log");
    }
    app.close().await.unwrap();
}
