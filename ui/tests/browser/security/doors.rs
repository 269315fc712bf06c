//! Where the key is kept: chosen at first, anew, or with a kit; and new passphrases.

use patchbay_contract::command::{MakeVault, UnlockVault};
use patchbay_contract::{DoorChoice, DoorKind, ErrorCode, Remedy, Unlock};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{buttons, not_made, open, shut, then, trouble, with, without_a_keychain};
use crate::scripted::{Page, says, some_frames};

const LONG: &str = "four words of no kind";

fn place(page: &Page, word: &str) {
    let places = page.all(".places .choice");
    let found = places.iter().find(|place| says(place).starts_with(word)).unwrap();
    page.press(&format!(
        "[value={}]",
        found.query_selector("input").unwrap().unwrap().get_attribute("value").unwrap()
    ));
}

fn chosen(page: &Page) -> Vec<String> {
    page.attributes(".places input:checked", "value")
}

#[wasm_bindgen_test]
async fn before_anything_is_stored_the_keychain_is_recommended_and_can_be_chosen_now() {
    let page = with(&not_made()).await;
    assert_eq!(page.text("#vault .pill"), "Not made yet");
    assert!(page.text("#vault").contains("The first credential that you save"));
    assert_eq!(chosen(&page), ["Keychain"]);
    assert_eq!(page.all("#keys, #kits").len(), 0, "there is nothing to say of them");
    page.press_word("#vault button", "Make the vault now");
    page.press("#vault .button.primary");
    page.until("it to say so", |page| page.text("#vault .primary") == "One moment…").await;
    assert_eq!(page.asked::<MakeVault>().len(), 1);
    page.answer_to::<MakeVault>(&DoorChoice::Keychain, &()).await;
    then(&page, &open(DoorKind::Keychain)).await;
    page.until("Open", |page| page.text("#vault .pill") == "Open").await;
}

#[wasm_bindgen_test]
async fn without_a_keychain_nothing_is_chosen_for_anybody() {
    let page = with(&without_a_keychain(not_made())).await;
    assert_eq!(chosen(&page), Vec::<String>::new());
    assert_eq!(page.attributes(".places input:disabled", "value"), ["Keychain"]);
    assert_eq!(page.text(".why-not"), "Not possible now. What keychain_absent is.");
    assert!(page.text("#vault").contains("the keychain does not work here"));
    page.press_word("#vault button", "Make the vault now");
    page.until("the word", |page| page.text("[role=alert]").contains("Choose where")).await;
    assert!(page.asked::<MakeVault>().is_empty());
    place(&page, "In memory only");
    assert!(page.text(".places").contains("Every connection has to be made again each time"));
    page.press_word("#vault button", "Make the vault now");
    page.answer_to::<MakeVault>(&DoorChoice::Memory, &()).await;
}

#[wasm_bindgen_test]
async fn a_new_passphrase_is_long_typed_twice_and_gone_once_it_is_set() {
    let page = with(&not_made()).await;
    place(&page, "Nowhere");
    page.until("the fields", |page| page.all("input[type=password]").len() == 2).await;
    let autocomplete = page.attributes("input[type=password]", "autocomplete");
    assert_eq!(autocomplete, ["new-password", "new-password"]);
    assert_eq!(page.text(".field-error"), "", "nothing is wrong before it was sent");
    page.type_into("#make-passphrase", "too short");
    page.press_word("#vault button", "Make the vault now");
    let short = "At least 12 characters; this has 9.";
    page.until("the word", |page| page.text("#make-passphrase-error").contains(short)).await;
    page.until("the focus", |page| page.has_focus("#make-passphrase")).await;
    page.type_into("#make-passphrase", LONG);
    page.type_into("#make-again", "another one entirely");
    page.press_word("#vault button", "Make the vault now");
    page.until("the word", |page| page.text("#make-again-error").contains("not the same")).await;
    some_frames().await;
    assert!(page.asked::<MakeVault>().is_empty());
    page.type_into("#make-again", LONG);
    page.press_word("#vault button", "Make the vault now");
    page.refuse::<MakeVault>(&trouble(ErrorCode::VaultBusy)).await;
    page.until("the problem", |page| page.text(".outcome").contains("What vault_busy is.")).await;
    then(&page, &not_made()).await;
    assert_eq!(page.value("#make-passphrase"), LONG, "what was typed stays");
    page.press_word("#vault button", "Make the vault now");
    page.answer_to::<MakeVault>(&DoorChoice::Passphrase(LONG.into()), &()).await;
    page.until("it to be gone", |page| page.value("#make-passphrase").is_empty()).await;
    assert_eq!(page.value("#make-again"), "");
}

#[wasm_bindgen_test]
async fn one_button_shows_both_fields_of_a_new_passphrase() {
    let page = with(&not_made()).await;
    place(&page, "Nowhere");
    page.until("the fields", |page| page.all("input[type=password]").len() == 2).await;
    page.press_word("#vault button", "Show");
    page.until("both", |page| page.all("#vault input[type=text]").len() == 2).await;
}

#[wasm_bindgen_test]
async fn a_forgotten_vault_can_be_begun_anew_or_opened_with_a_kit() {
    let page = with(&shut(DoorKind::Memory, ErrorCode::VaultForgotten, Remedy::BeginAnew)).await;
    assert_eq!(buttons(&page, "#vault"), ["Use a recovery kit…", "Begin anew"]);
    place(&page, "In memory only");
    page.press_word("#vault button", "Begin anew");
    page.answer_to::<MakeVault>(&DoorChoice::Memory, &()).await;
    then(&page, &open(DoorKind::Memory)).await;
    page.until("Open", |page| page.text("#vault .pill") == "Open").await;
}

#[wasm_bindgen_test]
async fn a_code_is_kept_while_it_is_mistyped_and_gone_once_it_opened() {
    let wrong = shut(DoorKind::Keychain, ErrorCode::KeychainWrongKey, Remedy::RecoveryKit);
    let page = with(&wrong).await;
    page.press_word("#vault button", "Use a recovery kit…");
    page.until("the field", |page| page.has_focus("#kit-code")).await;
    assert_eq!(page.attributes("#kit-code", "autocomplete"), ["off"]);
    assert_eq!(chosen(&page), ["Keychain"]);
    page.press_word("dialog button", "Open with this kit");
    page.until("the word", |page| page.text("#kit-code-error").contains("Type it here")).await;
    assert!(page.asked::<UnlockVault>().is_empty());
    page.type_into("#kit-code", "ab cd\nEFGH");
    place(&page, "Nowhere");
    page.until("the fields", |page| page.all("dialog input[type=password]").len() == 2).await;
    page.type_into("#kit-passphrase", LONG);
    page.type_into("#kit-again", LONG);
    page.press_word("dialog button", "Open with this kit");
    page.refuse::<UnlockVault>(&trouble(ErrorCode::KitCodeMistyped)).await;
    page.until("the problem", |page| page.text("dialog .outcome").contains("kit_code_mistyped"))
        .await;
    then(&page, &wrong).await;
    assert_eq!(page.value("#kit-code"), "ab cd\nEFGH");
    assert_eq!(page.value("#kit-passphrase"), LONG);
    page.press_word("dialog button", "Open with this kit");
    let door = DoorChoice::Passphrase(LONG.into());
    let with = Unlock::Kit { code: "ab cd\nEFGH".into(), door };
    page.answer_to::<UnlockVault>(&with, &()).await;
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
    then(&page, &open(DoorKind::Passphrase)).await;
    page.until("the focus", |page| page.has_focus("#vault-title")).await;
    page.until("Open", |page| page.text("#vault .pill") == "Open").await;
}
