//! Other administrators: the list, adding and removing, asking for help and giving it.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::command::{
    AddAdministrator, AskForHelp, GetAdministratorCode, GiveHelp, ReadAdministratorCode,
    ReadHelpRequest, RemoveAdministrator, UnlockVault,
};
use patchbay_contract::{
    Administrator, AdministratorCode, DoorChoice, DoorKind, ErrorCode, HelpRequest, HelpText,
    NewAdministrator, Remedy, Security, Unlock,
};
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

use super::{buttons, not_made, open, shut, then, trouble, with};
use crate::scripted::{Page, says, some_frames};

const FINGERPRINT: &str = "AB12-CD34-EF56-GH78";

fn administrator(number: u16, name: &str) -> Administrator {
    let made_at = time::now() - SignedDuration::from_hours(48);
    Administrator { number, name: name.into(), fingerprint: FINGERPRINT.into(), made_at }
}

fn with_two(security: Security) -> Security {
    let administrators = vec![administrator(4, "Sam Ortiz"), administrator(6, "Kim Dale")];
    Security { administrators, ..security }
}

/// A vault that only somebody else can open.
fn robbed() -> Security {
    let empty = shut(DoorKind::Keychain, ErrorCode::KeychainEmpty, Remedy::RecoveryKit);
    Security { kits: Vec::new(), ..with_two(empty) }
}

fn code() -> String {
    ["AB3D"; AdministratorCode::LETTERS / 4].join("-")
}

fn whose() -> AdministratorCode {
    AdministratorCode { code: code(), fingerprint: FINGERPRINT.into() }
}

fn help(text: &str) -> HelpText {
    HelpText { text: text.into(), fingerprint: FINGERPRINT.into() }
}

async fn dialog(security: &Security, within: &str, word: &str) -> Page {
    let page = with(security).await;
    page.press_word(&format!("{within} button"), word);
    page.until("the dialog", |page| page.all("dialog[open]").len() == 1).await;
    page
}

#[wasm_bindgen_test]
async fn each_administrator_is_told_with_since_when_and_what_to_compare() {
    let page = with(&with_two(open(DoorKind::Keychain))).await;
    let names: Vec<String> = page.all("#administrators tbody th").iter().map(says).collect();
    assert_eq!(names, ["Sam Ortiz", "Kim Dale"]);
    assert!(page.text("#administrators tbody").contains(FINGERPRINT));
    let remove = page.attributes("#administrators td button", "aria-label");
    assert_eq!(remove, ["Remove Sam Ortiz…", "Remove Kim Dale…"]);
}

#[wasm_bindgen_test]
async fn without_anybody_it_is_said_so_and_one_can_be_added_once_there_is_a_vault() {
    let page = with(&open(DoorKind::Keychain)).await;
    assert!(page.text("#administrators .empty").contains("Nobody else can help"));
    let may =
        ["Add an administrator…", "Show this computer’s code…", "Help another administrator…"];
    assert_eq!(buttons(&page, "#administrators"), may);
    drop(page);
    let locked = shut(DoorKind::Keychain, ErrorCode::KeychainLocked, Remedy::UnlockKeychain);
    let page = with(&with_two(locked)).await;
    assert!(page.text("#administrators").contains("while the vault is open"));
    assert!(buttons(&page, "#administrators").is_empty());
    drop(page);
    let page = with(&not_made()).await;
    assert_eq!(page.all("#administrators").len(), 0);
}

#[wasm_bindgen_test]
async fn a_code_is_checked_as_it_is_typed_and_compared_before_anybody_is_added() {
    let security = open(DoorKind::Keychain);
    let page = dialog(&security, "#administrators", "Add an administrator…").await;
    page.until("the focus", |page| page.has_focus("#their-name")).await;
    page.press_word("dialog button", "It is the same: add");
    let short = "A whole code has 56 letters; this has 0.";
    page.until("the word", |page| page.text("#their-code-error").contains(short)).await;
    assert!(page.text("#their-name-error").contains("Type it here first"));
    page.type_into("#their-name", " Sam Ortiz ");
    page.type_into("#their-code", &format!("{} X", code()));
    let long = "this has 57";
    page.until("the word", |page| page.text("#their-code-error").contains(long)).await;
    page.press_word("dialog button", "It is the same: add");
    some_frames().await;
    assert!(page.asked::<ReadAdministratorCode>().is_empty(), "what is not whole is not sent");

    page.type_into("#their-code", &code());
    page.refuse::<ReadAdministratorCode>(&trouble(ErrorCode::AdministratorCodeMistyped)).await;
    let slip = "administrator_code_mistyped";
    page.until("the slip", |page| page.text("dialog .outcome").contains(slip)).await;
    then(&page, &security).await;
    let spaced = code().replace('-', " ");
    page.type_into("#their-code", &spaced);
    page.answer_to::<ReadAdministratorCode>(&spaced, &whose()).await;
    then(&page, &security).await;
    page.until("the fingerprint", |page| page.text("dialog .compare") == FINGERPRINT).await;
    assert_eq!(page.text("dialog .outcome"), "");

    page.press_word("dialog button", "It is the same: add");
    let new = NewAdministrator { name: "Sam Ortiz".into(), code: spaced };
    page.answer_to::<AddAdministrator>(&new, &()).await;
    page.until("the end", |page| page.text(".done").contains("Sam Ortiz can help")).await;
    then(&page, &with_two(security)).await;
    page.press_word("dialog button", "Close");
    page.until("the list", |page| page.all("#administrators tbody tr").len() == 2).await;
}

#[wasm_bindgen_test]
async fn a_code_that_was_changed_after_it_was_compared_is_compared_again() {
    let security = open(DoorKind::Keychain);
    let page = dialog(&security, "#administrators", "Add an administrator…").await;
    page.type_into("#their-name", "Sam Ortiz");
    page.type_into("#their-code", &code());
    page.answer::<ReadAdministratorCode>(&whose()).await;
    page.until("the fingerprint", |page| page.text("dialog .compare") == FINGERPRINT).await;
    page.type_into("#their-code", &code().replacen('A', "C", 1));
    page.until("nothing", |page| page.all("dialog .compare").is_empty()).await;
    page.press_word("dialog button", "It is the same: add");
    some_frames().await;
    assert!(page.asked::<AddAdministrator>().is_empty());
}

#[wasm_bindgen_test]
async fn an_administrator_who_could_not_be_added_is_still_typed() {
    let security = open(DoorKind::Keychain);
    let page = dialog(&security, "#administrators", "Add an administrator…").await;
    page.type_into("#their-name", "Sam Ortiz");
    page.type_into("#their-code", &code());
    page.answer::<ReadAdministratorCode>(&whose()).await;
    page.until("the fingerprint", |page| page.text("dialog .compare") == FINGERPRINT).await;
    page.press_word("dialog button", "It is the same: add");
    page.refuse::<AddAdministrator>(&trouble(ErrorCode::DiskFull)).await;
    page.until("the problem", |page| page.text("dialog .outcome").contains("disk_full")).await;
    assert_eq!(page.value("#their-name"), "Sam Ortiz");
    assert_eq!(page.value("#their-code"), code());
}

#[wasm_bindgen_test]
async fn this_computers_code_is_shown_with_what_to_compare_and_a_way_to_copy_it() {
    let security = open(DoorKind::Keychain);
    let page = dialog(&security, "#administrators", "Show this computer’s code…").await;
    page.answer::<GetAdministratorCode>(&whose()).await;
    page.until("the code", |page| page.text("dialog textarea") == code()).await;
    assert_eq!(page.text("dialog .compare"), FINGERPRINT);
    assert_eq!(page.all("dialog .copy").len(), 1);
    page.press_word("dialog button", "Close");
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
    page.press_word("#administrators button", "Show this computer’s code…");
    page.refuse::<GetAdministratorCode>(&trouble(ErrorCode::VaultLocked)).await;
    page.until("the problem", |page| page.text("dialog .outcome").contains("vault_locked")).await;
}

#[wasm_bindgen_test]
async fn an_administrator_is_removed_once_it_was_meant_and_what_stops_is_said() {
    let two = with_two(open(DoorKind::Keychain));
    let page = with(&two).await;
    page.press("#administrators td button");
    page.until("the question", |page| page.text("#dialog-title") == "Remove Sam Ortiz?").await;
    page.until("the focus", |page| page.has_focus("dialog .dialog-foot button")).await;
    let said = page.text("dialog p");
    assert!(said.contains("no request for help can be made"), "{said}");
    assert!(said.contains("rotate the sealing key"), "{said}");
    assert_eq!(page.all("dialog .review").len(), 0, "there are others");
    page.press_word("dialog button", "Keep");
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
    page.press("#administrators td button");
    page.until("the question", |page| page.all("dialog[open]").len() == 1).await;
    page.press_word("dialog button", "Remove");
    page.refuse::<RemoveAdministrator>(&trouble(ErrorCode::DiskFull)).await;
    page.until("the problem", |page| page.text("dialog .outcome").contains("disk_full")).await;
    then(&page, &two).await;
    page.press_word("dialog button", "Remove");
    page.answer_to::<RemoveAdministrator>(&4, &()).await;
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
    then(&page, &Security { administrators: vec![administrator(6, "Kim Dale")], ..two }).await;
    page.until("the list", |page| page.all("#administrators tbody tr").len() == 1).await;
    assert!(page.has_focus("#administrators-title"));
}

#[wasm_bindgen_test]
async fn the_last_way_back_is_not_removed_without_a_warning() {
    let one = Security {
        administrators: vec![administrator(4, "Sam Ortiz")],
        kits: Vec::new(),
        ..open(DoorKind::Keychain)
    };
    let page = with(&one).await;
    page.press("#administrators td button");
    let warned = "every connection would have to be made again";
    page.until("the warning", |page| page.text("dialog .review").contains(warned)).await;
}

#[wasm_bindgen_test]
async fn an_administrator_is_among_the_ways_to_open_a_vault_that_is_shut() {
    let ask = "Ask another administrator for help…";
    for (door, code, remedy, first) in [
        (DoorKind::Keychain, ErrorCode::KeychainEmpty, Remedy::RecoveryKit, ask),
        (DoorKind::Keychain, ErrorCode::KeychainAbsent, Remedy::TryAgain, "Try again"),
        (DoorKind::Passphrase, ErrorCode::PassphraseNeeded, Remedy::Passphrase, "Unlock"),
        (DoorKind::Memory, ErrorCode::VaultForgotten, Remedy::BeginAnew, "Begin anew"),
    ] {
        let page = with(&Security { kits: Vec::new(), ..with_two(shut(door, code, remedy)) }).await;
        assert!(buttons(&page, "#vault").contains(&ask.to_owned()), "{code}");
        assert_eq!(says(&page.all("#vault .button.primary")[0]), first, "{code}");
        drop(page);
        let page = with(&shut(door, code, remedy)).await;
        assert!(!buttons(&page, "#vault").contains(&ask.to_owned()), "{code}, without one");
    }
}

#[wasm_bindgen_test]
async fn help_is_asked_for_and_its_answer_opens_the_vault() {
    let page = dialog(&robbed(), "#vault", "Ask another administrator for help…").await;
    page.until("the focus", |page| page.has_focus("dialog input:checked")).await;
    assert_eq!(page.attributes("dialog [name=whom]", "value"), ["4", "6"]);
    page.press("dialog [value='6']");
    page.press_word("dialog button", "Make the request");
    page.refuse::<AskForHelp>(&trouble(ErrorCode::AdministratorUnknown)).await;
    let unknown = "administrator_unknown";
    page.until("the problem", |page| page.text("dialog .outcome").contains(unknown)).await;
    then(&page, &robbed()).await;
    page.press_word("dialog button", "Make the request");
    page.answer_to::<AskForHelp>(&6, &help("PATCHBAY-HELP-1:abc")).await;
    page.until("the request", |page| page.text("dialog .to-send textarea").ends_with("abc")).await;
    assert_eq!(page.text("dialog .compare"), FINGERPRINT);
    page.until("the focus", |page| page.has_focus(".step")).await;
    then(&page, &robbed()).await;

    page.press_word("dialog button", "Open with this answer");
    page.until("the word", |page| page.text("#answer-error").contains("Type it here")).await;
    page.type_into("#answer", "PATCHBAY-HELP-GIVEN-1:x\nyz");
    page.press_word("dialog button", "Open with this answer");
    page.refuse::<UnlockVault>(&trouble(ErrorCode::HelpNotAwaited)).await;
    page.until("the problem", |page| page.text("dialog .outcome").contains("help_not")).await;
    then(&page, &robbed()).await;
    assert_eq!(page.value("#answer"), "PATCHBAY-HELP-GIVEN-1:x\nyz", "what was pasted stays");
    page.press_word("dialog button", "Open with this answer");
    let answer = "PATCHBAY-HELP-GIVEN-1:x\nyz".to_owned();
    let with = Unlock::Help { answer, door: DoorChoice::Keychain };
    page.answer_to::<UnlockVault>(&with, &()).await;
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
    then(&page, &with_two(open(DoorKind::Keychain))).await;
    page.until("Open", |page| page.text("#vault .pill") == "Open").await;
    assert!(page.has_focus("#vault-title"));
}

#[wasm_bindgen_test]
async fn a_request_is_compared_before_it_is_answered() {
    let security = open(DoorKind::Keychain);
    let page = dialog(&security, "#administrators", "Help another administrator…").await;
    page.until("the focus", |page| page.has_focus("#request")).await;
    page.press_word("dialog button", "Read the request");
    page.until("the word", |page| page.text("#request-error").contains("Type it here")).await;
    page.type_into("#request", "hello");
    page.press_word("dialog button", "Read the request");
    page.refuse::<ReadHelpRequest>(&trouble(ErrorCode::HelpUnreadable)).await;
    page.until("the problem", |page| page.text("dialog .outcome").contains("help_unr")).await;
    then(&page, &security).await;
    let request = "PATCHBAY-HELP-1:abc".to_owned();
    page.type_into("#request", &request);
    page.press_word("dialog button", "Read the request");
    let read = HelpRequest { installation: "7f3c-91a".into(), fingerprint: FINGERPRINT.into() };
    page.answer_to::<ReadHelpRequest>(&request, &read).await;
    page.until("what to compare", |page| page.text("dialog .compare") == FINGERPRINT).await;
    assert!(page.text("dialog h3").contains("Installation 7f3c-91a asks for help."));
    page.until("the focus", |page| page.has_focus(".step")).await;
    then(&page, &security).await;
    some_frames().await;
    assert!(page.asked::<GiveHelp>().is_empty(), "nothing is given before it was compared");
    page.press_word("dialog button", "It is the same: answer");
    page.answer_to::<GiveHelp>(&request, &help("PATCHBAY-HELP-GIVEN-1:xyz")).await;
    page.until("the answer", |page| page.text("dialog textarea").ends_with("xyz")).await;
    assert_eq!(page.all("dialog .copy").len(), 1);
    then(&page, &Security { at: Timestamp::UNIX_EPOCH, ..security }).await;
    page.press_word("dialog button", "Close");
    page.until("it to close", |page| page.all("dialog").is_empty()).await;
}
