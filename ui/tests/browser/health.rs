//! How a connection is, in the page: the tests that were made of it, and its diagnosis.

use jiff::SignedDuration;
use patchbay_contract::command::{Diagnose, GetHealth, GetProbes, GetProvider};
use patchbay_contract::{
    Category, ConnectionHealth, Diagnosed, Diagnosing, Diagnosis, DiagnosisCheck, ErrorCode, Event,
    HealthPart, HealthState, NotChecked, Part, PartHealth, PastProbe, PastTrouble, ProbeAsker,
    ProbeStep, Problem, ProviderPage, Status, Verdict,
};
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, page_of, signed_in};
use crate::scripted::{Page, says};

fn probe(hours_ago: i64, took_ms: u64, trouble: Option<(ErrorCode, bool)>) -> PastProbe {
    let step = ProbeStep { name: "Reads the company".into(), holds: Some(true), took_ms };
    PastProbe {
        at: time::now() - SignedDuration::from_hours(hours_ago),
        asked_by: if trouble.is_some() { ProbeAsker::Schedule } else { ProbeAsker::Person },
        trouble: trouble.map(|(code, passes)| PastTrouble {
            code,
            what: "Xero has an outage just now.".into(),
            passes,
        }),
        took_ms,
        steps: vec![step],
    }
}

async fn xero(tab: &str) -> Page {
    let page = Page::open_at(&format!("/provider/xero?tab={tab}"));
    let known = ProviderPage {
        connections: Part::Working(vec![signed_in("xero", "Miller", Status::Connected)]),
        ..page_of(card("xero", "Xero", Category::Accounting))
    };
    page.answer::<GetProvider>(&known).await;
    page.until("the page", |page| page.text("h1") == "Xero").await;
    page
}

#[wasm_bindgen_test]
async fn the_tests_of_an_account_are_told_with_their_times_their_latency_and_their_trouble() {
    let page = xero("activity").await;
    assert_eq!(page.asked::<GetProbes>(), ["xero-Miller"]);
    let mut all = vec![
        probe(1, 412, None),
        probe(2, 1540, Some((ErrorCode::ProviderDown, true))),
        probe(3, 88, Some((ErrorCode::KeyRefused, false))),
    ];
    all.extend((4..20).map(|hours| probe(hours, 90, None)));
    page.answer::<GetProbes>(&all).await;
    page.until("the tests", |page| page.all(".tests tbody tr").len() == 8).await;
    let rows: Vec<String> = page.all(".tests tbody tr").iter().map(says).collect();
    assert!(rows[0].contains("It works.") && rows[0].contains("412 ms"), "{rows:?}");
    assert!(rows[0].contains("A person"), "{rows:?}");
    assert!(rows[1].contains("Could not be tested") && rows[1].contains("an outage"), "{rows:?}");
    assert!(rows[1].contains("1.5 s") && rows[1].contains("by itself"), "{rows:?}");
    assert!(rows[2].contains("Needs attention"), "{rows:?}");
    page.press_word(".tests button", "Show older tests");
    page.until("all of them", |page| page.all(".tests tbody tr").len() == all.len()).await;
    assert!(page.all(".tests button").is_empty());
}

#[wasm_bindgen_test]
async fn the_five_parts_of_an_account_are_told_each_with_its_last_proof() {
    let page = xero("activity").await;
    assert_eq!(page.asked::<GetHealth>(), ["xero-Miller"]);
    let hour_ago = time::now() - SignedDuration::from_hours(1);
    let of = |part, state| PartHealth { part, state, proven_at: Some(hour_ago), trouble: None };
    let what = "Xero says no.".to_owned();
    let lacks = PastTrouble { code: ErrorCode::KeyLacksPermission, what, passes: false };
    let parts = vec![
        of(HealthPart::Credential, HealthState::Well),
        PartHealth { trouble: Some(lacks), ..of(HealthPart::Permission, HealthState::Trouble) },
        of(HealthPart::Data, HealthState::Waiting),
        PartHealth { proven_at: None, ..of(HealthPart::Events, HealthState::Unproven) },
        PartHealth { proven_at: None, ..of(HealthPart::Writes, HealthState::NotNeeded) },
    ];
    let health = ConnectionHealth { connection: "xero-Miller".into(), parts };
    page.answer::<GetHealth>(&health).await;
    page.until("the parts", |page| page.all(".health li").len() == 5).await;
    let line = |part: &str| page.text(&format!(".health li[data-part={part}]"));
    assert!(line("credential").contains("works.") && line("credential").contains("Last proven"));
    assert!(line("permission").contains("needs attention."), "{}", line("permission"));
    assert!(line("permission").contains("Xero says no."), "{}", line("permission"));
    assert!(line("data").contains("That passes by itself"), "{}", line("data"));
    assert!(line("events").contains("not taken in this version"), "{}", line("events"));
    assert!(!line("events").contains("Last proven"), "{}", line("events"));
    assert!(line("writes").contains("nothing is written there"), "{}", line("writes"));
    assert!(page.all(".health button").is_empty(), "what is to be done is asked for elsewhere");
}

#[wasm_bindgen_test]
async fn an_account_that_was_not_tested_yet_says_when_it_will_be() {
    let page = xero("activity").await;
    page.answer::<GetProbes>(&Vec::new()).await;
    page.until("a sentence", |page| page.text(".tests").contains("about once a day")).await;
}

fn checked(check: DiagnosisCheck, verdict: Verdict) -> Diagnosed {
    Diagnosed { check, verdict }
}

#[wasm_bindgen_test]
async fn a_diagnosis_appears_check_by_check_with_what_to_do_and_is_copied_for_support() {
    let page = xero("accounts").await;
    page.press_word("#panel button", "Diagnose");
    page.until("the dialog", |page| page.text("dialog").contains("Diagnosis of Miller")).await;
    assert_eq!(page.asked::<Diagnose>(), ["xero-Miller"]);
    let so_far = vec![
        checked(DiagnosisCheck::Name, Verdict::Fine(Some("api.xero.com".into()))),
        checked(DiagnosisCheck::Valid, Verdict::NotChecked(NotChecked::Waiting)),
    ];
    let news = Diagnosing { connection: "xero-Miller".into(), checks: so_far.clone() };
    page.send(0, &Event::Diagnosing(news));
    page.until("the first checks", |page| page.all(".findings li").len() == 2).await;
    assert!(page.text(".findings").contains("About to be looked at"));
    let wrong = Problem::new(ErrorCode::PermissionOver, "It is over.", "It rests.", "Sign in.");
    let mut checks = so_far;
    checks[1].verdict = Verdict::Trouble(wrong);
    let found = Diagnosis {
        connection: "xero-Miller".into(),
        provider: "xero".into(),
        title: "Miller".into(),
        at: time::now(),
        checks,
    };
    page.answer::<Diagnose>(&found).await;
    page.until("what is wrong", |page| page.text("dialog").contains("One thing is to be")).await;
    let line = page.text(".findings li[data-check=valid]");
    assert!(line.contains("Credential accepted") && line.contains("Sign in."), "{line}");
    assert!(page.text("dialog .copy").contains("Copy"));
    page.press_word("dialog button", "Look again");
    page.until("another one", |page| page.asked::<Diagnose>().len() == 2).await;
}
