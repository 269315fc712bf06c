//! The shapes: columns by their titles with sections between, sections of rows of cells.

use serde_json::{Value, json};

use super::figures::Row;
use crate::company::Company;
use crate::misbehaviour::Books;

/// An amount as a report writes it.
pub(super) fn written(cents: i64, books: Books) -> String {
    if books != Books::InBrackets {
        return format!("{}.{:02}", cents / 100, cents % 100);
    }
    let dollars = cents / 100;
    let apart = if dollars >= 1_000 {
        format!("{},{:03}", dollars / 1_000, dollars % 1_000)
    } else {
        dollars.to_string()
    };
    format!("({apart}.{:02})", cents % 100)
}

/// Nothing is written where nothing is.
fn cell(cents: i64, write: &dyn Fn(i64) -> String) -> String {
    if cents == 0 { String::new() } else { write(cents) }
}

/// The report as QuickBooks writes it: columns by their titles, cells by their place, and
/// accounts that have others below them as sections.
pub(super) fn columns(
    company: &Company,
    cash: bool,
    rows: &[Row],
    totals: [i64; 2],
    write: &dyn Fn(i64) -> String,
) -> Value {
    let [debits, credits] = totals.map(write);
    let is_empty = rows.is_empty();
    let line = |row: &Row| {
        json!({"ColData": [{"value": row.name, "id": row.number},
            {"value": cell(row.debit, write)}, {"value": cell(row.credit, write)}]})
    };
    let mut all: Vec<Value> = rows.iter().filter(|row| !is_fixed(row)).map(line).collect();
    let fixed: Vec<&Row> = rows.iter().filter(|row| is_fixed(row)).collect();
    if !fixed.is_empty() {
        let sums = |side: fn(&Row) -> i64| write(fixed.iter().map(|row| side(row)).sum());
        all.insert(
            1,
            json!({
                "Header": {"ColData": [{"value": "Fixed Assets"}, {"value": ""}, {"value": ""}]},
                "Rows": {"Row": fixed.iter().map(|row| line(row)).collect::<Vec<_>>()},
                "Summary": {"ColData": [{"value": "Total Fixed Assets"},
                    {"value": sums(|row| row.debit)}, {"value": sums(|row| row.credit)}]},
                "type": "Section",
            }),
        );
    }
    all.push(json!({
        "Summary": {"ColData": [{"value": "TOTAL"}, {"value": debits}, {"value": credits}]},
        "type": "Section",
        "group": "GrandTotal",
    }));
    let list = if is_empty { json!({}) } else { json!({"Row": all}) };
    json!({
        "Header": {"ReportName": "TrialBalance", "Currency": "USD",
                   "ReportBasis": if cash { "Cash" } else { "Accrual" },
                   "Option": [{"Name": "NoReportData", "Value": is_empty.to_string()}],
                   "CompanyName": company.name},
        "Columns": {"Column": [
            {"ColTitle": "", "ColType": "Account"},
            {"ColTitle": "Debit", "ColType": "Money"},
            {"ColTitle": "Credit", "ColType": "Money"},
        ]},
        "Rows": list,
    })
}

fn is_fixed(row: &Row) -> bool {
    row.number.starts_with("15")
}

/// The report as Xero writes it: sections of rows of cells, with what moved within the month
/// before what there is in all.
pub(super) fn sections(
    company: &Company,
    rows: &[Row],
    totals: [i64; 2],
    write: &dyn Fn(i64) -> String,
) -> Value {
    let row = |kind: &str, account: &str, cells: [String; 4]| {
        let account = std::iter::once(account.to_owned());
        let cells: Vec<Value> = account.chain(cells).map(|text| json!({"Value": text})).collect();
        json!({"RowType": kind, "Cells": cells})
    };
    let line = |one: &Row| {
        let [debit, credit] = [one.debit, one.credit];
        let month = [cell(debit / 12, write), cell(credit / 12, write)];
        let [month_debit, month_credit] = month;
        let cells = [month_debit, month_credit, cell(debit, write), cell(credit, write)];
        row("Row", &format!("{} ({})", one.name, one.number), cells)
    };
    let header =
        row("Header", "Account", ["Debit", "Credit", "YTD Debit", "YTD Credit"].map(str::to_owned));
    let section = |title: &str, digits: &str| {
        let within = |row: &&Row| row.number.starts_with(|first| digits.contains(first));
        let lines: Vec<Value> = rows.iter().filter(within).map(line).collect();
        (!lines.is_empty()).then(|| json!({"RowType": "Section", "Title": title, "Rows": lines}))
    };
    let groups = [
        ("Revenue", "4"),
        ("Expenses", "6"),
        ("Assets", "1"),
        ("Liabilities", "2"),
        ("Equity", "3"),
    ];
    let mut all = vec![header];
    all.extend(groups.iter().filter_map(|(title, digits)| section(title, digits)));
    let [debits, credits] = totals;
    let sums = [debits / 12, credits / 12, debits, credits].map(write);
    all.push(
        json!({"RowType": "Section", "Title": "", "Rows": [row("SummaryRow", "Total", sums)]}),
    );
    json!({"Reports": [{
        "ReportID": "TrialBalance",
        "ReportName": "Trial Balance",
        "ReportType": "TrialBalance",
        "ReportTitles": ["Trial Balance", company.name],
        "Rows": all,
    }]})
}

/// Puts a word in the place of every amount.
pub(super) fn spoil(told: &mut Value) {
    let is_amount = |text: &str| text.contains('.') && text.bytes().any(|b| b.is_ascii_digit());
    while first(told, &is_amount, "about right") {}
}

/// Calls a column otherwise; where columns are members, the list itself.
pub(super) fn rename(told: &mut Value) {
    if !first(told, &|text| text == "YTD Debit", "Soll")
        && !first(told, &|text| text == "Debit", "Soll")
        && let Some(members) = told.as_object_mut()
    {
        members.clear();
    }
}

/// Another text in the place of the first that is wanted. Whether there was one.
fn first(told: &mut Value, wanted: &dyn Fn(&str) -> bool, instead: &str) -> bool {
    match told {
        Value::String(text) if wanted(text) => {
            instead.clone_into(text);
            true
        }
        Value::Array(items) => items.iter_mut().any(|item| first(item, wanted, instead)),
        Value::Object(members) => members.values_mut().any(|one| first(one, wanted, instead)),
        _ => false,
    }
}
