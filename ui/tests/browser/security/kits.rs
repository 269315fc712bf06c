//! The list of recovery kits, and taking one out of use.

use patchbay_contract::command::{CheckKit, RetireKit};
use patchbay_contract::{DoorKind, ErrorCode, Kit, KitProof, Remedy, Security};
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{buttons, kit, open, shut, then, trouble, with};
use crate::scripted::says;

fn three() -> Security {
    let kits = vec![
        Kit { checked_at: None, ..kit(3) },
        kit(2),
        Kit { retired_at: Some(time::now()), ..kit(1) },
    ];
    Security { kits, ..open(DoorKind::Keychain) }
}

#[wasm_bindgen_test]
async fn each_kit_is_told_checked_not_checked_or_retired() {
    let page = with(&three()).await;
    let pills: Vec<String> = page.all("#kits .pill").iter().map(says).collect();
    assert_eq!(pills[..2], ["Not checked", "Checked"]);
    assert!(pills[2].starts_with("Retired "), "{}", pills[2]);
    let acts = page.attributes("#kits td button", "aria-label");
    assert_eq!(acts, ["Check kit 3…", "Retire kit 3…", "Retire kit 2…"]);
}

#[wasm_bindgen_test]
async fn a_kit_that_was_not_checked_is_checked_later_by_its_whole_code() {
    let page = with(&three()).await;
    page.press("#kits [aria-label='Check kit 3…']");
    page.until("the focus", |page| page.has_focus("#kit-code")).await;
    page.press_word("dialog button", "Check");
    page.until("what is missing", |page| page.has_focus("#kit-code[aria-invalid=true]")).await;
    page.type_into("#kit-code", "abcd efgh");
    page.press_word("dialog button", "Check");
    page.refuse::<CheckKit>(&trouble(ErrorCode::KitCodeMistyped)).await;
    page.until("the problem", |page| page.text("dialog .outcome").contains("kit_code_mistyped"))
        .await;
    then(&page, &three()).await;
    page.press_word("dialog button", "Check");
    let proof = KitProof { number: 3, groups: vec!["abcd efgh".into()] };
    page.answer_to::<CheckKit>(&proof, &()).await;
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
}

#[wasm_bindgen_test]
async fn without_a_kit_it_is_said_what_that_would_mean_and_one_is_offered() {
    let page = with(&Security { kits: Vec::new(), ..open(DoorKind::Keychain) }).await;
    assert!(page.text("#kits .empty").contains("every connection would have to be made again"));
    assert_eq!(says(&page.all("#kits .primary")[0]), "Make a recovery kit…");
    drop(page);
    let locked = shut(DoorKind::Keychain, ErrorCode::KeychainLocked, Remedy::UnlockKeychain);
    let page = with(&locked).await;
    assert!(page.text("#kits").contains("A kit can be made while the vault is open."));
    assert!(buttons(&page, "#kits").is_empty());
}

#[wasm_bindgen_test]
async fn a_kit_is_retired_once_it_was_meant() {
    let page = with(&three()).await;
    page.press("#kits [aria-label^='Retire']");
    page.until("the question", |page| page.text("#dialog-title") == "Retire kit 3?").await;
    page.until("the focus", |page| page.has_focus("dialog .dialog-foot button")).await;
    assert_eq!(page.all("dialog .review").len(), 0, "there is another one");
    page.press_word("dialog button", "Keep it");
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
    assert!(page.asked::<RetireKit>().is_empty());
    page.press("#kits [aria-label^='Retire']");
    page.until("the question", |page| page.all("dialog[open]").len() == 1).await;
    page.press_word("dialog button", "Retire it");
    page.refuse::<RetireKit>(&trouble(ErrorCode::DiskFull)).await;
    page.until("the problem", |page| page.text("dialog .outcome").contains("disk_full")).await;
    then(&page, &three()).await;
    page.press_word("dialog button", "Retire it");
    page.answer_to::<RetireKit>(&3, &()).await;
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
    then(&page, &Security { kits: vec![kit(2)], ..three() }).await;
    page.until("the list", |page| page.all("#kits tbody tr").len() == 1).await;
    assert!(page.has_focus("#kits-title"));
}

#[wasm_bindgen_test]
async fn the_last_kit_is_not_retired_without_a_warning() {
    let page = with(&open(DoorKind::Keychain)).await;
    page.press("#kits [aria-label^='Retire']");
    page.until("the warning", |page| page.text("dialog .review").contains("the last kit")).await;
}
