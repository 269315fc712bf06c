//! Clocks: the timeline, the calendar by keyboard, and the file for another calendar.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::command::{GetClocks, GetHub, SaveCalendar, Subscribe};
use patchbay_contract::{
    CalendarFile, ClockKind, ClockStage, Clocks, ConnectionClocks, Event, KeptBy, Page as Address,
    RunningClock, Status,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{catalogue, connection, dead, hub, locked};
use crate::scripted::{Page, says, some_frames};

/// Noon of a day in the middle of a month, so that no time zone makes it another day.
fn noon() -> Timestamp {
    "2026-11-17T12:00:00Z".parse().unwrap()
}

fn in_days(days: i64) -> Timestamp {
    noon() + SignedDuration::from_hours(24 * days)
}

fn clock(kind: ClockKind, days: i64, kept_by: KeptBy, stage: ClockStage) -> RunningClock {
    RunningClock { kind, at: in_days(days), kept_by, stage }
}

fn of(provider: &str, name: &str, clocks: Vec<RunningClock>) -> ConnectionClocks {
    ConnectionClocks {
        connection: connection(provider, "Harbor", Status::Connected),
        provider_name: name.into(),
        clocks,
    }
}

/// One that ends this month, one in the next year, one that is over, one that never ends.
fn firm() -> Clocks {
    let soon = vec![
        clock(ClockKind::Access, 0, KeptBy::Patchbay, ClockStage::Calm),
        clock(ClockKind::Idle, 8, KeptBy::Use, ClockStage::Soon),
        clock(ClockKind::Absolute, 800, KeptBy::Person, ClockStage::Calm),
    ];
    let later = vec![clock(ClockKind::Absolute, 60, KeptBy::Person, ClockStage::Early)];
    let ended = vec![clock(ClockKind::Idle, -3, KeptBy::Use, ClockStage::Ended)];
    Clocks {
        connections: vec![
            of("quickbooks", "QuickBooks Online", soon),
            of("gmail", "Gmail", later),
            ConnectionClocks { connection: dead("xero", "Old"), ..of("xero", "Xero", ended) },
            of("stripe", "Stripe", Vec::new()),
            ConnectionClocks {
                connection: dead("slack", "Gone"),
                ..of("slack", "Slack", Vec::new())
            },
        ],
        at: noon(),
    }
}

async fn with(clocks: &Clocks) -> Page {
    let page = Page::open_at("/clocks");
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.answer::<GetClocks>(clocks).await;
    page.until("the clocks", |page| page.all(".skeleton").is_empty()).await;
    page
}

#[wasm_bindgen_test]
async fn clocks_are_asked_for_behind_the_hub_and_a_failure_says_what_to_do() {
    let page = Page::open_at("/clocks");
    page.until("the skeleton", |page| page.all(".skeleton").len() == 1).await;
    some_frames().await;
    assert_eq!(page.asked::<GetClocks>().len(), 0, "the hub comes first");
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.refuse::<GetClocks>(&locked()).await;
    page.until("the problem", |page| page.text(".problem-what") == "It is locked.").await;
}

#[wasm_bindgen_test]
async fn where_nothing_ends_by_itself_one_sentence_says_so() {
    let clocks = Clocks { connections: firm().connections.split_off(3), at: noon() };
    let page = with(&clocks).await;
    assert!(page.text(".empty").contains("No clock runs"));
    assert_eq!(page.all("table").len(), 0);
}

#[wasm_bindgen_test]
async fn the_timeline_has_a_row_a_connection_and_says_in_words_what_its_marks_mean() {
    let page = with(&firm()).await;
    let rows: Vec<String> = page.all("#timeline tbody tr").iter().map(says).collect();
    assert_eq!(rows.len(), 3);
    for words in ["QuickBooks Online", "Harbor", "Within 30 days", "while somebody runs it"] {
        assert!(rows[0].contains(words), "{words} in {rows:?}");
    }
    assert!(rows[1].contains("Within 90 days") && rows[1].contains("signs in again"), "{rows:?}");
    assert!(rows[2].contains("Reconnect needed"), "{rows:?}");
    let months = |row: &str| -> Vec<usize> {
        let cells = page.all(&format!("#timeline tr[data-connection='{row}'] td.month"));
        let marked = cells.iter().enumerate().filter(|(_, cell)| cell.child_element_count() > 0);
        marked.map(|(n, _)| n).collect()
    };
    assert_eq!(months("quickbooks-Harbor"), [0, 12], "this month, and later than a year");
    assert_eq!(months("gmail-Harbor"), [2]);
    let heads = page.attributes("#timeline th.month[abbr]", "abbr");
    assert_eq!((heads[0].as_str(), heads.len()), ("November 2026", 12));
    let mark = page.text("tr[data-connection='gmail-Harbor'] .clock-mark .visually-hidden");
    assert!(mark.contains("Ends in any case") && mark.contains("Within 90 days"), "{mark}");
    let legend = page.text(".clock-legend");
    for stage in ["Ended", "Within 7 days", "Within 30 days", "Within 90 days", "In good time"] {
        assert!(legend.contains(stage), "{stage} in {legend}");
    }
    let endless = page.text("#endless");
    assert!(endless.contains("Stripe (Harbor)") && !endless.contains("Gone"), "{endless}");
}

#[wasm_bindgen_test]
async fn the_calendar_opens_at_the_next_end_and_lists_what_ends_on_that_day() {
    let page = with(&firm()).await;
    assert_eq!(page.text("#calendar-month"), "November 2026");
    assert_eq!(page.attributes("td[aria-selected='true'] .day", "id"), ["day-2026-11-25"]);
    let said = page.text("#on-the-day");
    for words in ["November 25, 2026", "QuickBooks Online", "Within 30 days", "nobody uses it"] {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert_eq!(page.attributes(".day[aria-current='date']", "id"), ["day-2026-11-17"]);
    let label = page.attributes("#day-2026-11-14", "aria-label");
    assert_eq!(label, ["Saturday, November 14, 2026: one clock ends"]);
    page.press("#day-2026-11-20");
    page.until("nothing", |page| page.text("#on-the-day").contains("No clock ends")).await;
    page.press("button[aria-label='Next month']");
    page.until("December", |page| page.text("#calendar-month") == "December 2026").await;
    page.press("button[aria-label='Previous month']");
    page.until("November", |page| page.text("#calendar-month") == "November 2026").await;
}

#[wasm_bindgen_test]
async fn clocks_of_a_connection_that_nobody_named_name_its_provider_once() {
    let mut clocks = firm();
    for (n, one) in [(0, "QuickBooks Online (6f61)"), (3, "Stripe (a1b2)")] {
        let connection = &mut clocks.connections[n].connection;
        (connection.label, connection.unnamed) = (None, Some(one.into()));
    }
    let page = with(&clocks).await;
    let name = |row: &str| says(&page.all(&format!("#timeline {row} th"))[0]);
    assert_eq!(name("[data-connection='quickbooks-Harbor']"), "QuickBooks Online (6f61)");
    assert_eq!(page.all("#timeline th .below").len(), 2, "the others are named");
    assert!(page.text("#endless").ends_with(" Stripe (a1b2)."), "{}", page.text("#endless"));
    let day = page.text("#on-the-day");
    assert_eq!(day.matches("QuickBooks Online").count(), 1, "{day}");
}

#[wasm_bindgen_test]
async fn the_calendar_is_walked_by_the_keyboard_alone() {
    let page = with(&firm()).await;
    assert_eq!(page.all(".day[tabindex='0']").len(), 1, "one stop for the Tab key");
    page.focus("#day-2026-11-25");
    for (key, day) in [
        ("ArrowRight", "2026-11-26"),
        ("ArrowDown", "2026-12-03"),
        ("ArrowUp", "2026-11-26"),
        ("ArrowLeft", "2026-11-25"),
        ("Home", "2026-11-22"),
        ("End", "2026-11-28"),
        ("PageDown", "2026-12-28"),
        ("PageDown", "2027-01-28"),
        ("PageUp", "2026-12-28"),
    ] {
        assert!(page.key(key), "{key} is the calendar's own");
        let there = format!("#day-{day}");
        page.until(&format!("{day} after {key}"), |page| page.has_focus(&there)).await;
    }
    assert!(!page.key("Alt+ArrowLeft"), "the way back is the browser's own");
    assert_eq!(page.text("#calendar-month"), "December 2026");
}

#[wasm_bindgen_test]
async fn from_the_last_day_of_a_month_the_next_one_is_reached_and_not_the_one_behind_it() {
    let clocks = Clocks { at: "2027-01-31T12:00:00Z".parse().unwrap(), ..firm() };
    let page = with(&clocks).await;
    page.press("button[aria-label='Previous month']");
    page.until("December", |page| page.text("#calendar-month") == "December 2028").await;
    page.press("#day-2028-12-31");
    for (month, day) in [("January 2029", "31"), ("February 2029", "28"), ("March 2029", "28")] {
        page.press("button[aria-label='Next month']");
        page.until(month, |page| page.text("#calendar-month") == month).await;
        let chosen = page.attributes("td[aria-selected='true'] .day", "id").remove(0);
        assert!(chosen.ends_with(day), "{chosen}");
    }
}

#[wasm_bindgen_test]
async fn the_day_that_is_looked_at_stays_when_clocks_are_heard_again() {
    let page = with(&firm()).await;
    page.answer::<Subscribe>(&Vec::new()).await;
    page.press("#day-2026-11-20");
    page.send(0, &Event::HubChanged);
    page.answer::<GetHub>(&hub(catalogue(), vec![dead("xero", "Old")])).await;
    let mut later = firm();
    later.connections[0].clocks[1] = clock(ClockKind::Idle, 9, KeptBy::Use, ClockStage::Soon);
    page.answer::<GetClocks>(&later).await;
    let wound = |page: &Page| page.attributes("#day-2026-11-26", "aria-label")[0].clone();
    page.until("the new end", |page| wound(page).contains("one clock ends")).await;
    assert_eq!(page.attributes("td[aria-selected='true'] .day", "id"), ["day-2026-11-20"]);
}

#[wasm_bindgen_test]
async fn the_days_are_saved_for_another_calendar_and_where_is_told() {
    let page = with(&firm()).await;
    page.press(".save-calendar");
    let path = "/home/dana/Downloads/patchbay-clocks.ics".to_owned();
    page.answer::<SaveCalendar>(&Some(CalendarFile { path: path.clone(), dates: 2 })).await;
    page.until("the path", |page| page.text(".calendar-saved").contains(&path)).await;
    assert!(page.text(".calendar-saved").contains("2 days were written"));
    page.press(".save-calendar");
    page.answer::<SaveCalendar>(&None).await;
    page.until("none", |page| page.text(".calendar-saved").contains("No file was written")).await;
    page.press(".save-calendar");
    page.refuse::<SaveCalendar>(&locked()).await;
    page.until("the problem", |page| page.text(".problem-what") == "It is locked.").await;
}

#[wasm_bindgen_test]
async fn a_link_and_a_shortcut_open_the_clocks() {
    let page = Page::open();
    page.answer::<Subscribe>(&Vec::new()).await;
    page.send(0, &Event::Open(Address::Clocks));
    page.until("the clocks", |page| page.text("h1") == "Clocks").await;
    page.follow("/");
    page.until("home", |page| page.text("h1") == "Connections").await;
    page.key("g");
    page.key("c");
    page.until("the clocks", |page| page.text("h1") == "Clocks").await;
}
