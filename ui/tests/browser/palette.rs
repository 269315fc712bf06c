//! The palette, and what keys do.

use patchbay_contract::command::GetHub;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlDialogElement;
use web_sys::wasm_bindgen::JsCast;

use crate::fixtures::{catalogue, hub};
use crate::scripted::{Page, address, next_frame, on_the_document, says, some_frames};

async fn at(address: &str) -> Page {
    let page = Page::open_at(address);
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    some_frames().await;
    page
}

async fn with_the_palette() -> Page {
    let page = at("/").await;
    assert!(page.key("Ctrl+k"), "the browser does not get it");
    page.until("the palette", |page| page.has_focus("#palette-input")).await;
    page
}

fn lines(page: &Page) -> Vec<String> {
    page.all("[role=option] span:first-child").iter().map(says).collect()
}

fn chosen(page: &Page) -> String {
    says(&page.all("[role=option][aria-selected=true] span:first-child")[0])
}

/// Escape in a dialog is the browser's own; a key that a test presses does not reach
/// it. It closes the dialog, as this does.
fn escape(page: &Page) {
    let dialog = page.all("dialog[open]").remove(0);
    dialog.unchecked_into::<HtmlDialogElement>().close();
}

#[wasm_bindgen_test]
async fn the_palette_offers_pages_and_switches_before_anything_is_typed() {
    let page = with_the_palette().await;
    let pages = [
        "Connections",
        "Repairs",
        "Clocks",
        "Defaults",
        "Activity",
        "Audit trail",
        "This installation",
        "Security",
        "Settings",
    ];
    assert_eq!(&lines(&page)[..pages.len()], pages);
    assert_eq!(chosen(&page), "Connections");
}

#[wasm_bindgen_test]
async fn typing_finds_a_provider_and_enter_goes_there() {
    let page = with_the_palette().await;
    page.type_into("#palette-input", "qbo");
    page.until("the one", |page| lines(page) == ["QuickBooks Online"]).await;
    page.key("Enter");
    page.until("the page", |_| address() == "/provider/quickbooks").await;
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
}

#[wasm_bindgen_test]
async fn arrows_choose_a_line_around_both_ends_and_it_is_said_which() {
    let page = with_the_palette().await;
    page.key("ArrowUp");
    page.until("the last", |page| chosen(page) == *lines(page).last().unwrap()).await;
    page.key("ArrowDown");
    page.key("ArrowDown");
    page.until("the second", |page| chosen(page) == "Repairs").await;
    let said = page.attributes("#palette-input", "aria-activedescendant");
    assert_eq!(page.attributes("[role=option][aria-selected=true]", "id"), said);
    page.key("Enter");
    page.until("Repairs", |page| page.text("h1") == "Repairs").await;
    assert_eq!(address(), "/repairs");
}

#[wasm_bindgen_test]
async fn the_chosen_line_is_in_sight_where_the_list_is_longer_than_its_room() {
    let page = with_the_palette().await;
    let list = page.all("#palette-options").remove(0);
    list.set_attribute("style", "height: 40px; overflow: auto").unwrap();
    for _ in 0..8 {
        page.key("ArrowDown");
    }
    page.until("the list to scroll", |_| list.scroll_top() > 0).await;
}

#[wasm_bindgen_test]
async fn other_words_choose_the_first_line_again() {
    let page = with_the_palette().await;
    page.key("ArrowDown");
    page.type_into("#palette-input", "s");
    page.until("the first", |page| chosen(page) == lines(page)[0]).await;
}

#[wasm_bindgen_test]
async fn words_that_fit_nothing_say_so_and_enter_does_nothing() {
    let page = with_the_palette().await;
    page.type_into("#palette-input", "zzzzz");
    page.until("the sentence", |page| page.text(".palette-none").contains("Nothing fits.")).await;
    page.key("Enter");
    next_frame().await;
    assert_eq!(page.all("dialog[open]").len(), 1);
    assert!(page.attributes("#palette-input", "aria-activedescendant").is_empty());
}

#[wasm_bindgen_test]
async fn a_line_can_be_pressed() {
    let page = with_the_palette().await;
    page.press("[role=option]:nth-child(9)");
    page.until("Settings", |page| page.text("h1") == "Settings").await;
}

#[wasm_bindgen_test]
async fn escape_closes_the_palette_and_the_focus_returns() {
    let page = at("/").await;
    page.focus("#search");
    page.key("Ctrl+k");
    page.until("the palette", |page| page.has_focus("#palette-input")).await;
    escape(&page);
    page.until("it to go", |page| page.all("dialog").is_empty()).await;
    page.until("the focus", |page| page.has_focus("#search")).await;
}

#[wasm_bindgen_test]
async fn the_same_keys_close_the_palette_and_the_focus_returns() {
    let page = at("/").await;
    page.focus("#search");
    page.key("Ctrl+k");
    page.until("the palette", |page| page.has_focus("#palette-input")).await;
    page.key("Ctrl+k");
    page.until("it to go", |page| page.all("dialog").is_empty()).await;
    page.until("the focus", |page| page.has_focus("#search")).await;
}

#[wasm_bindgen_test]
async fn the_palette_switches_the_look_and_asks_everything_again() {
    let page = with_the_palette().await;
    page.type_into("#palette-input", "dark");
    page.until("the line", |page| lines(page).contains(&"Appearance: Dark".to_owned())).await;
    page.key("Enter");
    page.until("the look", |_| on_the_document("data-theme").as_deref() == Some("dark")).await;
    page.until("it to go", |page| page.all("dialog").is_empty()).await;
    page.key("Ctrl+k");
    page.until("the palette", |page| page.has_focus("#palette-input")).await;
    page.type_into("#palette-input", "check again");
    page.until("the line", |page| lines(page)[0] == "Check again").await;
    page.key("Enter");
    page.until("the hub", |page| page.asked::<GetHub>().len() == 2).await;
}

#[wasm_bindgen_test]
async fn the_palette_leads_to_the_list_of_shortcuts() {
    let page = with_the_palette().await;
    page.type_into("#palette-input", "shortcuts");
    page.until("the line", |page| lines(page)[0] == "Shortcuts").await;
    page.key("Enter");
    page.until("the list", |page| page.all("dialog.sheet[open] .shortcut").len() == 11).await;
    assert_eq!(page.all("dialog").len(), 1);
}

#[wasm_bindgen_test]
async fn a_question_mark_opens_the_list_of_shortcuts_and_closing_it_gives_the_focus_back() {
    let page = at("/").await;
    page.focus("#content");
    page.key("?");
    page.until("the list", |page| page.all("dialog[open]").len() == 1).await;
    assert_eq!(page.text("#dialog-title"), "Shortcuts");
    page.key("g");
    page.key("a");
    some_frames().await;
    assert_eq!(address(), "/", "what lies below does not move");
    escape(&page);
    page.until("it to go", |page| page.all("dialog").is_empty()).await;
    page.until("the focus", |page| page.has_focus("#content")).await;
}

#[wasm_bindgen_test]
async fn a_slash_goes_to_the_search_from_home_and_from_elsewhere() {
    let page = at("/").await;
    assert!(page.key("/"), "it is not typed into the search");
    assert!(page.has_focus("#search"));
    page.follow("/activity");
    page.until("Activity", |page| page.text("h1") == "Activity").await;
    page.key("/");
    page.until("the search", |page| page.has_focus("#search")).await;
    some_frames().await;
    assert!(page.has_focus("#search"), "the new page leaves it there");
}

#[wasm_bindgen_test]
async fn g_and_a_letter_go_to_the_pages() {
    let page = at("/").await;
    for (letter, there) in [("a", "/activity"), ("i", "/installation"), ("h", "/")] {
        page.key("g");
        page.key(letter);
        page.until(there, |_| address() == there).await;
        some_frames().await;
    }
    page.key("a");
    some_frames().await;
    assert_eq!(address(), "/", "the letter alone does nothing");
    page.key("Ctrl+,");
    page.until("Settings", |_| address() == "/settings").await;
}

#[wasm_bindgen_test]
async fn keys_do_nothing_while_somebody_types() {
    let page = at("/").await;
    page.focus("#search");
    for key in ["g", "a", "?", "/"] {
        assert!(!page.key(key), "{key} is typed");
    }
    some_frames().await;
    assert_eq!(address(), "/");
    assert_eq!(page.all("dialog").len(), 0);
}

#[wasm_bindgen_test]
async fn single_keys_can_be_switched_off_and_the_others_stay() {
    let page = at("/settings").await;
    page.press(".switch:last-child input");
    page.focus("h1");
    for key in ["g", "a", "?", "/"] {
        page.key(key);
    }
    some_frames().await;
    assert_eq!(address(), "/settings");
    assert_eq!(page.all("dialog").len(), 0);
    drop(page);
    let page = Page::open_as_left_at("/settings");
    page.until("the switch", |page| page.all(".switch:last-child input").len() == 1).await;
    page.key("?");
    page.key("Ctrl+k");
    page.until("the palette", |page| page.all("dialog.palette[open]").len() == 1).await;
    assert_eq!(page.all("dialog").len(), 1);
    assert_eq!(page.asked::<GetHub>().len(), 1, "the start asked, and no key did");
}
