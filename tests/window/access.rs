//! Who can use the page: axe-core on every page, in every theme and state, inside the
//! real webview. What a rule cannot tell, the keyboard walk does.

use std::fmt::Write;

use patchbay_test_support::{App, Keychain, Stage, StageBuilder};
use serde_json::Value;

use crate::security::{press_word, with_vault};
use crate::{doctor, go, opened_home, patchbay, practice_firm};

/// The rules: WCAG 2.2 A and AA, and what is good practice. `target-size` is off in
/// axe unless asked for.
const JUDGE: &str = "const done = arguments[0];
    const settled = document.getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map((animation) => animation.finished);
    Promise.allSettled(settled).then(() => axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa',
                  'best-practice'],
        rules: { 'target-size': { enabled: true } },
        resultTypes: ['violations'],
    })).then((found) => done({
        violations: found.violations.map((rule) => ({
            id: rule.id,
            help: rule.help,
            at: rule.nodes.slice(0, 4).map((node) => node.html.slice(0, 160)
                + ' — ' + (node.failureSummary || '').replace(/\\s+/g, ' ').slice(0, 200)),
        })),
        ran: ['violations', 'passes', 'incomplete', 'inapplicable']
            .flatMap((kind) => found[kind].map((rule) => rule.id)),
    }), (error) => done({ failed: String(error) }))";

/// Every page of a firm that has something, and what is there once it is drawn.
pub(crate) const PAGES: [(&str, &str); 16] = [
    ("/", ".cards .card"),
    ("/?view=list", ".rows .card"),
    ("/?q=office", ".results .card"),
    ("/?q=zzzzzz", ".results .empty"),
    ("/?category=tax&status=connected", ".results .card"),
    ("/repairs", "#open-repairs"),
    ("/clocks", "#calendar .day"),
    ("/activity", ".empty"),
    ("/audit", "#audit-entries tr[data-seq]"),
    ("/audit?q=zzzzzz", ".empty .button"),
    ("/installation", "#database .facts"),
    ("/security", "#vault"),
    ("/defaults", "#default-meeting"),
    ("/settings", ".settings"),
    ("/states", ".states"),
    ("/no/such/page", "main a.button"),
];

const THEMES: [(&str, &str); 3] = [("light", "system"), ("dark", "system"), ("light", "more")];

/// Where axe is, as `cargo xtask test window` says.
pub(crate) async fn bring_the_judge(app: &App) {
    let path = std::env::var("PATCHBAY_AXE")
        .expect("axe-core is fetched by `cargo xtask test window`; run the tests by that");
    let source = std::fs::read_to_string(&path).expect("axe-core can be read");
    app.script(&source).await.unwrap();
}

/// Judges what is on the screen in every theme, and collects what is wrong.
pub(crate) async fn judge(app: &App, what: &str, wrong: &mut String) {
    for (theme, contrast) in THEMES {
        app.script(&format!(
            "document.documentElement.dataset.theme = '{theme}';
             document.documentElement.dataset.contrast = '{contrast}'"
        ))
        .await
        .unwrap();
        app.is_painted().await.unwrap();
        let found = app.driver().execute_async(JUDGE, Vec::new()).await.unwrap().json().clone();
        assert!(found["failed"].is_null(), "axe failed on {what}: {}", found["failed"]);
        let ran = found["ran"].as_array().unwrap();
        for rule in ["target-size", "color-contrast", "nested-interactive"] {
            assert!(ran.contains(&Value::from(rule)), "{rule} was not judged on {what}");
        }
        for rule in found["violations"].as_array().unwrap() {
            writeln!(
                wrong,
                "{what}, {theme}, contrast {contrast}: {} ({})",
                rule["id"], rule["help"]
            )
            .unwrap();
            for at in rule["at"].as_array().unwrap() {
                writeln!(wrong, "    {at}").unwrap();
            }
        }
    }
}

async fn opened_with_judge(name: &str, stage: &Stage) -> App {
    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.wait_for_words("h1", "Connections").await.expect(name);
    bring_the_judge(&app).await;
    app
}

#[tokio::test]
async fn a_full_hub_keeps_nobody_out() {
    let stage = StageBuilder::named("axe-full").start().await.unwrap();
    practice_firm(&stage).await;
    let app = opened_with_judge("axe-full", &stage).await;
    let mut wrong = String::new();
    for (address, there) in PAGES {
        go(&app, address).await;
        app.find(there).await.expect(address);
        judge(&app, address, &mut wrong).await;
    }
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn every_tab_of_a_provider_keeps_nobody_out() {
    let stage = StageBuilder::named("axe-provider").start().await.unwrap();
    practice_firm(&stage).await;
    let app = opened_with_judge("axe-provider", &stage).await;
    let mut wrong = String::new();
    for tab in ["overview", "accounts", "permissions", "activity", "settings", "help"] {
        let address = format!("/provider/xero?tab={tab}");
        go(&app, &address).await;
        app.find(&format!("#tab-{tab}[aria-selected=true]")).await.unwrap();
        judge(&app, &address, &mut wrong).await;
    }
    for id in
        ["stripe", "make", "jitsi", "drake", "quickbooks_desktop", "earthcam", "no_such_provider"]
    {
        let address = format!("/provider/{id}");
        go(&app, &address).await;
        app.find(".panel, .problem").await.unwrap();
        judge(&app, &address, &mut wrong).await;
    }
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn ending_an_account_keeps_nobody_out_before_or_after_it() {
    let stage = StageBuilder::named("axe-ending").start().await.unwrap();
    practice_firm(&stage).await;
    let app = opened_with_judge("axe-ending", &stage).await;
    let mut wrong = String::new();
    go(&app, "/provider/xero?tab=accounts").await;
    press_word(&app, "#panel tbody", "Disconnect").await;
    app.find("dialog .dialog-foot").await.unwrap();
    judge(&app, "what would stop", &mut wrong).await;
    press_word(&app, "dialog .dialog-foot", "Disconnect").await;
    app.find("dialog .step").await.unwrap();
    judge(&app, "what came of it", &mut wrong).await;
    press_word(&app, "dialog .dialog-foot", "Done").await;
    app.find(".ended tbody tr").await.unwrap();
    judge(&app, "a receipt", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn an_empty_hub_and_what_lies_over_it_keep_nobody_out() {
    let (_stage, app) = opened_home("axe-empty").await;
    bring_the_judge(&app).await;
    let mut wrong = String::new();
    judge(&app, "empty", &mut wrong).await;
    press_keys(&app, "k", true).await;
    app.find("dialog[open] #palette-input").await.unwrap();
    judge(&app, "palette", &mut wrong).await;
    press_keys(&app, "k", true).await;
    press_keys(&app, "?", false).await;
    app.wait_for_words("dialog[open]", "Shortcuts").await.unwrap();
    judge(&app, "shortcuts", &mut wrong).await;
    app.escape().await.unwrap();
    go(&app, "/security").await;
    app.find("#vault form").await.unwrap();
    app.press("#vault [value=Passphrase]").await.unwrap();
    app.press("#vault .button.primary").await.unwrap();
    app.find("#make-passphrase[aria-invalid=true]").await.unwrap();
    judge(&app, "a passphrase that is too short", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn an_open_entry_and_what_came_of_a_check_and_an_export_keep_nobody_out() {
    let stage = StageBuilder::named("axe-audit").start().await.unwrap();
    practice_firm(&stage).await;
    let app = opened_with_judge("axe-audit", &stage).await;
    let mut wrong = String::new();
    go(&app, "/audit?outcome=failed").await;
    app.press("#verify").await.unwrap();
    app.find(".audit-whole").await.unwrap();
    app.press("#export-csv").await.unwrap();
    app.find(".audit-exported").await.unwrap();
    judge(&app, "check and export", &mut wrong).await;
    app.press(".row-link").await.unwrap();
    app.find("dialog[open] .audit-hashes").await.unwrap();
    judge(&app, "an open entry", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn other_administrators_keep_nobody_out() {
    let (stage, app) = with_vault("axe-administrators").await;
    bring_the_judge(&app).await;
    let mut wrong = String::new();
    judge(&app, "nobody can help yet", &mut wrong).await;
    press_word(&app, "#administrators", "Show this computer’s code…").await;
    let code = app.wait_for_words("dialog .to-send textarea", "-").await.unwrap();
    judge(&app, "this computer's code", &mut wrong).await;
    app.escape().await.unwrap();
    press_word(&app, "#administrators", "Add an administrator…").await;
    app.find("#their-name").await.unwrap().send_keys("Sam Ortiz").await.unwrap();
    // Added to itself: it is the only other computer there is here.
    app.find("#their-code").await.unwrap().send_keys(&code).await.unwrap();
    app.find("dialog .compare").await.unwrap();
    judge(&app, "a code to compare", &mut wrong).await;
    press_word(&app, "dialog", "It is the same: add").await;
    app.find("dialog .done").await.unwrap();
    press_word(&app, "dialog", "Close").await;
    app.wait_for_words("#administrators tbody", "Sam Ortiz").await.unwrap();
    press_word(&app, "#administrators tbody", "Remove…").await;
    app.find("dialog .review").await.unwrap();
    judge(&app, "somebody to be removed", &mut wrong).await;
    press_word(&app, "dialog", "Keep").await;
    press_word(&app, "#keys", "Lock now").await;
    app.wait_for_words("#vault .pill", "Locked").await.unwrap();
    press_word(&app, "#vault", "Ask another administrator for help…").await;
    press_word(&app, "dialog", "Make the request").await;
    let asked = app.wait_for_words("dialog .to-send textarea", "PATCHBAY").await.unwrap();
    judge(&app, "help that was asked for", &mut wrong).await;
    app.escape().await.unwrap();
    press_word(&app, "#vault", "Unlock").await;
    press_word(&app, "#administrators", "Help another administrator…").await;
    app.find("#request").await.unwrap().send_keys(&asked).await.unwrap();
    press_word(&app, "dialog", "Read the request").await;
    app.find("dialog .compare").await.unwrap();
    judge(&app, "a request to compare", &mut wrong).await;
    press_word(&app, "dialog", "It is the same: answer").await;
    app.wait_for_words("dialog .to-send textarea", "PATCHBAY-HELP-GIVEN").await.unwrap();
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
    drop(stage);
}

#[tokio::test]
async fn what_keeps_answers_from_coming_back_keeps_nobody_out() {
    let stage = StageBuilder::named("axe-doctor").start().await.unwrap();
    let app = opened_with_judge("axe-doctor", &stage).await;
    stage.wait_for_scheme("app.patchbay").await.unwrap();
    doctor::rival(&stage).await;
    go(&app, "/settings").await;
    app.press(doctor::CHECK).await.unwrap();
    app.wait_for_words("[data-check=links]", "Rival Books").await.unwrap();
    let mut wrong = String::new();
    judge(&app, "the doctor", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_hub_in_bad_weather_keeps_nobody_out() {
    let stage = StageBuilder::named("axe-failed").keychain(Keychain::Locked).start().await.unwrap();
    std::fs::create_dir_all(stage.data_folder().join("providers")).unwrap();
    std::fs::write(stage.data_folder().join("patchbay.db"), "no database ".repeat(400)).unwrap();
    std::fs::write(stage.data_folder().join("providers/broken.toml"), "id = ").unwrap();
    let app = opened_with_judge("axe-failed", &stage).await;
    app.find(".broken").await.unwrap();
    app.find(".problem").await.unwrap();
    let mut wrong = String::new();
    judge(&app, "failed database, broken file", &mut wrong).await;
    go(&app, "/provider/xero?tab=accounts").await;
    app.find(".panel .problem").await.unwrap();
    judge(&app, "accounts that cannot be read", &mut wrong).await;
    go(&app, "/security").await;
    app.find("#vault .problem").await.unwrap();
    judge(&app, "a vault that nobody can tell of", &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
    app.close().await.unwrap();
}

/// Presses a key as a person does, with Ctrl or without.
pub(crate) async fn press_keys(app: &App, key: &str, control: bool) {
    app.script(&format!(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
            {{ key: '{key}', ctrlKey: {control}, bubbles: true, cancelable: true }}))"
    ))
    .await
    .unwrap();
}
