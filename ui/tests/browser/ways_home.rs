//! When a sign-in does not come back: what was found is shown, repaired, and copied.

use patchbay_contract::command::{CheckWaysHome, RepairWayHome};
use patchbay_contract::{
    ErrorCode, Event, Finding, Page as Address, Problem, Untried, WayCheck, WayChecked,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::scripted::{Page, address, says};

const SECTION: &str = "#ways-home";
const BUTTON: &str = "#ways-home .buttons .button";

async fn with_section() -> Page {
    let page = Page::open_at("/settings");
    page.until("the section", |page| page.text(&format!("{SECTION} h2")).contains("sign-in")).await;
    page
}

fn fine() -> Vec<WayChecked> {
    vec![
        WayChecked::new(WayCheck::Links, Finding::Fine(Some("patchbay-links.desktop".into()))),
        WayChecked::new(WayCheck::Clock, Finding::Untried(Untried::NobodyToAsk)),
    ]
}

fn taken() -> Vec<WayChecked> {
    let problem = Problem::new(ErrorCode::LinksTaken, "Rival has them.", "They go there.", "Act.");
    let taken = WayChecked::new(WayCheck::Links, Finding::Trouble(problem));
    let delivery = Finding::Untried(Untried::NeedsAnother);
    vec![WayChecked { repairable: true, ..taken }, WayChecked::new(WayCheck::Delivery, delivery)]
}

fn line(page: &Page, check: WayCheck) -> String {
    page.text(&format!("[data-check={}]", check.as_str()))
}

#[wasm_bindgen_test]
async fn nothing_is_looked_at_before_a_person_wants_it() {
    let page = with_section().await;
    assert_eq!(page.asked::<CheckWaysHome>().len(), 0);
    page.press(BUTTON);
    page.press(BUTTON);
    page.answer::<CheckWaysHome>(&fine()).await;
    page.until("what was found", |page| !page.all("[data-check]").is_empty()).await;
    assert_eq!(page.asked::<CheckWaysHome>().len(), 1, "it is asked once");
    assert!(page.text("#ways-home [role=status]").contains("Nothing keeps answers"));
    let links = line(&page, WayCheck::Links);
    assert!(links.contains("Fine") && links.contains("patchbay-links.desktop"), "{links}");
    let clock = line(&page, WayCheck::Clock);
    assert!(clock.contains("Not tried") && clock.contains("no host yet"), "{clock}");
    assert_eq!(says(&page.all(BUTTON)[0]), "Check again");
}

#[wasm_bindgen_test]
async fn trouble_is_told_in_three_sentences_and_repaired_and_looked_at_again() {
    let page = with_section().await;
    page.press(BUTTON);
    page.answer::<CheckWaysHome>(&taken()).await;
    page.until("the trouble", |page| line(page, WayCheck::Links).contains("Rival")).await;
    let links = line(&page, WayCheck::Links);
    for words in ["Needs attention", "Rival has them.", "They go there.", "Act.", "links_taken"] {
        assert!(links.contains(words), "{links}");
    }
    assert!(page.text("#ways-home [role=status]").contains("One thing keeps"));
    assert_eq!(page.all("[data-check=delivery] .primary").len(), 0);
    page.press("[data-check=links] .primary");
    page.answer_to::<RepairWayHome>(&WayCheck::Links, &fine()).await;
    page.until("the repair", |page| line(page, WayCheck::Links).contains("Fine")).await;
    page.until("the focus", |page| page.has_focus(BUTTON)).await;
}

#[wasm_bindgen_test]
async fn a_repair_that_fails_says_why_and_leaves_what_was_found() {
    let page = with_section().await;
    page.press(BUTTON);
    page.answer::<CheckWaysHome>(&taken()).await;
    page.until("the trouble", |page| line(page, WayCheck::Links).contains("Rival")).await;
    page.press("[data-check=links] .primary");
    let failed = Problem::new(ErrorCode::LinksNotRepaired, "It failed.", "Still so.", "Ask.");
    page.refuse::<RepairWayHome>(&failed).await;
    page.until("why", |page| page.text("#ways-home .outcome").contains("It failed.")).await;
    assert!(line(&page, WayCheck::Links).contains("Rival"));
}

#[wasm_bindgen_test]
async fn who_is_sent_here_begins_at_its_heading() {
    let page = Page::open_at("/");
    page.until("the connections", |page| page.text("h1") == "Connections").await;
    page.send(0, &Event::Open(Address::WaysHome));
    page.until("the settings", |page| page.text("h1") == "Settings").await;
    assert_eq!(address(), "/settings");
    page.until("the focus", |page| page.has_focus("#ways-home h2")).await;
}

#[wasm_bindgen_test]
async fn all_of_it_is_spoken_in_spanish_too() {
    let page = with_section().await;
    page.press_word(".choice", "Español");
    page.until("Ajustes", |page| page.text("h1") == "Ajustes").await;
    page.press(BUTTON);
    page.answer::<CheckWaysHome>(&taken()).await;
    page.until("the trouble", |page| line(page, WayCheck::Links).contains("Requiere")).await;
    assert!(line(&page, WayCheck::Links).contains("Otro programa"));
    page.press_word(".choice", "English");
    page.until("Settings", |page| page.text("h1") == "Settings").await;
}
