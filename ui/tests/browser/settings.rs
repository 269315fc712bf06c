//! Settings: language, look and contrast, and that they are kept.

use patchbay_contract::Category;
use patchbay_contract::command::{GetHub, GetInstallation};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, hub, locked};
use crate::scripted::{Page, address, kept, on_the_document, says};

async fn with_settings() -> Page {
    let page = Page::open_at("/settings");
    page.until("Settings", |page| page.text("h1") == "Settings").await;
    page
}

fn is_chosen(page: &Page, word: &str) -> bool {
    let chosen = page.all(".choice:has(input:checked)");
    chosen.iter().any(|choice| says(choice).starts_with(word))
}

#[wasm_bindgen_test]
async fn another_language_draws_the_whole_page_in_it_where_it_is() {
    let page = with_settings().await;
    assert_eq!(on_the_document("lang").as_deref(), Some("en"));
    assert!(is_chosen(&page, "English"));
    page.press_word(".choice", "Español");
    page.until("Ajustes", |page| page.text("h1") == "Ajustes").await;
    assert_eq!(on_the_document("lang").as_deref(), Some("es"));
    assert_eq!(address(), "/settings");
    assert!(is_chosen(&page, "Español"));
    assert!(page.text("nav").contains("Conexiones"));
    assert_eq!(page.asked::<GetHub>().len(), 1, "what is known is known in every language");
    page.press("nav a");
    page.until("the connections", |page| page.text("h1") == "Conexiones").await;
    page.follow("/settings");
    page.until("Ajustes", |page| page.text("h1") == "Ajustes").await;
    page.press_word(".choice", "English");
    page.until("Settings", |page| page.text("h1") == "Settings").await;
}

#[wasm_bindgen_test]
async fn the_language_is_kept_and_spoken_from_the_first_frame_on() {
    let page = with_settings().await;
    page.press_word(".choice", "Español");
    page.until("Ajustes", |page| page.text("h1") == "Ajustes").await;
    drop(page);
    let page = Page::open_as_left_at("/");
    page.until("the connections", |page| page.text("h1") == "Conexiones").await;
    assert_eq!(on_the_document("lang").as_deref(), Some("es"));
    let providers = vec![card("xero", "Xero", Category::Accounting)];
    page.answer::<GetHub>(&hub(providers, Vec::new())).await;
    page.until("the card", |page| page.text("[data-provider] .pill") == "Sin conectar").await;
}

#[wasm_bindgen_test]
async fn a_problem_is_told_in_the_pages_language_and_its_code_stays() {
    let page = with_settings().await;
    page.press_word(".choice", "Español");
    page.until("Ajustes", |page| page.text("h1") == "Ajustes").await;
    page.follow("/installation");
    page.refuse::<GetInstallation>(&locked()).await;
    page.until("the problem", |page| page.text(".problem-what") == "El llavero está bloqueado.")
        .await;
    assert!(!page.text(".problem").contains("It is locked."));
    assert_eq!(page.text(".problem code"), "keychain_locked");
}

#[wasm_bindgen_test]
async fn the_dark_look_is_marked_on_the_document_and_kept() {
    let page = with_settings().await;
    assert!(is_chosen(&page, "As the system"));
    page.press_word(".choice", "Dark");
    page.until("the mark", |_| on_the_document("data-theme").as_deref() == Some("dark")).await;
    assert_eq!(kept("patchbay.theme").as_deref(), Some("dark"));
    drop(page);
    let page = Page::open_as_left_at("/settings");
    page.until("the choice", |page| is_chosen(page, "Dark")).await;
    page.press_word(".choice", "As the system");
    page.until("the mark", |_| on_the_document("data-theme").as_deref() == Some("system")).await;
}

#[wasm_bindgen_test]
async fn more_contrast_is_marked_on_the_document_and_kept() {
    let page = with_settings().await;
    assert!(!is_chosen(&page, "More contrast"));
    page.press(".switch input");
    page.until("the mark", |_| on_the_document("data-contrast").as_deref() == Some("more")).await;
    drop(page);
    let page = Page::open_as_left_at("/settings");
    page.until("the switch", |page| is_chosen(page, "More contrast")).await;
    page.press(".switch input");
    page.until("the mark", |_| on_the_document("data-contrast").as_deref() == Some("system")).await;
}

#[wasm_bindgen_test]
async fn what_runs_before_the_first_frame_knows_the_look_by_the_same_names() {
    let page = with_settings().await;
    page.press_word(".choice", "Dark");
    page.press(".switch input");
    page.until("both", |_| kept("patchbay.contrast").as_deref() == Some("more")).await;
    drop(page);
    let root = web_sys::window().unwrap().document().unwrap().document_element().unwrap();
    root.remove_attribute("data-theme").unwrap();
    root.remove_attribute("data-contrast").unwrap();
    js_sys::eval(include_str!("../../early.js")).unwrap();
    assert_eq!(on_the_document("data-theme").as_deref(), Some("dark"));
    assert_eq!(on_the_document("data-contrast").as_deref(), Some("more"));
}
