//! Repairs: what is to be done, the button that does it, and what was closed.

use jiff::SignedDuration;
use patchbay_contract::command::{BeginAttempt, GetHub, GetRepairs, Subscribe};
use patchbay_contract::{
    ClockKind, ClosedBy, EnvironmentId, Event, Page as Address, Repair, RepairCause, RepairClosed,
    RepairFix, Repairs, Severity, SignInAt,
};
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{catalogue, hub, locked};
use crate::scripted::{Page, says, some_frames};

fn at() -> SignInAt {
    SignInAt { provider: "xero".into(), sign_in: "oauth".into(), environment: EnvironmentId::Live }
}

fn repair(id: &str, cause: RepairCause, severity: Severity, fix: RepairFix) -> Repair {
    Repair {
        id: id.into(),
        connection: "xero-1".into(),
        title: "Harbor Dental".into(),
        environment: EnvironmentId::Live,
        provider: "xero".into(),
        provider_name: "Xero".into(),
        cause,
        severity,
        since: time::now() - SignedDuration::from_hours(72),
        stops: vec!["Invoices".into(), "Bills".into()],
        fix,
        closed: None,
    }
}

fn over() -> Repair {
    let why = Some("It was not used for 60 days.".to_owned());
    repair("over", RepairCause::Reconnect { why }, Severity::Critical, RepairFix::SignIn(at()))
}

fn ends_soon() -> Repair {
    let ends = time::now() + SignedDuration::from_hours(24 * 20 + 1);
    let cause = RepairCause::ExpiresSoon { clock: Some((ClockKind::Idle, ends)) };
    repair("soon", cause, Severity::Warning, RepairFix::SignIn(at()))
}

fn answer(open: Vec<Repair>, closed: Vec<Repair>) -> Repairs {
    Repairs { open, closed, at: time::now() }
}

/// The page with this, once it is drawn.
async fn with(repairs: &Repairs) -> Page {
    let page = Page::open_at("/repairs");
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.answer::<GetRepairs>(repairs).await;
    page.until("the repairs", |page| page.all("section.section").len() == 1).await;
    page
}

#[wasm_bindgen_test]
async fn repairs_are_asked_for_behind_the_hub_and_a_failure_says_what_to_do() {
    let page = Page::open_at("/repairs");
    page.until("the skeleton", |page| page.all(".skeleton").len() == 1).await;
    some_frames().await;
    assert_eq!(page.asked::<GetRepairs>().len(), 0, "the hub comes first");
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.until("the question", |page| page.waiting::<GetRepairs>() > 0).await;
    while page.waiting::<GetRepairs>() > 0 {
        page.refuse::<GetRepairs>(&locked()).await;
        some_frames().await;
    }
    page.until("the problem", |page| page.text(".problem-what") == "It is locked.").await;
}

#[wasm_bindgen_test]
async fn without_anything_to_repair_one_sentence_says_so() {
    let page = with(&answer(Vec::new(), Vec::new())).await;
    assert!(page.text(".empty").contains("Nothing has to be repaired"));
    assert_eq!(page.all(".rail .count").len(), 0);
    assert!(page.text("section").contains("Nothing was closed"));
}

#[wasm_bindgen_test]
async fn a_repair_says_whose_it_is_why_since_when_and_what_stops() {
    let page = with(&answer(vec![over(), ends_soon()], Vec::new())).await;
    let said: Vec<String> = page.all("[data-repair]").iter().map(says).collect();
    for words in
        ["Xero", "Harbor Dental", "Critical", "began 3 days ago", "not used for 60 days", "Bills"]
    {
        assert!(said[0].contains(words), "{words} in {said:?}");
    }
    for words in ["Warning", "ends in 20 days", "while Patchbay runs", "Invoices"] {
        assert!(said[1].contains(words), "{words} in {said:?}");
    }
    let link = page.attributes("[data-repair='over'] h2 a", "href");
    assert_eq!(link, ["/provider/xero?tab=accounts"]);
    page.until("the tile", |page| page.all("[data-repair] .tile").len() == 2).await;
    assert_eq!(page.text(".rail a[href='/repairs'] .count"), "2 need attention");
}

#[wasm_bindgen_test]
async fn a_repair_of_a_connection_that_nobody_named_names_its_provider_once() {
    let unnamed = |id: &str| Repair { id: id.into(), title: "Xero (6f61)".into(), ..over() };
    let by = ClosedBy::Person("Ada".into());
    let done = Repair { closed: Some(RepairClosed { at: time::now(), by }), ..unnamed("done") };
    let page = with(&answer(vec![unnamed("open")], vec![done])).await;
    assert_eq!(page.text("[data-repair='open'] .repair-name"), "Xero (6f61)");
    assert_eq!(page.text("#closed-repairs tbody th"), "Xero (6f61)");
}

#[wasm_bindgen_test]
async fn the_button_signs_in_again_once_to_that_connection() {
    let page = with(&answer(vec![over()], Vec::new())).await;
    page.focus("[data-repair='over'] .repair-fix button");
    page.press_word("[data-repair='over'] .repair-fix button", "Sign in again");
    page.press("[data-repair='over'] .repair-fix button");
    let asked = page.asked::<BeginAttempt>();
    assert_eq!(asked.len(), 1, "one sign-in at a time");
    assert_eq!((&asked[0].at, asked[0].connection.as_deref()), (&at(), Some("xero-1")));
    page.refuse::<BeginAttempt>(&locked()).await;
    page.until("the problem", |page| page.text(".repair-fix .problem-what") == "It is locked.")
        .await;
}

#[wasm_bindgen_test]
async fn a_permission_asks_to_allow_more_and_a_setting_leads_to_its_page() {
    let more = repair(
        "more",
        RepairCause::Permission { feature: "sending invoices".into() },
        Severity::Warning,
        RepairFix::AllowMore(at()),
    );
    let field = repair(
        "field",
        RepairCause::Settings { field: "Container".into() },
        Severity::Critical,
        RepairFix::FirmApp,
    );
    let page = with(&answer(vec![field, more], Vec::new())).await;
    assert!(page.text("[data-repair='more']").contains("Sign in and allow more"));
    let said = page.text("[data-repair='more']");
    assert!(said.contains("lacks something: sending invoices."), "{said}");
    assert!(said.contains("Everything else goes on."), "{said}");
    assert!(!page.text("[data-repair='more']").contains("Bills"), "nothing stops");
    let link = page.attributes("[data-repair='field'] .repair-fix a", "href");
    assert_eq!(link, ["/provider/xero?tab=settings"]);
}

#[wasm_bindgen_test]
async fn what_was_closed_says_by_whom_or_what() {
    let closed = |by| Repair {
        closed: Some(RepairClosed { at: time::now() - SignedDuration::from_hours(2), by }),
        ..over()
    };
    let people = [
        ClosedBy::Person("Dana Miller".into()),
        ClosedBy::Renewal,
        ClosedBy::Recovery,
        ClosedBy::Expiry,
    ];
    let page = with(&answer(Vec::new(), people.map(closed).into())).await;
    let said: Vec<String> = page.all("#closed-repairs tbody tr").iter().map(says).collect();
    for (row, words) in
        said.iter().zip(["Dana Miller", "a new permission", "it works again", "it ran out"])
    {
        assert!(row.contains(words) && row.contains("2 hours ago"), "{said:?}");
    }
}

#[wasm_bindgen_test]
async fn what_changes_is_asked_for_anew_and_the_count_in_the_rail_follows() {
    let page = Page::open();
    page.answer::<Subscribe>(&Vec::new()).await;
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.answer::<GetRepairs>(&answer(vec![over()], Vec::new())).await;
    let count = |page: &Page| page.text(".rail a[href='/repairs'] .count");
    page.until("one", |page| count(page) == "1 need attention").await;
    page.send(0, &Event::HubChanged);
    page.answer::<GetRepairs>(&answer(Vec::new(), Vec::new())).await;
    page.until("none", |page| count(page).is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_link_and_a_shortcut_open_the_repairs() {
    let page = Page::open();
    page.answer::<Subscribe>(&Vec::new()).await;
    page.send(0, &Event::Open(Address::Repairs));
    page.until("the repairs", |page| page.text("h1") == "Repairs").await;
    page.follow("/");
    page.until("home", |page| page.text("h1") == "Connections").await;
    page.key("g");
    page.key("r");
    page.until("the repairs", |page| page.text("h1") == "Repairs").await;
}
