//! Making a recovery kit: the sheet, the proof, and that its code goes with the dialog.

use jiff::Timestamp;
use patchbay_contract::command::{CheckKit, MakeKit};
use patchbay_contract::{DoorKind, ErrorCode, Kit, KitProof, KitSheet, Security};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{buttons, escape, kit, open, then, trouble, with};
use crate::scripted::{Page, address, says, some_frames};

fn sheet() -> KitSheet {
    KitSheet {
        number: 3,
        groups: (0..16).map(|n| format!("CN{n:02}")).collect(),
        qr: r#"<svg viewBox="0 0 1 1"><path d="M0 0h1v1h-1z"/></svg>"#.into(),
        installation: "7f3c-91ad".into(),
        proof: vec![5, 12],
        made_at: Timestamp::UNIX_EPOCH,
    }
}

async fn with_the_sheet() -> Page {
    let page = with(&open(DoorKind::Keychain)).await;
    page.press_word("#kits button", "Make a recovery kit…");
    page.until("the dialog", |page| page.text("dialog").contains("The code is shown once.")).await;
    assert!(page.asked::<MakeKit>().is_empty(), "nothing is made before it is asked for");
    page.press_word("dialog button", "Make the kit");
    page.press("dialog .button.primary");
    page.answer::<MakeKit>(&sheet()).await;
    page.until("the sheet", |page| page.all(".kit-paper").len() == 1).await;
    assert_eq!(page.asked::<MakeKit>().len(), 1);
    let unchecked = Kit { checked_at: None, ..kit(3) };
    then(&page, &Security { kits: vec![unchecked, kit(2)], ..open(DoorKind::Keychain) }).await;
    page
}

async fn with_the_proof() -> Page {
    let page = with_the_sheet().await;
    page.press_word("dialog button", "It is on paper: check it");
    page.until("the fields", |page| page.has_focus("#group-5")).await;
    page
}

/// Whether any of the code is anywhere on the page.
fn shows_the_code(page: &Page) -> bool {
    let root = web_sys::window().unwrap().document().unwrap().body().unwrap();
    root.inner_html().contains("CN0") || page.all(".kit-qr svg").len() == 1
}

#[wasm_bindgen_test]
async fn the_sheet_has_all_that_the_paper_needs_and_nothing_copies_it() {
    let page = with_the_sheet().await;
    assert_eq!(page.text(".kit-paper h3"), "Patchbay recovery kit 3");
    assert!(page.text(".kit-paper .facts").contains("7f3c-91ad"));
    let groups: Vec<String> = page.all(".kit-code li").iter().map(says).collect();
    assert_eq!(groups, sheet().groups);
    assert_eq!(page.all(".kit-qr[role=img][aria-label] svg").len(), 1);
    assert_eq!(buttons(&page, "dialog"), ["Print…", "It is on paper: check it"]);
    assert_eq!(page.all("dialog .copy").len(), 0);
    page.until("the focus", |page| page.has_focus(".kit-paper h3")).await;
}

#[wasm_bindgen_test]
async fn the_sheet_is_printed_by_the_window() {
    let page = with_the_sheet().await;
    js_sys::eval("window.printed = 0; window.print = () => { window.printed += 1 }").unwrap();
    page.press_word("dialog button", "Print…");
    assert_eq!(js_sys::eval("window.printed").unwrap(), 1);
    js_sys::eval("window.print = () => { throw new Error('no printer') }").unwrap();
    page.press_word("dialog button", "Print…");
    page.until("the way out", |page| page.text("dialog [role=alert]").contains("by hand")).await;
    assert!(shows_the_code(&page));
}

#[wasm_bindgen_test]
async fn two_groups_from_the_paper_prove_it_and_the_code_is_gone() {
    let page = with_the_proof().await;
    assert!(!shows_the_code(&page), "it is typed from the paper and not from the screen");
    assert_eq!(page.text("dialog .field label"), "Group 5\nGroup 12");
    page.type_into("#group-5", " cn04");
    page.type_into("#group-12", "CN11");
    page.press_word("dialog button", "Check");
    page.press("dialog .button.primary");
    let proof = KitProof { number: 3, groups: vec![" cn04".into(), "CN11".into()] };
    page.answer_to::<CheckKit>(&proof, &()).await;
    page.until("the end", |page| page.text(".done").contains("Kit 3 is checked.")).await;
    assert_eq!(page.asked::<CheckKit>().len(), 1);
    page.press_word("dialog button", "Close");
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
    assert!(!shows_the_code(&page));
}

#[wasm_bindgen_test]
async fn a_wrong_group_is_named_and_what_was_typed_stays() {
    let page = with_the_proof().await;
    page.type_into("#group-5", "CN04");
    page.type_into("#group-12", "CN99");
    page.press_word("dialog button", "Check");
    page.refuse::<CheckKit>(&trouble(ErrorCode::KitProofWrong)).await;
    let wrong = "This is not group 12 of the sheet.";
    page.until("which", |page| page.text("#group-12-error").contains(wrong)).await;
    page.until("the focus", |page| page.has_focus("#group-12")).await;
    assert_eq!(page.all("#group-5-error").len(), 0);
    assert!(page.text("dialog .outcome").contains("What kit_proof_wrong is."));
    assert_eq!(page.value("#group-5"), "CN04");
    page.press_word("dialog button", "Show the sheet again");
    page.until("the sheet", |page| page.all(".kit-paper").len() == 1).await;
}

#[wasm_bindgen_test]
async fn closing_before_the_check_warns_once_and_takes_the_code_away() {
    let page = with_the_sheet().await;
    escape(&page);
    page.until("the warning", |page| page.text("h3.step") == "Kit 3 is not checked").await;
    assert!(!shows_the_code(&page));
    page.press_word("dialog button", "Show the sheet again");
    page.until("the sheet", |page| page.all(".kit-paper").len() == 1).await;
    page.press("dialog .icon-button");
    page.until("the warning", |page| page.text("h3.step") == "Kit 3 is not checked").await;
    page.press_word("dialog button", "Close without checking");
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
    assert!(!shows_the_code(&page));
    assert_eq!(says(&page.all("#kits .pill")[0]), "Not checked");
}

#[wasm_bindgen_test]
async fn no_key_leads_away_from_a_sheet_that_is_shown_once() {
    let page = with_the_sheet().await;
    page.until("the focus", |page| page.has_focus(".kit-paper h3")).await;
    for key in ["g", "h", "Ctrl+k", "Ctrl+,", "?"] {
        page.key(key);
    }
    some_frames().await;
    assert_eq!(address(), "/security");
    assert_eq!(page.all("dialog").len(), 1);
    assert!(shows_the_code(&page));
}

#[wasm_bindgen_test]
async fn a_kit_that_comes_after_its_dialog_was_closed_is_shown_nowhere() {
    let page = with(&open(DoorKind::Keychain)).await;
    page.press_word("#kits button", "Make a recovery kit…");
    page.until("the dialog", |page| page.all("dialog[open]").len() == 1).await;
    page.press_word("dialog button", "Make the kit");
    escape(&page);
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
    page.answer::<MakeKit>(&sheet()).await;
    then(&page, &open(DoorKind::Keychain)).await;
    assert!(!shows_the_code(&page));
    assert_eq!(page.all("dialog").len(), 0);
}

#[wasm_bindgen_test]
async fn a_kit_that_cannot_be_made_says_why_and_can_be_tried_again() {
    let page = with(&open(DoorKind::Keychain)).await;
    page.press_word("#kits button", "Make a recovery kit…");
    page.until("the dialog", |page| page.all("dialog[open]").len() == 1).await;
    page.press_word("dialog button", "Make the kit");
    page.refuse::<MakeKit>(&trouble(ErrorCode::VaultLocked)).await;
    page.until("the problem", |page| page.text("dialog .outcome").contains("vault_locked")).await;
    page.press_word("dialog button", "Make the kit");
    page.until("the call", |page| page.waiting::<MakeKit>() == 1).await;
}
