//! The four looks of the installation page.

use patchbay_contract::command::{GetHub, GetInstallation, PageReady};
use patchbay_contract::{DoorKind, InstallationState, Part};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{catalogue, healthy, hub, locked};
use crate::scripted::{Page, next_frame, some_frames};

#[wasm_bindgen_test]
async fn while_the_answer_is_awaited_its_shape_is_shown() {
    let page = Page::open_at("/installation");
    page.until("the skeletons", |page| page.all(".skeleton").len() == 3).await;
    assert_eq!(page.all(".part-head").len(), 0);
}

#[wasm_bindgen_test]
async fn a_full_answer_shows_every_part_and_its_facts() {
    let page = Page::open_at("/installation");
    page.answer::<GetInstallation>(&healthy()).await;
    page.until("the cards", |page| page.all(".part-head").len() == 3).await;
    assert!(page.text(".summary").contains("Everything Patchbay needs is working."));
    assert!(page.text("#server").contains("http://127.0.0.1:4711"));
    assert!(page.text(".about").contains("/data/patchbay/logs"));
    assert_eq!(page.text("nav .count"), "");
}

#[wasm_bindgen_test]
async fn the_key_of_the_keychain_leads_to_where_it_is_looked_after() {
    let page = Page::open_at("/installation");
    page.answer::<GetInstallation>(&healthy()).await;
    page.until("the cards", |page| page.all(".part-head").len() == 3).await;
    page.press("#keychain .fact a");
    page.until("Security", |page| page.text("h1") == "Security").await;
}

#[wasm_bindgen_test]
async fn a_part_that_failed_comes_first_and_says_what_to_do() {
    let page = Page::open_at("/installation");
    let state = InstallationState { keychain: Part::Failed(locked()), ..healthy() };
    page.answer::<GetInstallation>(&state).await;
    page.until("the cards", |page| page.all(".part-head").len() == 3).await;
    assert_eq!(page.all(".part")[0].id(), "keychain");
    assert!(page.text("#keychain .problem-remedy").contains("Unlock it."));
    assert!(page.text("#keychain code").contains("keychain_locked"));
    assert!(page.text(".summary").contains("One thing needs your attention."));
    assert_eq!(page.text("nav .count"), "1 need attention");
}

#[wasm_bindgen_test]
async fn a_keychain_that_nobody_uses_is_no_trouble() {
    let page = Page::open_at("/installation");
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    let state = InstallationState {
        keychain: Part::Failed(locked()),
        key_elsewhere: Some(DoorKind::Passphrase),
        ..healthy()
    };
    page.answer::<GetInstallation>(&state).await;
    page.until("the parts", |page| page.all(".part .facts").len() == 2).await;
    assert!(page.text("#keychain").contains("Not used"));
    assert!(page.text("#keychain").contains("A passphrase opens your credentials"));
    assert_eq!(page.all(".failed, .problem").len(), 0);
    assert_eq!(page.text("nav .count"), "");
}

#[wasm_bindgen_test]
async fn a_question_that_failed_is_shown_and_can_be_asked_again() {
    let page = Page::open_at("/installation");
    page.refuse::<GetInstallation>(&locked()).await;
    page.until("the problem", |page| page.text(".problem-what") == "It is locked.").await;
    page.press("#check-again");
    page.answer::<GetInstallation>(&healthy()).await;
    page.until("the cards", |page| page.all(".part-head").len() == 3).await;
}

#[wasm_bindgen_test]
async fn an_answer_in_other_words_than_the_contracts_is_a_problem_and_no_panic() {
    let page = Page::open_at("/installation");
    page.refuse::<GetInstallation>(&"Command installation_state not allowed by ACL").await;
    page.until("the problem", |page| page.text(".problem-what").contains("do not understand"))
        .await;
    assert!(page.text(".problem pre").contains("not allowed by ACL"));
}

#[wasm_bindgen_test]
async fn asking_twice_at_once_asks_once() {
    let page = Page::open_at("/installation");
    page.answer::<GetInstallation>(&healthy()).await;
    page.until("the cards", |page| page.all(".part-head").len() == 3).await;
    page.press("#check-again");
    page.press("#check-again");
    next_frame().await;
    assert_eq!(page.waiting::<GetInstallation>(), 1);
    assert_eq!(page.all(".part-head").len(), 3, "what was known stays on screen");
}

#[wasm_bindgen_test]
async fn the_core_is_told_once_that_the_page_is_ready() {
    let page = Page::open_at("/installation");
    page.answer::<GetInstallation>(&healthy()).await;
    page.answer::<PageReady>(&()).await;
    page.press("#check-again");
    page.answer::<GetInstallation>(&healthy()).await;
    some_frames().await;
    assert_eq!(page.waiting::<PageReady>(), 0);
}
