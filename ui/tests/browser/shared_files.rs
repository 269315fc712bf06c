//! The provider files that the firm shares, under Settings: what waits for somebody, what is
//! shown before it is taken, and what offering and withdrawing mean.

use jiff::SignedDuration;
use patchbay_contract::command::{
    DeclineFile, GetHub, GetProvider, GetSharedFiles, GetSync, OfferFile, ReadSharedFile,
    Subscribe, TakeFile, WithdrawFile,
};
use patchbay_contract::{
    Category, ErrorCode, Event, GoingAlong, Own, Problem, ProviderPage, SharedFile,
    SharedFileChoice, SharedFileState, SharedFileText, SharedFiles, UnsharedFile,
};
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, catalogue, hub, page_of};
use crate::scripted::{Page, says, some_frames};

const SECTION: &str = "#provider-files";
const LOOK: &str = "[aria-label='Look at it…: Tally Desk']";

fn file(provider: &str, name: &str, state: SharedFileState) -> SharedFile {
    SharedFile {
        provider: provider.into(),
        name: Some(name.into()),
        category: Some(Category::Accounting),
        state,
        mistakes: Vec::new(),
        hosts: vec!["login.tally.example".into(), "api.tally.example".into()],
        new_hosts: Vec::new(),
        connections: 0,
        offered_by: Some("Ana Miller".into()),
        offered_at: Some(time::now() - SignedDuration::from_hours(2)),
        digest: format!("digest-of-{provider}"),
    }
}

fn tally(state: SharedFileState) -> SharedFile {
    file("tally", "Tally Desk", state)
}

fn files(shared: Vec<SharedFile>) -> SharedFiles {
    SharedFiles { is_in: true, may_offer: true, shared, unshared: Vec::new() }
}

fn choice() -> SharedFileChoice {
    SharedFileChoice { provider: "tally".into(), digest: "digest-of-tally".into() }
}

fn another_one() -> Problem {
    Problem::new(ErrorCode::NothingToSettle, "Another one was offered.", "It stays.", "Look again.")
}

async fn with(files: &SharedFiles) -> Page {
    let page = Page::open_at("/settings");
    page.answer::<GetSharedFiles>(files).await;
    page.until("the section", |page| page.all(SECTION).len() == 1).await;
    page
}

/// The dialog that says what this file is.
async fn looking_at(file: SharedFile) -> Page {
    let page = with(&files(vec![file])).await;
    page.focus(LOOK);
    page.press(LOOK);
    page.until("the dialog", |page| page.all("dialog").len() == 1).await;
    page
}

fn texts(page: &Page, css: &str) -> Vec<String> {
    page.all(css).iter().map(says).collect()
}

fn foot(page: &Page) -> Vec<String> {
    texts(page, "dialog .dialog-foot button")
}

#[wasm_bindgen_test]
async fn provider_files_that_wait_come_first_and_each_says_what_can_be_done_about_it() {
    let unsent = SharedFile { offered_by: None, offered_at: None, ..tally(SharedFileState::InUse) };
    let page = with(&SharedFiles {
        unshared: vec![UnsharedFile { provider: "draft".into(), name: "Draft Box".into() }],
        ..files(vec![
            file("ledgerly", "Ledgerly", SharedFileState::Proposed),
            file("filer", "Filer", SharedFileState::Other),
            unsent,
            file("mine", "Mine", SharedFileState::ChangedHere),
            file("unwanted", "Unwanted", SharedFileState::Declined),
        ])
    })
    .await;
    let headings = texts(&page, "#provider-files h3");
    assert_eq!(headings, ["To be looked at", "Shared by the firm", "At this computer alone"]);
    let shown = texts(&page, "#provider-files .firm-file-head");
    let expected = [
        "LedgerlyNew here",
        "FilerAnother one is here",
        "Tally DeskIn use here",
        "MineChanged here",
        "UnwantedNot used here",
        "Draft Box",
    ];
    assert_eq!(shown, expected);
    let said = page.text("#provider-files .firm-file .quiet");
    assert!(said.contains("Accounting · Offered by Ana Miller, 2 hours ago"), "{said}");
    assert!(said.contains("Offered here, and not sent yet"), "{said}");
    let buttons = page.attributes("#provider-files .firm-file .button", "aria-label");
    let expected = [
        "Look at it…: Ledgerly",
        "Withdraw…: Ledgerly",
        "Look at it…: Filer",
        "Withdraw…: Filer",
        "Look at it…: Tally Desk",
        "Withdraw…: Tally Desk",
        "Look at it…: Mine",
        "Offer to the firm…: Mine",
        "Withdraw…: Mine",
        "Look at it…: Unwanted",
        "Withdraw…: Unwanted",
        "Offer to the firm…: Draft Box",
    ];
    assert_eq!(buttons, expected);
}

#[wasm_bindgen_test]
async fn whoever_may_not_offer_provider_files_is_told_who_may_and_has_no_button_for_it() {
    let page = with(&SharedFiles {
        may_offer: false,
        unshared: vec![UnsharedFile { provider: "draft".into(), name: "Draft Box".into() }],
        ..files(vec![tally(SharedFileState::ChangedHere)])
    })
    .await;
    let buttons = page.attributes("#provider-files .button", "aria-label");
    assert_eq!(buttons, ["Look at it…: Tally Desk"]);
    assert!(page.text(SECTION).contains("An owner or an administrator of the firm can offer"));
}

#[wasm_bindgen_test]
async fn without_a_server_or_any_provider_file_nothing_is_shown_of_them() {
    let draft = UnsharedFile { provider: "draft".into(), name: "Draft Box".into() };
    let page = Page::open_at("/settings");
    page.answer::<GetSharedFiles>(&SharedFiles { unshared: vec![draft], ..SharedFiles::default() })
        .await;
    some_frames().await;
    assert!(page.all(SECTION).is_empty(), "it is in nowhere");
    page.answer::<Subscribe>(&Vec::new()).await;
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.answer::<GetSharedFiles>(&files(Vec::new())).await;
    some_frames().await;
    assert!(page.all(SECTION).is_empty(), "there is none");
}

#[wasm_bindgen_test]
async fn a_provider_file_is_taken_with_its_new_addresses_named_in_words_before() {
    let other = SharedFile {
        new_hosts: vec!["login.tally.example".into()],
        connections: 2,
        ..tally(SharedFileState::Other)
    };
    let page = looking_at(other).await;
    assert_eq!(page.text("#dialog-title"), "Provider file: Tally Desk");
    let hosts = texts(&page, "dialog .file-hosts li");
    assert_eq!(hosts, ["login.tally.example new here", "api.tally.example"]);
    let said = page.text("dialog");
    for words in
        ["Accounting", "Ana Miller, 2 hours ago", "2 at this computer would use it", "kept beside"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(foot(&page), ["Use it at this computer", "Not now", "Do not use it"]);
    page.press_word("dialog button", "Use it at this computer");
    page.answer_to::<TakeFile>(&choice(), &files(vec![tally(SharedFileState::InUse)])).await;
    page.until("it to be closed", |page| page.all("dialog").is_empty()).await;
    let done = page.text("#provider-files .saved");
    assert_eq!(done, "Tally Desk is in use at this computer.");
    page.until("the focus", |page| page.has_focus("#provider-files h2")).await;
    assert!(page.text("#provider-files .firm-file-head").contains("In use here"));
}

#[wasm_bindgen_test]
async fn where_nothing_of_a_provider_is_here_all_its_addresses_are_called_new_at_once() {
    let proposed = tally(SharedFileState::Proposed);
    let page = looking_at(SharedFile { new_hosts: proposed.hosts.clone(), ..proposed }).await;
    assert!(page.text("dialog").contains("All of these are new"));
    assert!(page.all("dialog .file-hosts .pill").is_empty());
    assert!(!page.text("dialog").contains("kept beside"), "there is none to be kept");
    assert!(!page.text("dialog").contains("braces"), "every host is said in full");
}

#[wasm_bindgen_test]
async fn an_address_of_a_provider_file_that_is_filled_in_later_is_explained() {
    let hosts = vec!["{region}.tally.example".into(), "*.tally.example".into()];
    let page = looking_at(SharedFile { hosts, ..tally(SharedFileState::Other) }).await;
    assert!(page.text("dialog").contains("What stands in braces is filled in"));
}

#[wasm_bindgen_test]
async fn the_whole_text_of_a_provider_file_is_read_once_somebody_opens_it() {
    let page = looking_at(tally(SharedFileState::Other)).await;
    assert!(page.asked::<ReadSharedFile>().is_empty());
    page.press("dialog .whole-text summary");
    page.refuse::<ReadSharedFile>(&another_one()).await;
    page.until("why not", |page| page.text("dialog").contains("Another one was offered.")).await;
    page.press("dialog .whole-text summary");
    page.press("dialog .whole-text summary");
    let found = SharedFileText {
        provider: "tally".into(),
        text: "name = \"Tally\u{202e} Desk\"".into(),
        here: Some("name = \"Tally\"".into()),
    };
    page.answer_to::<ReadSharedFile>(&"tally".into(), &found).await;
    page.until("both", |page| page.all("dialog pre").len() == 2).await;
    let shown = ["name = \"Tally<U+202E> Desk\"", "name = \"Tally\""];
    assert_eq!(texts(&page, "dialog pre"), shown, "nothing turns around what stands beside it");
}

#[wasm_bindgen_test]
async fn a_provider_file_is_declined_or_left_for_later_and_what_fails_is_said_there() {
    let page = looking_at(tally(SharedFileState::Proposed)).await;
    page.press_word("dialog button", "Not now");
    page.until("it to be closed", |page| page.all("dialog").is_empty()).await;
    page.until("the focus", |page| page.has_focus(LOOK)).await;
    page.press(LOOK);
    page.until("the dialog", |page| page.all("dialog").len() == 1).await;
    page.press_word("dialog button", "Do not use it");
    page.refuse::<DeclineFile>(&another_one()).await;
    page.until("why not", |page| page.text("dialog .outcome").contains("Another one was offered"))
        .await;
    // What was offered meanwhile is on the list by then.
    let newer = SharedFile { digest: "newer".into(), ..tally(SharedFileState::Proposed) };
    page.answer::<GetSharedFiles>(&files(vec![newer])).await;
    page.press_word("dialog button", "Not now");
    page.until("it to be closed", |page| page.all("dialog").is_empty()).await;
    page.press(LOOK);
    page.until("the dialog", |page| page.all("dialog").len() == 1).await;
    page.press_word("dialog button", "Do not use it");
    let newer = SharedFileChoice { digest: "newer".into(), ..choice() };
    page.answer_to::<DeclineFile>(&newer, &files(vec![tally(SharedFileState::Declined)])).await;
    page.until("the word", |page| page.text(".firm-file-head").contains("Not used here")).await;
    assert_eq!(page.text("#provider-files .saved"), "Tally Desk is not used at this computer.");
}

#[wasm_bindgen_test]
async fn a_provider_file_that_cannot_be_used_shows_its_mistakes_and_is_not_taken() {
    let unusable = SharedFile {
        name: None,
        category: None,
        hosts: Vec::new(),
        mistakes: vec!["line 3: nobody knows `colour`".into()],
        ..tally(SharedFileState::Unusable)
    };
    let page = with(&files(vec![unusable])).await;
    assert!(page.text("#provider-files .file-mistakes").contains("line 3"));
    assert_eq!(texts(&page, "#provider-files h4"), ["tally"]);
    page.press_word("#provider-files .button", "Look at it…");
    page.until("the dialog", |page| page.all("dialog").len() == 1).await;
    assert!(page.text("dialog .file-mistakes").contains("line 3"));
    assert_eq!(foot(&page), ["Close"]);
}

#[wasm_bindgen_test]
async fn what_offering_a_provider_file_means_is_said_before_and_what_fails_is_said_there() {
    let draft = UnsharedFile { provider: "tally".into(), name: "Tally Desk".into() };
    let page = with(&SharedFiles { unshared: vec![draft], ..files(Vec::new()) }).await;
    page.press_word("#provider-files .button", "Offer to the firm…");
    page.until("the dialog", |page| page.all("dialog").len() == 1).await;
    assert_eq!(page.text("#dialog-title"), "Offer Tally Desk to the firm?");
    assert!(page.text("dialog").contains("no key and no password belongs in it"));
    page.press_word("dialog button", "Offer it");
    assert_eq!(page.asked::<OfferFile>(), ["tally"]);
    page.refuse::<OfferFile>(&another_one()).await;
    page.until("why not", |page| page.text("dialog .outcome").contains("Another one was offered"))
        .await;
    page.press_word("dialog button", "Offer it");
    page.answer::<OfferFile>(&files(vec![tally(SharedFileState::InUse)])).await;
    page.until("it to be closed", |page| page.all("dialog").is_empty()).await;
    let done = page.text("#provider-files .saved");
    assert_eq!(done, "Tally Desk is offered, and sent with the next round.");
}

#[wasm_bindgen_test]
async fn what_withdrawing_a_provider_file_means_is_said_before_and_the_last_one_leaves_its_word() {
    let page = with(&files(vec![tally(SharedFileState::InUse)])).await;
    page.press_word("#provider-files .button", "Withdraw…");
    page.until("the dialog", |page| page.all("dialog").len() == 1).await;
    assert!(page.text("dialog").contains("keep their file and their connections"));
    page.press_word("dialog button", "Withdraw it");
    assert_eq!(page.asked::<WithdrawFile>(), ["tally"]);
    page.answer::<WithdrawFile>(&files(Vec::new())).await;
    let done = "Tally Desk is withdrawn, which is sent with the next round.";
    page.until("the word", |page| page.text("#provider-files .saved") == done).await;
    page.until("the focus", |page| page.has_focus("#provider-files h2")).await;
}

#[wasm_bindgen_test]
async fn provider_files_to_look_at_are_counted_at_the_foot_of_the_rail() {
    let page = Page::open();
    page.answer::<Subscribe>(&Vec::new()).await;
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    let waiting = |proposals| GoingAlong { is_in: true, proposals, ..GoingAlong::default() };
    page.answer::<GetSync>(&waiting(1)).await;
    let link = ".rail-sync[href='/settings#provider-files']";
    page.until("one", |page| page.text(link) == "1 provider file to look at").await;
    assert!(page.text(".rail-sync").contains("Synced"), "the rest is told beside it");
    page.send(0, &Event::SyncChanged);
    page.answer::<GetSync>(&waiting(2)).await;
    page.until("two", |page| page.text(link) == "2 provider files to look at").await;
    page.send(1, &Event::SyncChanged);
    page.answer::<GetSync>(&waiting(0)).await;
    page.until("none", |page| page.all(link).is_empty()).await;
}

#[wasm_bindgen_test]
async fn the_page_of_a_firms_own_provider_says_whether_its_file_is_shared() {
    for (known, said) in [
        (files(vec![tally(SharedFileState::ChangedHere)]), "Shared by the firm: Changed here"),
        (files(Vec::new()), "The other computers of your firm can use this provider too"),
    ] {
        let page = Page::open_at("/provider/tally?tab=settings");
        let own = card("tally", "Tally Desk", Category::Accounting);
        let own = page_of(patchbay_contract::ProviderCard { own: Own::Firm, ..own });
        let own = ProviderPage { file: Some("/data/providers/tally.toml".into()), ..own };
        page.answer::<GetProvider>(&own).await;
        page.answer::<GetSharedFiles>(&known).await;
        page.until(said, |page| page.text("#panel").contains(said)).await;
        let there = "#panel a[href='/settings#provider-files']";
        assert_eq!(texts(&page, there), ["Provider files of the firm"]);
    }
}

#[wasm_bindgen_test]
async fn provider_files_of_the_firm_are_told_in_spanish_too() {
    let page = Page::open_at("/settings");
    drop(page);
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage.set_item("patchbay.language", "es").unwrap();
    let page = Page::open_as_left_at("/settings");
    page.answer::<GetSharedFiles>(&files(vec![tally(SharedFileState::Proposed)])).await;
    page.until("the section", |page| page.all(SECTION).len() == 1).await;
    assert!(page.text(SECTION).contains("Lo ofreció Ana Miller, hace 2 horas"));
    page.press("[aria-label='Mirarlo…: Tally Desk']");
    page.until("the dialog", |page| page.all("dialog").len() == 1).await;
    assert_eq!(foot(&page), ["Usarlo en este equipo", "Ahora no", "No usarlo"]);
}
