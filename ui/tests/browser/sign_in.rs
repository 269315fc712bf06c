//! The window of a sign-in: where it begins, another way home, and the mark of practice.

use jiff::SignedDuration;
use patchbay_contract::command::{ChooseWay, GetAttempt, OpenSignInPage};
use patchbay_contract::{
    Attempt, AttemptStep, ChosenWay, EnvironmentId, ErrorCode, Event, HomeWay, Problem, SignInAt,
};
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::scope;
use crate::scripted::{Page, says};

const ID: &str = "a1";

fn waiting() -> Attempt {
    Attempt {
        id: ID.into(),
        at: SignInAt {
            provider: "zoom".into(),
            sign_in: "oauth".into(),
            environment: EnvironmentId::Live,
        },
        provider_name: "Zoom".into(),
        practice: false,
        connection: None,
        scopes: vec![scope("user:read", "To show who is connected.")],
        way: HomeWay::Loopback,
        other_ways: vec![HomeWay::Relay, HomeWay::Paste],
        came_by: None,
        ends_at: time::now() + SignedDuration::from_mins(10),
        opened: false,
        step: AttemptStep::Waiting { address: "https://zoom.example/authorize".into() },
    }
}

async fn with(attempt: &Attempt) -> Page {
    let page = Page::open_at(&format!("/sign-in/{ID}"));
    page.answer::<GetAttempt>(attempt).await;
    page.until("the window", |page| page.text("h1") == "Connect Zoom").await;
    page
}

async fn changed(page: &Page, index: u32, attempt: &Attempt) {
    page.send(index, &Event::AttemptChanged(ID.into()));
    page.answer::<GetAttempt>(attempt).await;
}

#[wasm_bindgen_test]
async fn what_is_read_comes_first_and_the_browser_is_waited_for_once_it_was_opened() {
    let page = with(&waiting()).await;
    assert_eq!(page.text("[aria-current=step]"), "What is read");
    assert!(page.text(".sign-in-scopes").contains("To show who is connected."));
    page.press_word(".button", "Sign in in your browser");
    page.answer_to::<OpenSignInPage>(&ID.to_owned(), &()).await;
    changed(&page, 0, &Attempt { opened: true, ..waiting() }).await;
    page.until("the wait", |page| page.text("h2") == "Waiting for your browser").await;
    assert_eq!(page.text("[aria-current=step]"), "Sign in");
}

#[wasm_bindgen_test]
async fn a_window_that_is_restored_begins_where_the_attempt_is() {
    let page = with(&Attempt { opened: true, ..waiting() }).await;
    assert_eq!(page.text("h2"), "Waiting for your browser");
    assert_eq!(page.all(".sign-in-scopes").len(), 0);
}

#[wasm_bindgen_test]
async fn a_browser_that_does_not_open_is_told_and_its_page_can_be_copied() {
    let page = with(&waiting()).await;
    page.press_word(".button", "Sign in in your browser");
    let absent =
        Problem::new(ErrorCode::BrowserAbsent, "It would not open.", "It is not open.", "Copy it.");
    page.refuse::<OpenSignInPage>(&absent).await;
    changed(&page, 0, &Attempt { opened: true, ..waiting() }).await;
    page.until("the wait", |page| page.text("h2") == "Waiting for your browser").await;
    assert_eq!(page.text(".problem-what"), "It would not open.");
    assert_eq!(page.attributes(".buttons .copy", "aria-label"), ["Copy Address of the page"]);
}

#[wasm_bindgen_test]
async fn another_way_is_offered_and_the_window_goes_on_by_it() {
    let page = with(&Attempt { opened: true, ..waiting() }).await;
    let ways: Vec<String> = page.all("#other-ways .button").iter().map(says).collect();
    assert_eq!(ways, ["Through your firm server", "By a code that you copy"]);
    page.press_word("#other-ways .button", "By a code that you copy");
    let chosen = ChosenWay { attempt: ID.into(), way: HomeWay::Paste };
    page.answer_to::<ChooseWay>(&chosen, &()).await;
    let by_paste = Attempt {
        way: HomeWay::Paste,
        other_ways: vec![HomeWay::Loopback],
        opened: true,
        ..waiting()
    };
    changed(&page, 0, &by_paste).await;
    page.until("the other way", |page| {
        page.all("#other-ways .button").iter().map(says).collect::<Vec<_>>()
            == ["Through this computer"]
    })
    .await;
    assert_eq!(page.all("details[open] #pasted").len(), 1, "the code is what is waited for");
}

#[wasm_bindgen_test]
async fn where_there_is_no_other_way_none_is_offered() {
    let page = with(&Attempt { opened: true, other_ways: Vec::new(), ..waiting() }).await;
    assert_eq!(page.all("#other-ways").len(), 0);
    assert_eq!(page.all("details[open]").len(), 0);
}

#[wasm_bindgen_test]
async fn a_practised_sign_in_wears_the_mark_of_practice_and_a_real_one_does_not() {
    let page = with(&Attempt { practice: true, ..waiting() }).await;
    assert_eq!(page.text(".sign-in .practice"), "Practice");
    let page = with(&waiting()).await;
    assert_eq!(page.all(".practice").len(), 0);
}
