//! Ending an account and switching its company: what it means is said first, what came of
//! it afterwards, and the receipts stay.

use jiff::SignedDuration;
use patchbay_contract::command::{
    BeginAttempt, Disconnect, GetProvider, GetReceipts, PreviewDisconnect,
};
use patchbay_contract::{
    ByHand, Category, Connection, DefaultKind, DisconnectPreview, Disconnection, EndProof,
    ErrorCode, Event, Mandatory, Part, Problem, ProviderPage, Receipt, Status, TakenBack,
    WhoTellsIt,
};
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{app, card, connection, page_of, preview, receipt, signed_in};
use crate::scripted::{Page, says};

const END_SECOND: &str = "[aria-label='Disconnect Second']";

fn accounts() -> Vec<Connection> {
    vec![
        signed_in("xero", "Main", Status::Connected),
        signed_in("xero", "Second", Status::Connected),
    ]
}

fn xero(connections: Vec<Connection>) -> ProviderPage {
    let mut page = page_of(card("xero", "Xero", Category::Accounting));
    page.sign_ins[0].app = Some(app());
    ProviderPage { connections: Part::Working(connections), ..page }
}

async fn opened(connections: Vec<Connection>, receipts: &[Receipt]) -> Page {
    let page = Page::open_at("/provider/xero?tab=accounts");
    page.answer::<GetProvider>(&xero(connections)).await;
    page.answer::<GetReceipts>(&receipts.to_vec()).await;
    page.until("the page", |page| page.text("h1") == "Xero").await;
    page
}

/// The question about the second account, with this answer to what it would mean.
async fn asked(change: impl FnOnce(&mut DisconnectPreview)) -> Page {
    let page = opened(accounts(), &[]).await;
    page.press(END_SECOND);
    let mut known = preview(&accounts()[1]);
    change(&mut known);
    page.answer::<PreviewDisconnect>(&known).await;
    page.until("the question", |page| page.all("dialog h3").len() == 3).await;
    page
}

fn wish(despite: bool) -> Disconnection {
    Disconnection { connection: "xero-Second".into(), despite }
}

fn silent() -> Problem {
    Problem::new(ErrorCode::PermissionStands, "It was not asked.", "It stands.", "Try later.")
}

#[wasm_bindgen_test]
async fn every_account_has_its_own_buttons_and_each_says_whose_it_is() {
    let mut all = accounts();
    all[0].status = Status::ReconnectNeeded { why: "It ended.".into() };
    all.push(connection("xero", "By key", Status::Connected));
    let page = opened(all, &[]).await;
    assert_eq!(
        page.attributes("#panel tbody button", "aria-label"),
        [
            "Sign in again: Main",
            "Test now: Main",
            "Diagnose Main",
            "Who holds it: Main",
            "Rename Main",
            "Switch company: Main",
            "Disconnect Main",
            "Test now: Second",
            "Diagnose Second",
            "Who holds it: Second",
            "Rename Second",
            "Switch company: Second",
            "Disconnect Second",
            "Rename By key",
            "Disconnect By key",
        ]
    );
}

#[wasm_bindgen_test]
async fn where_no_company_is_chosen_there_is_none_to_switch() {
    let mut provider = xero(accounts());
    provider.sign_ins[0].has_companies = false;
    let page = Page::open_at("/provider/xero?tab=accounts");
    page.answer::<GetProvider>(&provider).await;
    page.until("the buttons", |page| page.all(END_SECOND).len() == 1).await;
    assert_eq!(page.all("[aria-label^='Switch company']").len(), 0);
}

#[wasm_bindgen_test]
async fn an_account_that_is_a_default_says_so_before_it_is_ended() {
    let page = asked(|preview| {
        preview.default_for = vec![DefaultKind::Tax];
        preview.segments = 2;
    })
    .await;
    let said = page.text("dialog");
    assert!(said.contains("It is the firm’s default for tax returns."), "{said}");
    assert!(said.contains("Clients pay into it by default in 2 places."), "{said}");
}

#[wasm_bindgen_test]
async fn before_an_account_is_ended_it_is_said_what_stops_what_stays_and_who_tells_the_provider() {
    let page = opened(accounts(), &[]).await;
    page.focus(END_SECOND);
    page.press(END_SECOND);
    page.until("the dialog", |page| page.text("#dialog-title") == "Disconnect Second").await;
    assert_eq!(page.asked::<PreviewDisconnect>(), ["xero-Second"]);
    let known = DisconnectPreview {
        last_of: Some(Mandatory::Ledger),
        others: 1,
        sign_in_under_way: true,
        to_do: 2,
        told_by: WhoTellsIt::Patchbay { also_ends: Some("Every other token.".into()) },
        ..preview(&accounts()[1])
    };
    page.answer::<PreviewDisconnect>(&known).await;
    page.until("the question", |page| page.all("dialog h3").len() == 3).await;
    let said = page.text("dialog");
    for words in [
        "Invoices",
        "“Ledger”, one of the five",
        "sign-in to it that is under way",
        "The 2 things to do",
        "The audit trail",
        "The other account",
        "Xero is told",
        "Every other token.",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(page.asked::<Disconnect>().is_empty(), "nothing is ended by looking");
    page.press_word("dialog button", "Keep it");
    page.until("it to be closed", |page| page.all("dialog").is_empty()).await;
    page.until("the focus", |page| page.has_focus(END_SECOND)).await;
    assert!(page.asked::<Disconnect>().is_empty());
}

#[wasm_bindgen_test]
async fn where_a_person_tells_the_provider_it_is_said_where() {
    let page = asked(|known| {
        known.told_by = WhoTellsIt::Person;
        known.by_hand = ByHand { how: None, page: Some("https://xero.example/apps".into()) };
    })
    .await;
    let said = page.text("dialog");
    assert!(
        said.contains("Patchbay cannot tell Xero") && said.contains("where it was made"),
        "{said}"
    );
    assert!(page.text("dialog a.outside").contains("xero.example"));
}

#[wasm_bindgen_test]
async fn an_account_that_was_ended_leaves_a_receipt_in_the_dialog_also_when_the_page_changes() {
    let page = asked(|_| ()).await;
    page.press_word("dialog button", "Disconnect");
    assert_eq!(page.asked::<Disconnect>(), [wish(false)]);
    page.answer::<Disconnect>(&receipt(&accounts()[1])).await;
    page.until("the receipt", |page| page.text("dialog .step") == "Second is disconnected").await;
    page.until("the focus", |page| page.has_focus("dialog .step")).await;
    let said = page.text("dialog");
    assert!(said.contains("confirmed") && said.contains("Tried once more, and refused."), "{said}");

    page.send(0, &Event::HubChanged);
    page.answer::<patchbay_contract::command::GetHub>(&crate::fixtures::hub(
        vec![xero(Vec::new()).card],
        Vec::new(),
    ))
    .await;
    page.answer::<GetProvider>(&xero(Vec::new())).await;
    page.until("the empty page", |page| page.all("#panel .empty").len() == 1).await;
    assert_eq!(page.text("dialog .step"), "Second is disconnected");
    page.press_word("dialog button", "Done");
    page.until("it to be closed", |page| page.all("dialog").is_empty()).await;
    // The button it began at is gone.
    page.until("the focus", |page| page.has_focus("#tab-accounts")).await;
}

#[wasm_bindgen_test]
async fn when_the_provider_cannot_be_told_nothing_is_removed_until_a_person_wants_that() {
    let page = asked(|_| ()).await;
    assert_eq!(page.all(".anyway").len(), 0);
    page.press_word("dialog button", "Disconnect");
    page.refuse::<Disconnect>(&silent()).await;
    page.until("the way out", |page| page.all(".anyway").len() == 1).await;
    assert!(page.text("dialog .problem").contains("It stands."));
    assert!(page.text(".anyway").contains("Open Connected apps there."));
    page.press_word("dialog button", "Remove here anyway");
    assert_eq!(page.asked::<Disconnect>(), [wish(false), wish(true)]);
    let kept = Receipt {
        taken: TakenBack::NotAsked,
        proof: EndProof::NotProvable,
        said: Some("the provider answered 503".into()),
        by_hand: Some(ByHand { how: Some("Open Connected apps there.".into()), page: None }),
        ..receipt(&accounts()[1])
    };
    page.answer::<Disconnect>(&kept).await;
    page.until("the receipt", |page| page.all("dialog .step").len() == 1).await;
    let said = page.text("dialog");
    for words in ["could not be asked", "answered 503", "Left to do", "Open Connected apps there."]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
}

#[wasm_bindgen_test]
async fn an_account_that_is_gone_already_cannot_be_removed_anyway() {
    let page = asked(|_| ()).await;
    page.press_word("dialog button", "Disconnect");
    let gone = Problem { code: ErrorCode::ConnectionUnknown, ..silent() };
    page.refuse::<Disconnect>(&gone).await;
    page.until("the problem", |page| page.all("dialog .problem").len() == 1).await;
    assert_eq!(page.all(".anyway").len(), 0);
}

#[wasm_bindgen_test]
async fn what_would_stop_is_not_made_up_when_it_cannot_be_found_out() {
    let page = opened(accounts(), &[]).await;
    page.press(END_SECOND);
    page.refuse::<PreviewDisconnect>(&crate::fixtures::locked()).await;
    page.until("the problem", |page| page.all("dialog .problem").len() == 1).await;
    let buttons: Vec<String> = page.all("dialog .dialog-foot button").iter().map(says).collect();
    assert!(buttons.is_empty(), "{buttons:?}");
}

#[wasm_bindgen_test]
async fn receipts_stay_below_the_accounts_with_what_is_left_to_do() {
    let until = time::now() + SignedDuration::from_mins(30);
    let lives_on = Receipt {
        proof: EndProof::StillWorks,
        works_until: Some(until),
        ..receipt(&accounts()[0])
    };
    let by_hand = Receipt {
        id: "another".into(),
        taken: TakenBack::ByHand,
        proof: EndProof::NotProvable,
        by_hand: Some(ByHand { how: Some("Open Connected apps there.".into()), page: None }),
        ..receipt(&accounts()[1])
    };
    let page = opened(Vec::new(), &[lives_on, by_hand]).await;
    page.until("the receipts", |page| page.all(".ended tbody tr").len() == 2).await;
    let rows: Vec<String> = page.all(".ended tbody tr").iter().map(says).collect();
    assert!(rows[0].starts_with("Main") && rows[0].contains("Ada"), "{rows:?}");
    assert!(rows[0].contains("still works") && rows[0].contains("at the latest on"), "{rows:?}");
    assert!(rows[1].contains("Left to do:"), "{rows:?}");
    assert!(rows[1].contains("Open Connected apps there."), "{rows:?}");
    assert!(page.text("#panel .empty").contains("No account is connected yet."));
}

#[wasm_bindgen_test]
async fn a_company_is_switched_on_purpose_after_reading_what_that_means() {
    let page = opened(accounts(), &[]).await;
    page.press("[aria-label='Switch company: Second']");
    page.until("the dialog", |page| page.text("#dialog-title") == "Switch company: Second").await;
    let said = page.text("dialog");
    assert!(said.contains("Sign in at Xero") && said.contains("its history"), "{said}");
    assert!(page.asked::<BeginAttempt>().is_empty(), "no browser opens by looking");
    page.press_word("dialog button", "Sign in to switch");
    let begun = page.asked::<BeginAttempt>().remove(0);
    assert!(begun.switch_company);
    assert_eq!(begun.connection.as_deref(), Some("xero-Second"));
    assert_eq!(begun.at.sign_in, "browser");
}
