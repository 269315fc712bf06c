//! The audit trail: its table, filters in the address, one entry, a check, an export.

use std::collections::BTreeMap;

use jiff::Timestamp;
use patchbay_contract::command::{ExportAudit, GetAudit, GetHub, VerifyAudit};
use patchbay_contract::{
    AuditAction, AuditActor, AuditArea, AuditBreak, AuditBreakKind, AuditCursor, AuditEntry,
    AuditExport, AuditExportFormat, AuditOutcome, AuditPage, AuditSeal, AuditVerification, Event,
    Page as Address, TrailAtServer,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{catalogue, hub, locked};
use crate::scripted::{Page, address, says, some_frames};

fn entry(seq: u64) -> AuditEntry {
    AuditEntry {
        seq,
        at: Timestamp::UNIX_EPOCH,
        actor: AuditActor::Person("Dana Miller".into()),
        origin: "Patchbay 1.2.3 on FRONT-DESK".into(),
        action: Some(AuditAction::ConnectionMade),
        outcome: AuditOutcome::Done,
        provider: Some("xero".into()),
        connection: Some("xero-1".into()),
        detail: BTreeMap::from([("account".to_owned(), "Harbor Dental".to_owned())]),
        previous: "00".repeat(32),
        hash: "ab".repeat(32),
    }
}

fn trail(entries: Vec<AuditEntry>, older: Option<i64>) -> AuditPage {
    AuditPage {
        total: 3,
        entries,
        older: older.map(AuditCursor),
        people: vec!["Dana Miller".into(), "Sam Ortiz".into()],
        providers: vec!["stripe".into(), "xero".into()],
        seal: AuditSeal { key_at_hand: false, signed_until: None },
    }
}

async fn at(address: &str, answer: &AuditPage) -> Page {
    let page = Page::open_at(address);
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.answer::<GetAudit>(answer).await;
    page.until("the trail", |page| page.all(".audit-strip").len() == 1).await;
    page
}

async fn with(entries: Vec<AuditEntry>) -> Page {
    at("/audit", &trail(entries, None)).await
}

fn numbers(page: &Page) -> Vec<String> {
    page.attributes("tr[data-seq]", "data-seq")
}

#[wasm_bindgen_test]
async fn while_the_trail_is_awaited_its_shape_is_shown_and_a_failure_says_what_to_do() {
    let page = Page::open_at("/audit");
    page.until("the skeleton", |page| page.all(".audit-skeleton").len() == 1).await;
    page.refuse::<GetAudit>(&locked()).await;
    page.until("the problem", |page| page.text(".problem-what") == "It is locked.").await;
}

#[wasm_bindgen_test]
async fn an_entry_about_a_connection_that_nobody_named_names_its_provider_once() {
    let unnamed = BTreeMap::from([("account".to_owned(), "Xero (6f61)".to_owned())]);
    let page = with(vec![entry(2), AuditEntry { detail: unnamed, ..entry(1) }]).await;
    let about = |seq: u64| says(&page.all(&format!("tr[data-seq='{seq}'] td:nth-child(4)"))[0]);
    page.until("the names", |_| about(2).starts_with("Xero")).await;
    assert!(about(2).contains("Harbor Dental"), "{}", about(2));
    assert_eq!(about(1), "Xero (6f61)");
}

#[wasm_bindgen_test]
async fn an_empty_trail_says_that_nothing_was_entered_yet() {
    let page = at("/audit", &AuditPage { total: 0, ..trail(Vec::new(), None) }).await;
    assert!(page.text(".empty").contains("Nothing has been entered yet."));
    assert_eq!(page.all("table").len(), 0);
}

#[wasm_bindgen_test]
async fn an_entry_says_when_who_what_and_how_it_ended_with_a_way_to_the_provider() {
    let failed = AuditEntry {
        outcome: AuditOutcome::Failed,
        action: Some(AuditAction::CredentialRenewed),
        actor: AuditActor::Patchbay,
        ..entry(2)
    };
    let page = with(vec![failed, entry(1)]).await;
    let rows: Vec<String> = page.all("tr[data-seq]").iter().map(says).collect();
    assert!(rows[0].contains("Credential renewed") && rows[0].contains("Failed"), "{rows:?}");
    assert!(rows[0].contains("Patchbay"), "{rows:?}");
    assert!(rows[1].contains("Connected") && rows[1].contains("Dana Miller"), "{rows:?}");
    page.until("the name", |page| page.text("tr[data-seq='1'] a") == "Xero").await;
    assert_eq!(page.attributes("tr[data-seq='1'] a", "href"), ["/provider/xero?tab=accounts"]);
    assert!(page.text(".audit-seal").contains("not yet signed: the vault is not open"));
}

#[wasm_bindgen_test]
async fn names_that_are_heard_later_than_the_entries_take_the_place_of_ids() {
    let page = Page::open_at("/audit?provider=xero");
    page.answer::<GetAudit>(&trail(vec![entry(1)], None)).await;
    page.until("the id", |page| page.text("tr[data-seq='1'] a") == "xero").await;
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.until("the name", |page| page.text("tr[data-seq='1'] a") == "Xero").await;
    let chosen = |page: &Page| page.text("#audit-provider option:checked");
    page.until("the choice", |page| chosen(page) == "Xero").await;
}

#[wasm_bindgen_test]
async fn what_is_looked_for_is_kept_in_the_address_and_asked_of_the_core() {
    let page = with(vec![entry(1)]).await;
    page.choose("#audit-outcome", "failed");
    page.until("the question", |page| page.waiting::<GetAudit>() == 1).await;
    assert_eq!(address(), "/audit?outcome=failed");
    let asked = page.asked::<GetAudit>().pop().unwrap();
    assert_eq!(asked.filter.outcome, Some(AuditOutcome::Failed));
    page.answer::<GetAudit>(&trail(Vec::new(), None)).await;
    page.until("nothing", |page| page.text(".empty").contains("No entry fits")).await;
    page.press_word(".empty .button", "Clear filters");
    page.until("the question", |page| page.waiting::<GetAudit>() == 1).await;
    assert_eq!(address(), "/audit");
}

#[wasm_bindgen_test]
async fn an_address_with_filters_asks_for_just_that() {
    let page = at(
        "/audit?q=harbor&area=credential&provider=xero&by=itself&last=week",
        &trail(vec![entry(1)], None),
    )
    .await;
    let asked = page.asked::<GetAudit>().pop().unwrap().filter;
    assert_eq!(asked.words, "harbor");
    assert_eq!(asked.area, Some(AuditArea::Credential));
    assert_eq!(asked.provider.as_deref(), Some("xero"));
    assert_eq!(asked.actor, Some(AuditActor::Patchbay));
    assert!(asked.since.is_some());
    assert_eq!(page.value("#search"), "harbor");
    assert_eq!(page.value("#audit-area"), "credential");
    assert_eq!(page.value("#audit-provider"), "xero");
    assert_eq!(page.value("#audit-when"), "week");
}

#[wasm_bindgen_test]
async fn words_are_asked_for_once_the_typing_pauses() {
    let page = with(vec![entry(1)]).await;
    for text in ["h", "ha", "harbor"] {
        page.type_into("#search", text);
    }
    page.until("the question", |page| page.waiting::<GetAudit>() == 1).await;
    assert_eq!(page.asked::<GetAudit>().pop().unwrap().filter.words, "harbor");
    assert_eq!(address(), "/audit?q=harbor");
}

#[wasm_bindgen_test]
async fn older_entries_are_added_below() {
    let page = at("/audit", &trail(vec![entry(3), entry(2)], Some(77))).await;
    page.press("#older");
    page.until("the question", |page| page.waiting::<GetAudit>() == 1).await;
    assert_eq!(page.asked::<GetAudit>().pop().unwrap().older_than, Some(AuditCursor(77)));
    page.answer::<GetAudit>(&trail(vec![entry(1)], None)).await;
    page.until("all three", |page| numbers(page) == ["3", "2", "1"]).await;
    assert_eq!(page.all("#older").len(), 0);
    assert_eq!(page.text("#audit-shown"), "3 entries shown");
}

#[wasm_bindgen_test]
async fn an_entry_opens_in_full_with_its_hashes_and_leads_to_its_connection() {
    let page = with(vec![entry(1)]).await;
    page.press(".row-link");
    page.until("the entry", |page| page.all("dialog[open]").len() == 1).await;
    let said = page.text("dialog");
    for words in ["connection.made", "Harbor Dental", "FRONT-DESK", &"ab".repeat(32)] {
        assert!(said.contains(words), "{words} in {said}");
    }
    page.press_word("dialog .button", "Show only this connection");
    page.until("the question", |page| page.waiting::<GetAudit>() == 1).await;
    assert_eq!(address(), "/audit?connection=xero-1");
    assert_eq!(page.all("dialog").len(), 0);
}

#[wasm_bindgen_test]
async fn a_check_is_calm_when_all_is_well_and_names_the_first_broken_entry_when_not() {
    let page = with(vec![entry(1)]).await;
    let whole = AuditVerification {
        checked: 3,
        at: Timestamp::UNIX_EPOCH,
        broken: None,
        signed_until: Some(3),
        key_known: true,
        at_server: None,
    };
    page.press("#verify");
    page.until("the check", |page| page.text("#verify").contains("Checking")).await;
    page.press("#verify");
    some_frames().await;
    assert_eq!(page.asked::<VerifyAudit>().len(), 1, "one check at a time");
    page.answer::<VerifyAudit>(&whole).await;
    page.until("the verdict", |page| page.text(".audit-whole").contains("All 3 entries")).await;
    assert!(page.text(".audit-whole").contains("This installation’s signature"));

    let broken = Some(AuditBreak { seq: 2, kind: AuditBreakKind::Changed });
    page.press("#verify");
    page.answer::<VerifyAudit>(&AuditVerification { broken, ..whole.clone() }).await;
    page.until("the broken one", |page| page.all(".audit-broken").len() == 1).await;
    assert!(page.text(".audit-broken").contains("broken at entry 2"));
    assert!(page.text(".audit-broken").contains("What to do"));
    assert_eq!(page.all(".audit-whole").len(), 0);
}

#[wasm_bindgen_test]
async fn a_trail_that_the_firms_server_knows_otherwise_is_told_with_what_to_do() {
    let page = with(vec![entry(1)]).await;
    let known = |ours_stands, theirs_stands| AuditVerification {
        checked: 3,
        at: Timestamp::UNIX_EPOCH,
        broken: None,
        signed_until: Some(3),
        key_known: true,
        at_server: Some(TrailAtServer {
            server: "https://patchbay.firm.example".into(),
            at: Timestamp::UNIX_EPOCH,
            until: 2,
            ours_stands,
            theirs_stands,
        }),
    };
    page.press("#verify");
    page.answer::<VerifyAudit>(&known(true, true)).await;
    page.until("the verdict", |page| page.text(".audit-whole").contains("up to entry 2")).await;
    assert_eq!(page.all(".audit-differs").len(), 0);
    for (ours, theirs, says) in [(false, true, "was told another"), (true, false, "The trail of")] {
        page.press("#verify");
        page.answer::<VerifyAudit>(&known(ours, theirs)).await;
        page.until("what differs", |page| page.text(".audit-differs").contains(says)).await;
        assert!(page.text(".audit-differs").contains("What to do"));
        assert!(!page.text(".audit-whole").contains("firm.example"));
    }
}

#[wasm_bindgen_test]
async fn an_export_takes_the_filters_along_and_tells_where_the_file_is() {
    let page = at("/audit?outcome=failed", &trail(vec![entry(1)], None)).await;
    assert!(page.text(".audit-note").contains("Only the entries that fit"));
    page.press("#export-json");
    let path = "/home/dana/Downloads/patchbay-audit.json".to_owned();
    page.answer::<ExportAudit>(&AuditExport { path: path.clone(), entries: 1 }).await;
    page.until("the path", |page| page.text(".audit-exported").contains(&path)).await;
    let asked = page.asked::<ExportAudit>().pop().unwrap();
    assert_eq!(asked.format, AuditExportFormat::Json);
    assert_eq!(asked.filter.outcome, Some(AuditOutcome::Failed));
    page.until("the list anew", |page| page.asked::<GetAudit>().len() == 2).await;

    page.press("#export-csv");
    page.refuse::<ExportAudit>(&locked()).await;
    page.until("the problem", |page| page.text(".problem-what") == "It is locked.").await;
}

#[wasm_bindgen_test]
async fn a_link_and_a_shortcut_open_the_trail() {
    let page = Page::open();
    page.answer::<patchbay_contract::command::Subscribe>(&Vec::new()).await;
    page.send(0, &Event::Open(Address::Audit));
    page.until("the trail", |page| page.text("h1") == "Audit trail").await;
    page.follow("/");
    page.until("home", |page| page.text("h1") == "Connections").await;
    page.key("g");
    page.key("u");
    page.until("the trail", |page| page.text("h1") == "Audit trail").await;
}
