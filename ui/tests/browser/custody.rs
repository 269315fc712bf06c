//! Who holds an account: handing it to the firm's server, what was left half done, and how it
//! comes back.

use jiff::Timestamp;
use patchbay_contract::command::{
    CallBackHandover, GetCustody, GetProvider, GetReceipts, HandOver, PreviewHandover,
};
use patchbay_contract::custody::ServerKey;
use patchbay_contract::{
    Category, Connection, Custodian, CustodyNow, ErrorCode, HandoverPreview, HandoverStep,
    NewHandover, Part, Problem, ProviderPage, Status,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, page_of, signed_in};
use crate::scripted::{Page, says};

const WHO: &str = "[aria-label='Who holds it: Main']";
const GROUPS: &str = "ABCD-EF01-2345-6789";

fn main() -> Connection {
    signed_in("xero", "Main", Status::Connected)
}

fn now(step: Option<HandoverStep>) -> CustodyNow {
    let held = step == Some(HandoverStep::Held);
    CustodyNow {
        connection: "xero-Main".into(),
        provider: "xero".into(),
        title: "Main".into(),
        custodian: if held { Custodian::FirmServer } else { Custodian::ThisComputer },
        step,
        since: step.map(|_| Timestamp::UNIX_EPOCH),
        server: Some("https://patchbay.firm.example".into()),
        problem: None,
    }
}

fn preview() -> HandoverPreview {
    HandoverPreview {
        connection: "xero-Main".into(),
        title: "Main".into(),
        provider: "Xero".into(),
        server: "https://patchbay.firm.example".into(),
        key: Some(ServerKey { suite: "s".into(), public: "p".into(), fingerprint: GROUPS.into() }),
        trusted: Some(GROUPS.into()),
        is_trusted: true,
        reads_mail: false,
        in_the_way: None,
    }
}

fn problem(code: ErrorCode) -> Problem {
    Problem::new(code, "It says no.", "It stays.", "Try later.")
}

/// The dialog, with this answer to who holds it.
async fn asked(known: &CustodyNow) -> Page {
    let page = Page::open_at("/provider/xero?tab=accounts");
    let xero = page_of(card("xero", "Xero", Category::Accounting));
    let xero = ProviderPage { connections: Part::Working(vec![main()]), ..xero };
    page.answer::<GetProvider>(&xero).await;
    page.answer::<GetReceipts>(&Vec::new()).await;
    page.until("the button", |page| page.all(WHO).len() == 1).await;
    page.focus(WHO);
    page.press(WHO);
    page.answer::<GetCustody>(known).await;
    page
}

fn texts(page: &Page, css: &str) -> Vec<String> {
    page.all(css).iter().map(says).collect()
}

fn words(page: &Page) -> Vec<String> {
    texts(page, "dialog .dialog-foot button")
}

#[wasm_bindgen_test]
async fn what_it_means_and_to_which_server_comes_before_it_is_handed_over() {
    let page = asked(&now(None)).await;
    assert_eq!(page.asked::<GetCustody>(), ["xero-Main"]);
    page.answer::<PreviewHandover>(&HandoverPreview { reads_mail: true, ..preview() }).await;
    page.until("what it means", |page| page.all("dialog h3").len() == 3).await;
    let said = page.text("dialog");
    for words in [GROUPS, "https://patchbay.firm.example", "read there every minute", "removed"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    page.press_word("dialog button", "Hand it over");
    let wish = NewHandover { connection: "xero-Main".into(), compared: None };
    assert_eq!(page.asked::<HandOver>(), [wish]);
    page.answer::<HandOver>(&now(Some(HandoverStep::Held))).await;
    page.until("the end", |page| page.text("dialog").contains("The firm’s server holds it")).await;
    assert!(page.text("dialog").contains("sign in again"), "how it comes back is said");
    page.press_word("dialog button", "Close");
    page.until("it to be closed", |page| page.all("dialog").is_empty()).await;
    page.until("the focus", |page| page.has_focus(WHO)).await;
}

#[wasm_bindgen_test]
async fn a_key_that_is_not_known_is_compared_by_a_person_before_anything_is_sent() {
    let page = asked(&now(None)).await;
    let changed = HandoverPreview {
        trusted: Some("1111-2222-3333-4444".into()),
        is_trusted: false,
        ..preview()
    };
    page.answer::<PreviewHandover>(&changed).await;
    page.until("both keys", |page| page.text("dialog").contains("1111-2222-3333-4444")).await;
    assert!(page.text("dialog").contains(GROUPS));
    assert_eq!(words(&page), ["Close"], "nothing is handed over yet");
    page.press("dialog input[type=checkbox]");
    page.until("the button", |page| words(page) == ["Hand it over", "Close"]).await;
    page.press_word("dialog button", "Hand it over");
    let wish = NewHandover { connection: "xero-Main".into(), compared: Some(GROUPS.into()) };
    assert_eq!(page.asked::<HandOver>(), [wish]);
}

#[wasm_bindgen_test]
async fn what_is_in_the_way_is_said_and_nothing_can_be_pressed_for_it() {
    let page = asked(&now(None)).await;
    let unfit = problem(ErrorCode::HandoverUnfit);
    page.answer::<PreviewHandover>(&HandoverPreview { in_the_way: Some(unfit), ..preview() }).await;
    page.until("the reason", |page| page.text("dialog").contains("It says no.")).await;
    assert_eq!(words(&page), ["Close"]);
}

#[wasm_bindgen_test]
async fn without_a_server_it_is_said_where_to_come_in_at_one() {
    let page = asked(&CustodyNow { server: None, ..now(None) }).await;
    let link = "dialog a[href='/settings#firm-server']";
    page.until("the way there", |page| page.all(link).len() == 1).await;
    assert!(page.asked::<PreviewHandover>().is_empty(), "there is nobody to ask");
}

#[wasm_bindgen_test]
async fn what_was_left_half_done_is_tried_again_or_kept_here() {
    let waits = Some(problem(ErrorCode::HandoverWaits));
    let page = asked(&CustodyNow { problem: waits, ..now(Some(HandoverStep::LettingGo)) }).await;
    page.until("why", |page| page.text("dialog").contains("It says no.")).await;
    assert_eq!(words(&page), ["Try again", "Keep it here", "Close"]);
    let pills = texts(&page, "dialog ol .pill");
    assert_eq!(pills, ["done", "done", "done", "to do"]);
    page.press_word("dialog button", "Keep it here");
    assert_eq!(page.asked::<CallBackHandover>(), ["xero-Main"]);
    page.refuse::<CallBackHandover>(&problem(ErrorCode::ServerNotReached)).await;
    page.until("the refusal", |page| page.text("dialog [role=alert]").contains("It says no."))
        .await;
    page.press_word("dialog button", "Try again");
    let wish = NewHandover { connection: "xero-Main".into(), compared: None };
    assert_eq!(page.asked::<HandOver>(), [wish]);
}
