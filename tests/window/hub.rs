//! The hub in the real window: the catalogue, the firm's own files, the keyboard.

use patchbay_test_support::{App, StageBuilder, eventually};

use crate::{go, opened_home, patchbay, practice_firm};

/// Has a provider file of the firm's own in it.
pub(crate) const EXAMPLE: &str = include_str!("../../docs/ADDING_A_PROVIDER.md");

#[tokio::test]
async fn a_new_firm_sees_every_provider_and_what_it_needs_first() {
    let (_stage, app) = opened_home("hub-new").await;
    app.wait_for_words(".five", "5 to go").await.unwrap();
    // What is beyond the screen follows frame by frame.
    eventually("every provider of the catalogue has a card", async || {
        let cards = app.count(".groups .provider").await.ok()?;
        (cards == patchbay_desktop_cards()).then_some(())
    })
    .await
    .unwrap();
    assert_eq!(app.count(".pill.good").await.unwrap(), 0, "and none is invented to be connected");
    app.close().await.unwrap();
}

fn patchbay_desktop_cards() -> usize {
    let catalogue = patchbay_desktop::catalogue::Catalogue::in_folder("/nonexistent".as_ref());
    patchbay_desktop::hub::cards(&catalogue).len()
}

#[tokio::test]
async fn what_needs_attention_comes_first_and_its_page_says_why() {
    let stage = StageBuilder::named("hub-practice").start().await.unwrap();
    practice_firm(&stage).await;
    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.wait_for_words(".practice", "Practice").await.unwrap();
    app.wait_for_words("#group-attention", "Needs attention").await.unwrap();
    app.press("article[data-provider=xero] .button").await.unwrap();
    app.wait_for_words("h1", "Xero").await.unwrap();
    app.wait_for_words("table", "not used for 60 days").await.unwrap();
    assert!(app.address().await.unwrap().ends_with("/provider/xero?tab=accounts"));
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_file_that_the_firm_saves_is_on_its_card_a_moment_later_and_a_broken_one_says_why() {
    let example = EXAMPLE.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let (stage, app) = opened_home("hub-own").await;
    let file = stage.data_folder().join("providers/acme_permits.toml");

    std::fs::write(&file, example).unwrap();
    app.wait_for_words("article[data-provider=acme_permits]", "Acme Permits").await.unwrap();
    app.press("article[data-provider=acme_permits] .cover").await.unwrap();
    app.wait_for_words("#set-up", "API key").await.unwrap();
    go(&app, "/").await;

    std::fs::write(&file, example.replacen("vendor =", "vendr =", 1)).unwrap();
    app.wait_for_words(".broken", "unknown field `vendr`").await.unwrap();
    app.find("article[data-provider=xero]").await.expect("nothing else is harmed");

    std::fs::write(&file, example).unwrap();
    app.wait_for_words("article[data-provider=acme_permits]", "Acme Permits").await.unwrap();
    assert_eq!(app.count(".broken").await.unwrap(), 0);
    app.close().await.unwrap();
}

#[tokio::test]
async fn the_main_paths_can_be_walked_by_keyboard_alone() {
    let (_stage, app) = opened_home("hub-keyboard").await;
    // From anywhere: the search, some letters, the result, its page.
    app.keys("/").await.unwrap();
    assert_eq!(focus(&app, "id").await, "search");
    app.keys("qbo").await.unwrap();
    app.wait_for_words("#results-title", "1 result").await.unwrap();
    tab_until(&app, "QuickBooks Online").await;
    app.enter().await.unwrap();
    app.wait_for_words("h1", "QuickBooks Online").await.unwrap();
    assert_eq!(focus(&app, "tagName").await, "H1", "a new page takes the focus");

    // Along the tabs by arrows.
    tab_until(&app, "Overview").await;
    app.arrow_right().await.unwrap();
    app.find("#tab-accounts[aria-selected=true]").await.unwrap();
    assert_eq!(focus(&app, "id").await, "tab-accounts");

    // Through the palette to another page, and back to where the focus was when it is
    // only looked at.
    app.control("k").await.unwrap();
    app.find("dialog[open]").await.unwrap();
    app.escape().await.unwrap();
    eventually("the palette to be gone", || async {
        (app.count("dialog").await.ok()? == 0).then_some(())
    })
    .await
    .unwrap();
    eventually("the focus to be back", || async {
        (focus(&app, "id").await == "tab-accounts").then_some(())
    })
    .await
    .unwrap();
    app.control("k").await.unwrap();
    app.keys("activity").await.unwrap();
    app.enter().await.unwrap();
    app.wait_for_words("h1", "Activity").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn the_language_and_the_look_are_kept_until_the_next_start() {
    let (stage, app) = opened_home("hub-settings").await;
    go(&app, "/settings").await;
    app.find(".settings").await.unwrap();
    app.script(
        "const press = (name, n) => document.querySelectorAll(`input[name=${name}]`)[n].click();
         press('theme', 2); press('language', 1)",
    )
    .await
    .unwrap();
    app.wait_for_words("h1", "Ajustes").await.unwrap();
    app.close().await.unwrap();
    let again = stage.open(patchbay(), &[]).await.unwrap();
    again.wait_for_words("h1", "Conexiones").await.unwrap();
    let root =
        again.script("return document.documentElement.outerHTML.slice(0, 120)").await.unwrap();
    let root = root.as_str().unwrap();
    assert!(root.contains("lang=\"es\"") && root.contains("data-theme=\"dark\""), "{root}");
    again.close().await.unwrap();
}

#[tokio::test]
async fn a_language_whose_words_do_not_come_is_not_spoken_and_can_be_chosen_again() {
    let (_stage, app) = opened_home("hub-language").await;
    go(&app, "/settings").await;
    app.find(".settings").await.unwrap();
    let choose = "document.querySelectorAll('input[name=language]')[1].click()";
    // The words are a file of their own, and no file comes any more.
    let gone = "window.there = fetch; window.fetch = () => Promise.reject(new Error('gone'));";
    app.script(&format!("{gone} {choose}")).await.unwrap();
    eventually("the old language to be chosen again", || async {
        let chosen = "return document.querySelectorAll('input[name=language]')[0].checked";
        app.script(chosen).await.ok()?.as_bool()?.then_some(())
    })
    .await
    .unwrap();
    app.wait_for_words("h1", "Settings").await.unwrap();
    app.script(&format!("window.fetch = window.there; {choose}")).await.unwrap();
    app.wait_for_words("h1", "Ajustes").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn a_vendors_page_opens_in_the_systems_browser_and_the_window_stays() {
    let stage = StageBuilder::named("hub-outside").start().await.unwrap();
    stage.pretend_browser().await.unwrap();
    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.wait_for_words("h1", "Connections").await.unwrap();
    go(&app, "/provider/xero").await;
    let address = app.find(".guide a.outside").await.unwrap().attr("href").await.unwrap().unwrap();
    app.press(".guide a.outside").await.unwrap();
    eventually("the browser to be asked for the page", || async {
        let asked = std::fs::read_to_string(stage.browsed()).ok()?;
        asked.lines().any(|line| line == address).then_some(())
    })
    .await
    .unwrap();
    app.wait_for_words("h1", "Xero").await.unwrap();
    app.close().await.unwrap();
}

/// Presses the tabulator until something with these words has the focus.
async fn tab_until(app: &App, words: &str) {
    for _ in 0..60 {
        app.tab().await.unwrap();
        if focus(app, "innerText").await.trim() == words {
            return;
        }
    }
    panic!("sixty tabs did not reach “{words}”");
}

async fn focus(app: &App, what: &str) -> String {
    let value = app.script(&format!("return document.activeElement.{what}")).await.unwrap();
    value.as_str().unwrap_or_default().to_owned()
}
