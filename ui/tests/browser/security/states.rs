//! How the vault is, and what opens it.

use patchbay_contract::command::{GetHub, GetSecurity, UnlockVault};
use patchbay_contract::{
    DoorKind, ErrorCode, Event, Page as Named, Remedy, Security, Unlock, VaultState,
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{buttons, kit, not_made, open, shut, then, trouble, with};
use crate::fixtures::hub;
use crate::scripted::{Page, address, says, some_frames};

#[wasm_bindgen_test]
async fn while_the_vault_is_asked_for_its_shape_is_shown() {
    let page = Page::open_at("/security");
    page.until("the skeletons", |page| page.all(".skeleton").len() == 3).await;
    assert_eq!(page.text("[role=status].visually-hidden"), "Loading…");
    assert_eq!(page.asked::<GetSecurity>().len(), 1, "the start and the page ask together");
}

#[wasm_bindgen_test]
async fn a_question_about_the_vault_that_failed_is_told_and_can_be_asked_again() {
    let page = Page::open_at("/security");
    page.refuse::<GetSecurity>(&trouble(ErrorCode::Internal)).await;
    page.until("the problem", |page| page.text(".problem-what") == "What internal is.").await;
    page.press("#check-again");
    page.press("#check-again");
    then(&page, &open(DoorKind::Keychain)).await;
    page.until("the vault", |page| page.all("#vault").len() == 1).await;
    assert_eq!(page.asked::<GetSecurity>().len(), 2);
}

#[wasm_bindgen_test]
async fn an_open_vault_says_where_its_key_is_kept() {
    for (door, place) in [
        (DoorKind::Keychain, "in your keychain (Secret Service)."),
        (DoorKind::Passphrase, "your passphrase, which is stored nowhere."),
        (DoorKind::Memory, "only in Patchbay’s memory"),
    ] {
        let page = with(&open(door)).await;
        assert_eq!(page.text("#vault .pill"), "Open");
        let said = page.text("#vault");
        assert!(said.contains("Your keys are stored encrypted on this computer."), "{said}");
        assert!(said.contains(place), "{said}");
        assert_eq!(page.all("h1").len(), 1);
        assert_eq!(page.text("nav .count"), "");
    }
}

#[wasm_bindgen_test]
async fn each_trouble_of_the_key_is_told_with_its_own_way_out() {
    let keychain = DoorKind::Keychain;
    for (code, remedy, pill, ways_out) in [
        (ErrorCode::KeychainAbsent, Remedy::TryAgain, "Needs you", "Try again"),
        (ErrorCode::KeychainDenied, Remedy::TryAgain, "Needs you", "Try again"),
        (ErrorCode::KeychainBroken, Remedy::TryAgain, "Needs you", "Try again"),
        (ErrorCode::KeychainNotAnswering, Remedy::TryAgain, "Needs you", "Try again"),
        (ErrorCode::KeychainLocked, Remedy::UnlockKeychain, "Locked", "Unlock the keychain…"),
        (ErrorCode::VaultLocked, Remedy::TryAgain, "Locked", "Unlock"),
        (ErrorCode::KeychainWrongKey, Remedy::RecoveryKit, "Needs you", "Try again"),
        (ErrorCode::KeychainEmpty, Remedy::RecoveryKit, "Needs you", "Try again"),
    ] {
        let page = with(&shut(keychain, code, remedy)).await;
        assert_eq!(page.text("#vault .pill"), pill, "{code}");
        assert_eq!(page.text("#vault .problem-what"), format!("What {code} is."));
        let both = [ways_out, "Use a recovery kit…"];
        let first = usize::from(remedy == Remedy::RecoveryKit);
        assert_eq!(buttons(&page, "#vault"), [both[first], both[1 - first]], "{code}");
        assert_eq!(says(&page.all("#vault .button.primary")[0]), both[first], "{code}");
        assert_eq!(buttons(&page, ":is(#keys, #kits)"), Vec::<String>::new(), "it is shut");
        drop(page);
        let page = with(&Security { kits: Vec::new(), ..shut(keychain, code, remedy) }).await;
        assert_eq!(buttons(&page, "#vault"), [ways_out], "{code}, without a kit");
    }
}

#[wasm_bindgen_test]
async fn a_locked_keychain_is_unlocked_by_one_press_and_the_page_asks_again() {
    let locked = shut(DoorKind::Keychain, ErrorCode::KeychainLocked, Remedy::UnlockKeychain);
    let page = with(&locked).await;
    page.press("#vault .button.primary");
    page.press("#vault .button.primary");
    page.until("it to say so", |page| page.text("#vault .primary") == "One moment…").await;
    assert_eq!(page.asked::<UnlockVault>(), [Unlock::Keychain]);
    page.answer::<UnlockVault>(&()).await;
    then(&page, &open(DoorKind::Keychain)).await;
    page.until("Open", |page| page.text("#vault .pill") == "Open").await;
    page.until("the focus", |page| page.has_focus("#vault-title")).await;
}

#[wasm_bindgen_test]
async fn trying_in_vain_says_so_in_a_line_and_another_trouble_in_full() {
    let absent = shut(DoorKind::Keychain, ErrorCode::KeychainAbsent, Remedy::TryAgain);
    let page = with(&absent).await;
    page.press_word("#vault button", "Try again");
    page.refuse::<UnlockVault>(&trouble(ErrorCode::KeychainAbsent)).await;
    then(&page, &absent).await;
    page.until("the line", |page| page.text("#vault .outcome") == "Tried again: it is still so.")
        .await;
    assert_eq!(page.all(".problem").len(), 1);
    page.press_word("#vault button", "Try again");
    page.refuse::<UnlockVault>(&trouble(ErrorCode::VaultDamaged)).await;
    then(&page, &absent).await;
    let said = "What vault_damaged is.";
    page.until("the other", |page| page.text(".outcome .problem-what") == said).await;
}

#[wasm_bindgen_test]
async fn a_passphrase_is_kept_while_it_is_wrong_and_gone_once_it_opened() {
    let asks = shut(DoorKind::Passphrase, ErrorCode::PassphraseNeeded, Remedy::Passphrase);
    let page = with(&asks).await;
    let field = "#unlock-passphrase";
    assert_eq!(page.attributes(field, "autocomplete"), ["current-password"]);
    page.press_word("#vault button", "Unlock");
    page.until("the word", |page| page.text(".field-error").contains("Type it here")).await;
    assert!(page.asked::<UnlockVault>().is_empty(), "nothing is not sent");
    page.type_into(field, "not the one");
    page.press_word("#vault button", "Unlock");
    page.refuse::<UnlockVault>(&trouble(ErrorCode::PassphraseWrong)).await;
    page.until("the problem", |page| page.text(".outcome").contains("passphrase_wrong")).await;
    // Something else changed meanwhile: what is typed stays where it is.
    then(&page, &Security { kits: vec![kit(3), kit(2)], ..asks }).await;
    assert_eq!(page.value(field), "not the one");
    page.type_into(field, "correct horse battery");
    page.press_word("#vault button", "Unlock");
    page.answer_to::<UnlockVault>(&Unlock::Passphrase("correct horse battery".into()), &()).await;
    page.until("it to be empty", |page| page.value(field).is_empty()).await;
    then(&page, &open(DoorKind::Passphrase)).await;
    page.until("Open", |page| page.text("#vault .pill") == "Open").await;
}

#[wasm_bindgen_test]
async fn a_passphrase_can_be_shown_and_hidden_again() {
    let page =
        with(&shut(DoorKind::Passphrase, ErrorCode::PassphraseNeeded, Remedy::Passphrase)).await;
    let kind = |page: &Page| page.attributes("#unlock-passphrase", "type").concat();
    assert_eq!(kind(&page), "password");
    page.press_word("#vault button", "Show");
    page.until("it to be shown", |page| kind(page) == "text").await;
    page.press_word("#vault button", "Hide");
    page.until("it to be hidden", |page| kind(page) == "password").await;
}

#[wasm_bindgen_test]
async fn a_vault_that_nobody_can_tell_of_leads_to_the_installation() {
    let vault = VaultState::Unknown(trouble(ErrorCode::DatabaseDamaged));
    let page = with(&Security { vault, ..not_made() }).await;
    assert_eq!(page.text("#vault .pill"), "Needs you");
    assert_eq!(page.text("#vault .problem-what"), "What database_damaged is.");
    assert_eq!(page.all("#keys, #kits").len(), 0, "nothing is claimed");
    page.press("#vault a");
    page.until("the installation", |_| address() == "/installation").await;
}

#[wasm_bindgen_test]
async fn a_vault_that_is_shut_is_told_at_home_and_beside_its_page() {
    for (code, remedy, count, sentence) in [
        (ErrorCode::PassphraseNeeded, Remedy::Passphrase, "1 need attention", "cannot be opened"),
        (ErrorCode::VaultLocked, Remedy::TryAgain, "", "are locked"),
    ] {
        let page = Page::open();
        page.answer::<GetHub>(&hub(Vec::new(), Vec::new())).await;
        page.answer::<GetSecurity>(&shut(DoorKind::Passphrase, code, remedy)).await;
        page.until("the banner", |page| page.text(".banner").contains(sentence)).await;
        assert_eq!(page.text("nav .count"), count);
        page.press(".banner a");
        page.until("the page", |page| page.text("h1") == "Security").await;
        then(&page, &open(DoorKind::Passphrase)).await;
        page.follow("/");
        page.until("home", |page| page.text("h1") == "Connections").await;
        assert_eq!(page.all(".banner").len(), 0);
    }
}

#[wasm_bindgen_test]
async fn a_link_and_the_palette_lead_to_security_and_a_change_asks_again() {
    let page = Page::open();
    page.answer::<GetHub>(&hub(Vec::new(), Vec::new())).await;
    page.answer::<GetSecurity>(&not_made()).await;
    page.send(0, &Event::Open(Named::Security));
    page.until("the page", |_| address() == "/security").await;
    then(&page, &not_made()).await;
    page.send(1, &Event::SecurityChanged);
    then(&page, &open(DoorKind::Keychain)).await;
    page.until("Open", |page| page.text("#vault .pill") == "Open").await;
    page.follow("/");
    page.key("Ctrl+k");
    page.until("the palette", |page| page.has_focus("#palette-input")).await;
    page.type_into("#palette-input", "security");
    page.until("the line", |page| page.text("[role=option] span").starts_with("Security")).await;
    page.key("Enter");
    page.until("the page", |_| address() == "/security").await;
}

#[wasm_bindgen_test]
async fn security_speaks_spanish_and_keeps_the_code_of_a_problem() {
    let page = Page::open_at("/settings");
    page.answer::<GetHub>(&hub(Vec::new(), Vec::new())).await;
    page.answer::<GetSecurity>(&shut(
        DoorKind::Keychain,
        ErrorCode::KeychainWrongKey,
        Remedy::RecoveryKit,
    ))
    .await;
    page.until("Settings", |page| page.text("h1") == "Settings").await;
    page.press_word(".choice", "Español");
    page.until("los ajustes", |page| page.text("h1") == "Ajustes").await;
    page.follow("/security");
    page.until("la página", |page| page.text("h1") == "Seguridad").await;
    page.until("la caja", |page| page.text("#vault .pill") == "Le necesita").await;
    assert!(page.text("#vault .problem-what").contains("no es la de estas credenciales"));
    assert_eq!(page.text("#vault .problem code"), "keychain_wrong_key");
    assert_eq!(buttons(&page, "#vault"), ["Usar un kit de recuperación…", "Intentar de nuevo"]);
    page.press_word("#vault button", "Usar un kit de recuperación…");
    page.until("el diálogo", |page| page.text("dialog label").contains("Código de la hoja")).await;
    some_frames().await;
    assert!(!page.text("main").contains("keychain is"), "nothing is left in English");
}
