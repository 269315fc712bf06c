//! Notices: as toasts, and in Activity.

use jiff::Timestamp;
use patchbay_contract::command::{GetInstallation, Subscribe};
use patchbay_contract::{Event, Notice, NoticeKind, Page as Address};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::scripted::Page;

fn notice(id: u64) -> Notice {
    Notice {
        id,
        kind: NoticeKind::Warning,
        title: format!("notice {id}"),
        text: "Nothing was changed.".into(),
        at: Timestamp::UNIX_EPOCH,
    }
}

async fn with_activity_open(so_far: Vec<Notice>) -> Page {
    let page = Page::open();
    page.answer::<Subscribe>(&so_far).await;
    page.send(0, &Event::Open(Address::Activity));
    page.until("Activity", |page| page.text("h1") == "Activity").await;
    page
}

#[wasm_bindgen_test]
async fn before_anything_happened_activity_says_so() {
    let page = with_activity_open(Vec::new()).await;
    assert!(page.text(".empty").contains("Nothing has happened yet."));
}

#[wasm_bindgen_test]
async fn what_happened_before_the_page_was_there_is_listed_and_does_not_pop_up() {
    let page = with_activity_open(vec![notice(1), notice(2)]).await;
    page.until("both", |page| page.all(".notice").len() == 2).await;
    assert!(page.text(".notice:first-child").contains("notice 2"), "the newest is first");
    assert_eq!(page.all(".toast").len(), 0);
}

#[wasm_bindgen_test]
async fn a_notice_pops_up_once_and_stays_in_activity_after_it_is_dismissed() {
    let page = with_activity_open(vec![notice(1)]).await;
    page.send(1, &Event::Notice(notice(1)));
    page.send(2, &Event::Notice(notice(2)));
    page.until("the toast", |page| page.all(".toast").len() == 1).await;
    assert!(page.text(".toast").contains("notice 2"));
    page.press(".toast-close");
    page.until("it to go", |page| page.all(".toast").is_empty()).await;
    assert_eq!(page.all(".notice").len(), 2);
}

#[wasm_bindgen_test]
async fn events_that_overtook_each_other_are_put_in_order() {
    let page = Page::open();
    page.answer::<Subscribe>(&Vec::new()).await;
    page.send(1, &Event::Open(Address::Installation));
    page.send(0, &Event::Open(Address::Activity));
    page.until("the later page", |page| page.text("h1") == "This installation").await;
    page.send(2, &Event::Open(Address::Activity));
    page.until("Activity", |page| page.text("h1") == "Activity").await;
}

#[wasm_bindgen_test]
async fn a_change_of_the_installation_makes_the_page_ask_again() {
    let page = Page::open_at("/installation");
    page.refuse::<GetInstallation>(&"not yet").await;
    page.until("the problem", |page| page.all(".problem").len() == 1).await;
    page.send(0, &Event::InstallationChanged);
    page.until("the question", |page| page.waiting::<GetInstallation>() == 1).await;
}
