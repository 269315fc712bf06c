//! The keys: what is known of them, locking, moving and rotating.

use jiff::Timestamp;
use patchbay_contract::command::{
    FindBroken, GetSecurity, LockVault, MoveVault, RemoveSetAside, RotateKeys, SetBrokenAside,
};
use patchbay_contract::{
    DoorChoice, DoorKind, ErrorCode, Event, KeyKind, Remedy, Rotation, RotationDue, Security,
    SetAside, StoredValue,
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{buttons, escape, open, shut, then, trouble, with, without_a_keychain};
use crate::scripted::Page;

const LONG: &str = "four words of no kind";

async fn with_dialog(door: DoorKind, button: &str) -> Page {
    let page = with(&open(door)).await;
    page.press_word("#keys button", button);
    page.until("the dialog", |page| page.all("dialog[open]").len() == 1).await;
    page
}

#[wasm_bindgen_test]
async fn the_keys_are_told_with_where_and_how_much_and_what_may_be_done() {
    for (door, place, actions) in [
        (
            DoorKind::Keychain,
            "In the keychain (Secret Service)",
            vec!["Lock now", "Move the key…", "Rotate now…"],
        ),
        (
            DoorKind::Passphrase,
            "Nowhere: a passphrase opens it",
            vec!["Lock now", "Move the key…", "Change the passphrase…", "Rotate now…"],
        ),
        // Locking would forget the only key there is.
        (DoorKind::Memory, "In memory only", vec!["Move the key…", "Rotate now…"]),
    ] {
        let page = with(&open(door)).await;
        let facts = page.text("#keys .facts");
        for fact in [place, "Credentials23", "Values sealed1482"] {
            assert!(facts.contains(fact), "{fact} is not in {facts}");
        }
        assert_eq!(buttons(&page, "#keys"), actions);
        assert_eq!(page.all("#keys .banner").len(), 0);
    }
}

#[wasm_bindgen_test]
async fn a_rotation_that_is_due_is_told_with_its_reason() {
    for (why, said) in [(RotationDue::Age, "more than a year"), (RotationDue::Count, "as much as")]
    {
        let mut security = open(DoorKind::Keychain);
        security.keys.as_mut().unwrap().rotation_due = Some(why);
        let page = with(&security).await;
        assert!(page.text("#keys .banner").contains(said), "{}", page.text("#keys"));
    }
}

#[wasm_bindgen_test]
async fn locking_takes_one_press_and_what_unlocks_comes_at_once() {
    let page = with(&open(DoorKind::Keychain)).await;
    page.press_word("#keys button", "Lock now");
    page.refuse::<LockVault>(&trouble(ErrorCode::VaultBusy)).await;
    page.until("the problem", |page| page.text("#keys .outcome").contains("vault_busy")).await;
    then(&page, &open(DoorKind::Keychain)).await;
    page.press_word("#keys button", "Lock now");
    page.answer::<LockVault>(&()).await;
    then(&page, &shut(DoorKind::Keychain, ErrorCode::VaultLocked, Remedy::TryAgain)).await;
    page.until("Locked", |page| page.text("#vault .pill") == "Locked").await;
    page.until("the focus", |page| page.has_focus("#vault-title")).await;
    assert_eq!(buttons(&page, "#vault")[0], "Unlock");
    assert_eq!(page.text("#keys .outcome"), "");
}

#[wasm_bindgen_test]
async fn the_key_moves_to_a_passphrase_after_what_happens_was_told() {
    let page = with_dialog(DoorKind::Keychain, "Move the key…").await;
    page.until("where it is", |page| {
        page.text("dialog").contains("Kept now: In the keychain (Secret Service).")
    })
    .await;
    assert_eq!(page.attributes("dialog [type=radio]", "value"), ["Passphrase", "Memory"]);
    page.press_word("dialog button", "Next");
    page.until("the word", |page| page.text("dialog [role=alert]").contains("Choose where")).await;
    page.press("dialog [value=Passphrase]");
    page.press_word("dialog button", "Next");
    page.until("what happens", |page| page.has_focus("h3.step")).await;
    let said = page.text("dialog li");
    assert!(said.contains("asks for the passphrase each time"), "{said}");
    assert!(said.contains("in the keychain now opens nothing any more"), "{said}");
    page.press_word("dialog button", "Back");
    page.until("the choice", |page| page.has_focus("dialog [value=Passphrase]")).await;
    page.press_word("dialog button", "Next");
    page.until("the fields", |page| page.all("dialog input[type=password]").len() == 2).await;
    page.type_into("#move-passphrase", LONG);
    page.type_into("#move-again", LONG);
    page.press_word("dialog button", "Move the key");
    page.refuse::<MoveVault>(&trouble(ErrorCode::DiskFull)).await;
    page.until("the problem", |page| page.text("dialog .outcome").contains("disk_full")).await;
    assert_eq!(page.value("#move-passphrase"), LONG, "what was typed stays");
    page.press_word("dialog button", "Move the key");
    page.answer_to::<MoveVault>(&DoorChoice::Passphrase(LONG.into()), &()).await;
    page.until("the end", |page| page.text("dialog .done").contains("The key is moved.")).await;
    assert_eq!(page.all("dialog input").len(), 0);
    page.press_word("dialog button", "Close");
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_key_in_memory_cannot_move_to_a_keychain_that_does_not_work() {
    let page = with(&without_a_keychain(open(DoorKind::Memory))).await;
    page.press_word("#keys button", "Move the key…");
    page.until("the dialog", |page| page.all("dialog[open]").len() == 1).await;
    assert_eq!(page.attributes("dialog [type=radio]", "value"), ["Keychain", "Passphrase"]);
    assert_eq!(page.attributes("dialog :disabled", "value"), ["Keychain"]);
    escape(&page);
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_passphrase_is_changed_and_leaves_nothing_behind() {
    let page = with_dialog(DoorKind::Passphrase, "Change the passphrase…").await;
    page.until("the focus", |page| page.has_focus("#change-passphrase")).await;
    page.type_into("#change-passphrase", LONG);
    page.type_into("#change-again", LONG);
    page.press_word("dialog button", "Change the passphrase");
    page.answer_to::<MoveVault>(&DoorChoice::Passphrase(LONG.into()), &()).await;
    page.until("the end", |page| page.text("dialog .done").contains("is changed")).await;
    assert_eq!(page.all("dialog input").len(), 0);
}

#[wasm_bindgen_test]
async fn the_key_in_the_keychain_rotates_without_sealing_anything_anew() {
    let page = with_dialog(DoorKind::Keychain, "Rotate now…").await;
    page.until("the focus", |page| page.has_focus("dialog [value=Door]")).await;
    assert!(page.text("dialog").contains("What is stored stays as it is"));
    page.press_word("dialog button", "Rotate");
    page.press("dialog .button.primary");
    page.answer_to::<RotateKeys>(&KeyKind::Door, &()).await;
    page.until("the end", |page| page.text(".done").contains("a new key in the keychain")).await;
    assert_eq!(page.asked::<RotateKeys>().len(), 1);
    assert_eq!(buttons(&page, "dialog"), ["Close"]);
}

#[wasm_bindgen_test]
async fn the_sealing_key_rotates_with_its_progress_and_offers_a_new_kit_at_the_end() {
    let rotating = |done, running| Security {
        rotation: Some(Rotation { done, total: 1482, running }),
        ..open(DoorKind::Passphrase)
    };
    let page = with_dialog(DoorKind::Passphrase, "Rotate now…").await;
    assert_eq!(page.attributes("dialog [type=radio]", "value"), ["Data"]);
    assert!(page.text("dialog").contains("Recovery kits retire"));
    page.press_word("dialog button", "Rotate");
    for (n, done) in [(0, 100), (1, 900)] {
        page.send(n, &Event::SecurityChanged);
        then(&page, &rotating(done, true)).await;
        let said = format!("Sealed anew: {done} of 1482");
        page.until(&said, |page| page.text("dialog .rotation").contains(&said)).await;
        assert_eq!(page.attributes("#keys progress", "value"), [done.to_string()]);
    }
    assert!(!buttons(&page, "#keys").contains(&"Rotate now…".to_owned()), "it does already");
    page.answer_to::<RotateKeys>(&KeyKind::Data, &()).await;
    then(&page, &open(DoorKind::Passphrase)).await;
    page.until("the end", |page| page.text(".done").contains("sealing key is new")).await;
    page.press_word("dialog button", "Make a recovery kit…");
    page.until("the kit", |page| page.text("#dialog-title") == "Make a recovery kit").await;
}

#[wasm_bindgen_test]
async fn a_rotation_that_was_cut_off_says_that_it_goes_on() {
    let needed = shut(DoorKind::Passphrase, ErrorCode::PassphraseNeeded, Remedy::Passphrase);
    let rotation = Some(Rotation { done: 640, total: 1482, running: false });
    let page = with(&Security { rotation, ..needed }).await;
    assert!(page.text("#keys .rotation").contains("Sealed anew: 640 of 1482"));
    assert!(page.text("#keys .rotation").contains("goes on by itself when the vault opens"));
}

#[wasm_bindgen_test]
async fn values_that_do_not_open_are_named_and_put_aside_before_the_keys_change() {
    let page = with_dialog(DoorKind::Passphrase, "Rotate now…").await;
    page.press_word("dialog button", "Rotate");
    page.refuse::<RotateKeys>(&trouble(ErrorCode::ValuesDoNotOpen)).await;
    let (provider, account) = ("xero".into(), "Miller & Co".into());
    let broken = vec![StoredValue::Credential { provider, account }, StoredValue::AuditSigning];
    page.answer::<FindBroken>(&broken).await;
    // Asked after the refusal, and once more after the names.
    page.answer::<GetSecurity>(&open(DoorKind::Passphrase)).await;
    then(&page, &open(DoorKind::Passphrase)).await;
    let named = "Miller & Co (xero)";
    page.until("the names", |page| page.text("dialog li").contains(named)).await;
    assert!(page.text("dialog li").contains("signs the audit trail"));
    assert!(page.text("dialog").contains("kept for support"));
    page.press_word("dialog button", "Put them aside");
    page.refuse::<SetBrokenAside>(&trouble(ErrorCode::DiskFull)).await;
    page.until("the problem", |page| page.text("dialog .outcome").contains("disk_full")).await;
    page.press_word("dialog button", "Put them aside");
    page.answer::<SetBrokenAside>(&()).await;
    page.until("the way on", |page| page.all("dialog li").is_empty()).await;
    page.press_word("dialog button", "Rotate");
    page.answer_to::<RotateKeys>(&KeyKind::Data, &()).await;
    page.until("the end", |page| page.text(".done").contains("sealing key is new")).await;
}

#[wasm_bindgen_test]
async fn what_is_kept_aside_is_removed_for_good_once_it_was_meant() {
    let aside = SetAside { number: 7, value: StoredValue::AuditSigning, at: Timestamp::UNIX_EPOCH };
    let security = Security { set_aside: vec![aside], ..open(DoorKind::Keychain) };
    let page = with(&security).await;
    assert!(page.text("#keys h3").contains("Put aside because it did not open"));
    page.press_word("#keys .aside button", "Remove for good…");
    page.until("the focus", |page| page.has_focus("dialog .dialog-foot button")).await;
    page.press_word("dialog button", "Remove for good");
    page.answer_to::<RemoveSetAside>(&7, &()).await;
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
    then(&page, &open(DoorKind::Keychain)).await;
    page.until("it to be gone", |page| page.all("#keys .aside").is_empty()).await;
}
