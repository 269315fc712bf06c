//! How a connection is, in the page: the tests that were made of it.

use jiff::SignedDuration;
use patchbay_contract::command::{GetProbes, GetProvider};
use patchbay_contract::{
    Category, ErrorCode, Part, PastProbe, PastTrouble, ProbeAsker, ProbeStep, ProviderPage, Status,
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
    assert!(rows[0].contains("Works") && rows[0].contains("412 ms"), "{rows:?}");
    assert!(rows[0].contains("A person"), "{rows:?}");
    assert!(rows[1].contains("Could not be tested") && rows[1].contains("an outage"), "{rows:?}");
    assert!(rows[1].contains("1.5 s") && rows[1].contains("by itself"), "{rows:?}");
    assert!(rows[2].contains("Does not work"), "{rows:?}");
    page.press_word(".tests button", "Show older tests");
    page.until("all of them", |page| page.all(".tests tbody tr").len() == all.len()).await;
    assert!(page.all(".tests button").is_empty());
}

#[wasm_bindgen_test]
async fn an_account_that_was_not_tested_yet_says_when_it_will_be() {
    let page = xero("activity").await;
    page.answer::<GetProbes>(&Vec::new()).await;
    page.until("a sentence", |page| page.text(".tests").contains("about once a day")).await;
}
