//! Trial balances as ledgers tell them, and as nobody should.

use axum::response::Response;
use jiff::civil::{Date, date};
use patchbay_contract::{Basis, Cents, TrialBalance};
use patchbay_gateway::{BooksTrouble, CallError};
use serde_json::{Value, json};

use crate::support::{Firm, Stage, Vendor, json, typed};

const DAY: Date = date(2025, 6, 30);

fn quickbooks() -> Firm {
    Firm::of("quickbooks_online", "oauth").knowing(&[("access_token", "a"), ("realm_id", "46208")])
}

async fn read(firm: &Firm, answer: Response) -> Result<TrialBalance, CallError> {
    let vendor = Vendor::saying([answer]).await;
    Stage::at(&vendor.address).gateway.trial_balance(firm.party(), DAY, Basis::Accrual).await
}

async fn trouble(answer: Value) -> BooksTrouble {
    match read(&quickbooks(), json(200, &answer)).await {
        Err(CallError::Books(trouble)) => trouble,
        other => panic!("{other:?}"),
    }
}

fn account(name: &str, debit: Value, credit: Value) -> Value {
    json!({"ColData": [{"value": name}, {"value": debit}, {"value": credit}]})
}

fn total(debit: &str, credit: &str) -> Value {
    json!({"group": "GrandTotal", "Summary":
        {"ColData": [{"value": "TOTAL"}, {"value": debit}, {"value": credit}]}})
}

fn report(rows: &[Value]) -> Value {
    json!({
        "Header": {"Currency": "USD"},
        "Columns": {"Column": [{"ColTitle": ""}, {"ColTitle": "Debit"}, {"ColTitle": "Credit"}]},
        "Rows": {"Row": rows},
    })
}

#[tokio::test]
async fn accounts_are_read_out_of_sections_and_sections_are_no_accounts() {
    let inner = json!({
        "Header": {"ColData": [{"value": "Fixed"}, {"value": ""}, {"value": ""}]},
        "Rows": {"Row": [account("Truck", json!("1,000.10"), json!("")), account("Wear", json!(""), json!(250.05))]},
        "Summary": {"ColData": [{"value": "Total Fixed"}, {"value": "1000.10"}, {"value": "250.05"}]},
    });
    let rows = [inner, account("Equity", json!(""), json!("750.05")), total("1000.10", "1000.10")];
    let read = read(&quickbooks(), json(200, &report(&rows))).await.unwrap();
    let names: Vec<&str> = read.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Truck", "Wear", "Equity"]);
    let sums = read.sums();
    assert_eq!((sums.debit, sums.credit), (Cents(100_010), Cents(100_010)));
    assert_eq!((read.currency.as_deref(), read.as_of), (Some("USD"), DAY));
}

#[tokio::test]
async fn what_is_below_zero_goes_to_the_other_side() {
    let rows = [
        account("Overdraft", json!("(5.00)"), json!("")),
        account("Refunds", json!(""), json!("-7.00")),
        account("Both", json!("3.00"), json!("5.00")),
        total("-2.00", "-2.00"),
    ];
    let read = read(&quickbooks(), json(200, &report(&rows))).await.unwrap();
    let sides: Vec<(i64, i64)> = read.rows.iter().map(|row| (row.debit.0, row.credit.0)).collect();
    assert_eq!(sides, [(0, 500), (700, 0), (0, 200)]);
    assert!(read.sums().ties());
}

#[tokio::test]
async fn books_that_differ_are_read_and_say_by_how_much() {
    let rows =
        [account("Cash", json!("10.00"), json!("")), account("Sales", json!(""), json!("9.99"))];
    let read = read(&quickbooks(), json(200, &report(&rows))).await.unwrap();
    assert!(!read.sums().ties());
    assert_eq!(read.sums().difference(), Cents(1));
}

#[tokio::test]
async fn a_report_that_cannot_be_gone_by_is_told_for_what_is_wrong_with_it() {
    let ours = account("Cash", json!("10.00"), json!(""));
    let other_total = trouble(report(&[ours.clone(), total("10.01", "0")])).await;
    assert_eq!(other_total, BooksTrouble::OtherTotal { said: Cents(1_001), summed: Cents(1_000) });
    for value in [json!("n/a"), json!("1.234,56"), json!("EUR 5"), json!([1]), json!("0.001")] {
        let found = trouble(report(&[account("Cash", value.clone(), json!(""))])).await;
        assert!(matches!(found, BooksTrouble::NotMoney { .. }), "{value}: {found}");
    }
    let mut other = report(&[ours]);
    other["Columns"]["Column"][2]["ColTitle"] = "Balance".into();
    let (wanted, found) = ("Credit".to_owned(), "Balance".to_owned());
    assert_eq!(trouble(other).await, BooksTrouble::OtherColumns { wanted, found });
    let mut text = report(&[]);
    text["Rows"]["Row"] = "none".into();
    assert_eq!(trouble(text).await, BooksTrouble::NoRows("/Rows/Row".into()));
    let mut deep = account("Cash", json!("1"), json!(""));
    for _ in 0..40 {
        deep = json!({"Rows": {"Row": [deep]}});
    }
    assert!(matches!(trouble(report(&[deep])).await, BooksTrouble::TooDeep(_)));
}

#[tokio::test]
async fn another_answer_is_never_taken_for_empty_books() {
    let empty = read(&quickbooks(), json(200, &report(&[]))).await.unwrap();
    assert!(empty.rows.is_empty() && empty.sums().ties());
    let mut without = report(&[]);
    without["Rows"] = json!({});
    assert!(read(&quickbooks(), json(200, &without)).await.unwrap().rows.is_empty());
    let fault = trouble(json!({"Fault": {"type": "SystemFault"}})).await;
    assert!(matches!(fault, BooksTrouble::OtherColumns { .. }), "{fault}");
    let page = typed(200, "text/html", "<html>hello");
    assert_eq!(read(&quickbooks(), page).await, Err(CallError::WebPage(200)));
    let words = read(&quickbooks(), typed(200, "application/json", "soon")).await;
    assert!(matches!(words, Err(CallError::Nonsense(_))), "{words:?}");
    let sage =
        Firm::of("sage_accounting", "oauth").knowing(&[("access_token", "a"), ("account_id", "b")]);
    let found = read(&sage, json(200, &json!({"$items": []}))).await;
    assert_eq!(found, Err(BooksTrouble::NoRows("/ledger_accounts".into()).into()));
}

#[tokio::test]
async fn the_balances_of_xero_are_those_of_the_year_and_numbers_stand_behind_names() {
    let cells = |texts: [&str; 5]| -> Vec<Value> {
        texts.iter().map(|text| json!({"Value": text})).collect()
    };
    let row = |texts| json!({"RowType": "Row", "Cells": cells(texts)});
    let rows = json!([
        {"RowType": "Header", "Cells": cells(["Account", "Debit", "Credit", "YTD Debit", "YTD Credit"])},
        {"RowType": "Section", "Title": "Assets", "Rows": [row(["Bank (090)", "1.00", "", "500.00", ""])]},
        {"RowType": "Section", "Title": "Revenue", "Rows": [row(["Sales (200)", "", "2.00", "", "500.00"])]},
        {"RowType": "Section", "Title": "", "Rows": [
            {"RowType": "SummaryRow", "Cells": cells(["Total", "1.00", "2.00", "500.00", "500.00"])}]},
    ]);
    let xero = Firm::of("xero", "oauth").knowing(&[("access_token", "a"), ("account_id", "t")]);
    let read = read(&xero, json(200, &json!({"Reports": [{"Rows": rows}]}))).await.unwrap();
    let accounts: Vec<_> = read
        .rows
        .iter()
        .map(|row| (row.number.as_deref(), row.name.as_str(), row.debit.0))
        .collect();
    assert_eq!(accounts, [(Some("090"), "Bank", 50_000), (Some("200"), "Sales", 0)]);
}

#[tokio::test]
async fn the_day_and_the_basis_go_out_in_the_words_of_each_ledger() {
    for (id, basis, query) in [
        (
            "quickbooks_online",
            Basis::Cash,
            [("end_date", "2025-06-30"), ("accounting_method", "Cash")],
        ),
        ("xero", Basis::Cash, [("date", "2025-06-30"), ("paymentsOnly", "true")]),
        ("xero", Basis::Accrual, [("date", "2025-06-30"), ("paymentsOnly", "false")]),
        (
            "sage_accounting",
            Basis::Accrual,
            [("from_date", "2025-01-01"), ("to_date", "2025-06-30")],
        ),
    ] {
        let known = [("access_token", "a"), ("realm_id", "46208"), ("account_id", "t")];
        let firm = Firm::of(id, "oauth").knowing(&known);
        let vendor = Vendor::saying([json(200, &json!({}))]).await;
        let gateway = Stage::at(&vendor.address).gateway;
        assert!(gateway.trial_balance(firm.party(), DAY, basis).await.is_err());
        let heard = &vendor.heard()[0];
        for (name, value) in query {
            assert_eq!(heard.query[name], value, "{id}");
        }
    }
}

#[tokio::test]
async fn what_a_ledger_does_not_report_is_not_asked_for() {
    let vendor = Vendor::saying([]).await;
    let gateway = Stage::at(&vendor.address).gateway;
    let sage = Firm::of("sage_accounting", "oauth");
    let read = gateway.trial_balance(sage.party(), DAY, Basis::Cash).await;
    assert_eq!(read, Err(BooksTrouble::BasisNotOffered.into()));
    let stripe = Firm::of("stripe", "key");
    let read = gateway.trial_balance(stripe.party(), DAY, Basis::Accrual).await;
    assert_eq!(read, Err(BooksTrouble::NotOffered.into()));
    assert!(vendor.heard().is_empty());
}

#[tokio::test]
async fn numbers_come_from_the_chart_of_accounts_page_by_page_and_an_account_may_have_none() {
    let line = |id: &str, name: &str, debit: &str, credit: &str| json!({"ColData": [{"value": name, "id": id}, {"value": debit}, {"value": credit}]});
    let rows =
        [line("7", "Cash", "9.00", ""), line("2042", "Sales", "", "5"), line("8", "Rest", "", "4")];
    let page = |from: u32, count: u32| {
        let accounts: Vec<Value> = (from..from + count)
            .map(|id| json!({"Id": id.to_string(), "AcctNum": format!("N{id}")}))
            .chain([json!({"Id": "8"})])
            .collect();
        json!({"QueryResponse": {"Account": accounts}})
    };
    let vendor = Vendor::saying([
        json(200, &report(&rows)),
        json(200, &page(10, 999)),
        json(200, &page(2_000, 100)),
    ])
    .await;
    let gateway = Stage::at(&vendor.address).gateway;
    let read = gateway.trial_balance(quickbooks().party(), DAY, Basis::Accrual).await.unwrap();
    let numbers: Vec<_> = read.rows.iter().map(|row| row.number.as_deref()).collect();
    assert_eq!(numbers, [None, Some("N2042"), None]);
    let heard = vendor.heard();
    assert!(heard[1].query["query"].contains("startposition 1 "), "{:?}", heard[1].query);
    assert!(heard[2].query["query"].contains("startposition 1001 "), "{:?}", heard[2].query);
    let vendor =
        Vendor::saying([json(200, &report(&rows)), typed(200, "text/html", "<html>")]).await;
    let gateway = Stage::at(&vendor.address).gateway;
    let read = gateway.trial_balance(quickbooks().party(), DAY, Basis::Accrual).await;
    assert_eq!(read, Err(CallError::WebPage(200)));
}
