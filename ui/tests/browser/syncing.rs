//! What goes along with the firm's server: what waits, the age of what is shown, and a choice
//! where two changed one thing, under Settings; and how far it is at the foot of the rail and in
//! the banner of the connections.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::command::{GetEnrolment, GetHub, GetSync, SettleSync, Subscribe, SyncNow};
use patchbay_contract::{
    ElsewhereConnection, Enrolment, EnrolmentView, ErrorCode, Event, FirmRole, GoingAlong, Problem,
    Standing, StatusKind, SyncChoice, SyncConflict, SyncRefusal, SyncedKind, SyncedThing,
};
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{catalogue, hub};
use crate::scripted::{Page, says};

fn silent() -> Problem {
    Problem::new(ErrorCode::ServerNotReached, "Nobody answers.", "It waits.", "Check.")
}

fn conflict(name: &str, ours: Option<&str>, theirs: Option<&str>) -> SyncConflict {
    let changed_at = Some(time::now() - SignedDuration::from_hours(5));
    let (ours, theirs) = (ours.map(str::to_owned), theirs.map(str::to_owned));
    SyncConflict { thing: setting(name), title: None, ours, theirs, changed_at }
}

fn elsewhere(title: &str) -> ElsewhereConnection {
    ElsewhereConnection {
        provider: "xero".into(),
        title: title.into(),
        owner: Some("Cy".into()),
        status: StatusKind::Connected,
    }
}

fn setting(name: &str) -> SyncedThing {
    SyncedThing { kind: SyncedKind::Setting, id: name.into() }
}

async fn with(view: &GoingAlong) -> Page {
    let page = Page::open_at("/settings");
    let enrolment = Some(Enrolment {
        server: "https://firm.example".into(),
        name: "Ana".into(),
        role: FirmRole::Staff,
        device_name: "desk".into(),
        enrolled_at: Timestamp::UNIX_EPOCH,
        last_contact_at: None,
        standing: Standing::In,
    });
    let enrolled = EnrolmentView { enrolment, device_name: "desk".into() };
    page.answer::<GetEnrolment>(&enrolled).await;
    page.answer::<GetSync>(view).await;
    page.until("the facts", |page| !page.all("#syncing .facts").is_empty()).await;
    page
}

#[wasm_bindgen_test]
async fn where_two_say_otherwise_where_clients_pay_each_thing_has_a_line() {
    let estates = SyncConflict {
        title: Some("Estates".into()),
        ..conflict(
            "client_segment.9a0f",
            Some("name\tEstates\noperating\tLawPay, Miller, op-1\ntrust\tLawPay, Miller, kept-1"),
            Some("name\tEstates"),
        )
    };
    let money = SyncConflict {
        title: Some("LawPay, Miller".into()),
        ..conflict("account_money.77b1", Some("\ttrust"), Some("trust\toperating"))
    };
    let view = GoingAlong {
        is_in: true,
        conflicts: vec![estates, money, conflict("default.meeting", Some("Zoom, Ana"), None)],
        ..GoingAlong::default()
    };
    let page = with(&view).await;
    let headings: Vec<String> = page.all("#syncing .conflict h4").iter().map(says).collect();
    let expected =
        ["Where clients pay: Estates", "Whose money LawPay, Miller holds", "Default for meetings"];
    assert_eq!(headings, expected);
    let values: Vec<String> = page.all("#syncing .conflict .value").iter().map(says).collect();
    let expected = [
        "Estates",
        "Operating account: LawPay, Miller, op-1",
        "Trust account: LawPay, Miller, kept-1",
        "Estates",
        "Trust account",
        "trust: Operating account",
        "Zoom, Ana",
        "Not set",
    ];
    assert_eq!(values, expected);
}

#[wasm_bindgen_test]
async fn what_waits_is_counted_and_sent_by_a_press() {
    let waiting = GoingAlong {
        is_in: true,
        pending: vec![setting("ai_order"), setting("relay_address")],
        ..GoingAlong::default()
    };
    let page = with(&waiting).await;
    assert!(page.text("#syncing .facts").contains("2 changes"));
    page.press_word("#syncing .button", "Send and fetch now");
    let view = GoingAlong {
        is_in: true,
        last_sync_at: Some(Timestamp::UNIX_EPOCH),
        elsewhere: vec![elsewhere("Miller’s books"), elsewhere("xero (a1b2)")],
        ..GoingAlong::default()
    };
    page.answer::<SyncNow>(&view).await;
    page.until("the other computer", |page| page.text("#syncing").contains("Miller’s books")).await;
    let lines: Vec<_> = page.all("#syncing li").iter().map(says).collect();
    let named_once = ["Miller’s books (xero), Cy: Connected", "xero (a1b2), Cy: Connected"];
    assert_eq!(lines, named_once);
    assert!(page.text("#syncing .facts").contains("Nothing"));
    assert_eq!(page.text("#syncing .saved"), "The server and this computer agree.");
}

#[wasm_bindgen_test]
async fn both_values_are_shown_and_a_person_chooses() {
    let view = GoingAlong {
        is_in: true,
        conflicts: vec![
            conflict("relay_address", Some("https://a.example"), None),
            conflict("signing.docusign", Some("parallel, sms"), Some("sequential")),
            conflict("provider_file.tally", None, Some("Tally Desk: api.tally.example")),
        ],
        ..GoingAlong::default()
    };
    let page = with(&view).await;
    let shown = page.text("#syncing .conflict");
    for words in [
        "Public address of the firm server",
        "https://a.example",
        "Not set",
        "Changed 5 hours ago",
        "How documents are signed with docusign",
        "All at once, sms",
        "One after the other",
        "Provider file tally",
        "Tally Desk: api.tally.example",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let labels = page.attributes("#syncing .conflict .button", "aria-label");
    assert_eq!(labels[1], "Take the server’s: Public address of the firm server");
    page.press_word("#syncing .conflict .button", "Take the server’s");
    let choice = SyncChoice { thing: setting("relay_address"), ours: false };
    let settled = GoingAlong { conflicts: view.conflicts[1..].to_vec(), ..view };
    page.answer_to::<SettleSync>(&choice, &settled).await;
    page.until("what is left", |page| page.all("#syncing .conflict").len() == 2).await;
    assert_eq!(page.text("#syncing .saved"), "Chosen, and sent with the next round.");
    page.press_word("#syncing .conflict .button", "Keep what is here");
    let gone = Problem::new(ErrorCode::NothingToSettle, "Nothing to decide.", "It is so.", "Look.");
    page.refuse::<SettleSync>(&gone).await;
    page.until("why not", |page| page.text("#syncing .outcome").contains("Nothing to decide."))
        .await;
    assert_eq!(page.text("#syncing .saved"), "", "the last word is about this choice");
}

#[wasm_bindgen_test]
async fn without_the_server_the_age_of_what_is_shown_is_told_with_the_cause() {
    let view = GoingAlong {
        is_in: true,
        trouble: Some(silent()),
        refused: vec![
            SyncRefusal {
                thing: setting("ai_model.gemini"),
                title: None,
                code: "role_not_allowed".into(),
                is_put_back: false,
            },
            SyncRefusal {
                thing: setting("default.meeting"),
                title: None,
                code: "role_not_allowed".into(),
                is_put_back: true,
            },
        ],
        left_out: vec!["mapping m".into(), "setting ai_order".into()],
        ..GoingAlong::default()
    };
    let page = with(&view).await;
    let said = page.text("#syncing");
    for words in [
        "have not agreed yet",
        "Nobody answers.",
        "Model of the AI provider gemini: your role does not allow it. It counts on this computer",
        "Default for meetings: your role does not allow it. It is as the firm has it again.",
        "mapping m",
        "Order of the AI providers",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    // What a press fails in stands there once.
    page.press_word("#syncing .button", "Send and fetch now");
    page.refuse::<SyncNow>(&silent()).await;
    page.until("the failure", |page| page.text("#syncing .outcome").contains("Nobody")).await;
    assert_eq!(page.text("#syncing").matches("Nobody answers.").count(), 1);
}

/// The connections, with this to say of the firm's server.
async fn home(view: &GoingAlong) -> Page {
    let page = Page::open();
    page.answer::<Subscribe>(&Vec::new()).await;
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.answer::<GetSync>(view).await;
    page
}

#[wasm_bindgen_test]
async fn the_foot_of_the_rail_says_how_far_it_is_and_what_waits() {
    let view = GoingAlong { is_in: true, ..GoingAlong::default() };
    let page = home(&view).await;
    page.until("the state", |page| page.text(".rail-sync") == "Synced").await;
    assert_eq!(page.attributes(".rail-sync", "href"), ["/settings#firm-server"]);
    assert!(page.all(".banner").is_empty());
    let waiting = GoingAlong { pending: vec![setting("ai_order")], ..view.clone() };
    let offline = GoingAlong { trouble: Some(silent()), ..waiting.clone() };
    let stuck = Problem::new(ErrorCode::ServerRestored, "Restored.", "It waits.", "Go on.");
    let stuck = GoingAlong { trouble: Some(stuck), ..view.clone() };
    let to_decide = vec![conflict("ai_order", None, Some("openai"))];
    let to_decide = GoingAlong { conflicts: to_decide, ..view.clone() };
    let not_in = GoingAlong::default();
    for (index, (view, said)) in [
        (waiting, "Sending soon1 waiting"),
        (offline, "Server offline1 waiting"),
        (stuck, "Sync stopped"),
        (to_decide, "1 to choose"),
        (not_in, ""),
    ]
    .into_iter()
    .enumerate()
    {
        page.send(u32::try_from(index).unwrap(), &Event::SyncChanged);
        page.answer::<GetSync>(&view).await;
        page.until(said, |page| page.text(".rail-sync") == said).await;
    }
}

#[wasm_bindgen_test]
async fn a_server_that_is_silent_for_an_hour_is_told_with_the_age_of_what_is_shown() {
    let ago = |minutes| Some(time::now() - SignedDuration::from_mins(minutes));
    let silent = |since| GoingAlong {
        is_in: true,
        trouble: Some(silent()),
        last_sync_at: since,
        ..GoingAlong::default()
    };
    let page = home(&silent(ago(55))).await;
    page.until("the state", |page| page.text(".rail-sync") == "Server offline").await;
    assert!(page.all(".banner").is_empty(), "it may be on its way to the office");
    page.send(0, &Event::SyncChanged);
    page.answer::<GetSync>(&silent(ago(3 * 60 + 1))).await;
    page.until("the banner", |page| page.all(".banner").len() == 1).await;
    let said = page.text(".banner");
    assert!(said.contains("does not answer") && said.contains("from 3 hours ago"), "{said}");
    assert_eq!(page.attributes(".banner a", "href"), ["/settings#firm-server"]);
    page.send(1, &Event::SyncChanged);
    let conflicts = vec![conflict("ai_order", None, Some("openai"))];
    let to_decide = GoingAlong { is_in: true, conflicts, ..GoingAlong::default() };
    page.answer::<GetSync>(&to_decide).await;
    page.until("the choice", |page| page.text(".banner").contains("One thing was changed")).await;
}
