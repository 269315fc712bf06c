//! A trial balance that ties, in the two shapes that the built-in check reads. A file
//! names the call for it and cannot say what its rows look like.

use serde_json::{Value, json};

use crate::company::Company;

/// Account, debit and credit of a small firm, in dollars and cents.
const ROWS: [(&str, &str, &str); 5] = [
    ("Checking", "48250.75", ""),
    ("Accounts Receivable", "12400.00", ""),
    ("Opening Balance Equity", "", "25000.00"),
    ("Services", "", "61150.25"),
    ("Rent", "25499.50", ""),
];
const TOTAL: &str = "86150.25";

/// The report as QuickBooks writes it: columns by their titles, cells by their place.
pub(super) fn columns(company: &Company) -> Value {
    let cells = |account: &str, debit: &str, credit: &str| json!([{"value": account}, {"value": debit}, {"value": credit}]);
    let mut rows: Vec<Value> = ROWS
        .iter()
        .map(|(account, debit, credit)| json!({"ColData": cells(account, debit, credit)}))
        .collect();
    rows.push(json!({
        "Summary": {"ColData": cells("TOTAL", TOTAL, TOTAL)},
        "type": "Section",
        "group": "GrandTotal",
    }));
    json!({
        "Header": {"ReportName": "TrialBalance", "Currency": "USD", "ReportBasis": "Accrual",
                   "Option": [{"Name": "NoReportData", "Value": "false"}],
                   "CompanyName": company.name},
        "Columns": {"Column": [
            {"ColTitle": "", "ColType": "Account"},
            {"ColTitle": "Debit", "ColType": "Money"},
            {"ColTitle": "Credit", "ColType": "Money"},
        ]},
        "Rows": {"Row": rows},
    })
}

/// The report as Xero writes it: sections of rows of cells.
pub(super) fn sections(company: &Company) -> Value {
    let row = |kind: &str, account: &str, debit: &str, credit: &str| {
        let cell = |text: &str| json!({"Value": text});
        json!({"RowType": kind, "Cells":
            [cell(account), cell(debit), cell(credit), cell(debit), cell(credit)]})
    };
    let rows: Vec<Value> = ROWS.iter().map(|(a, d, c)| row("Row", a, d, c)).collect();
    let header = ["Account", "Debit", "Credit", "YTD Debit", "YTD Credit"];
    let header: Vec<Value> = header.iter().map(|title| json!({"Value": title})).collect();
    json!({"Reports": [{
        "ReportID": "TrialBalance",
        "ReportName": "Trial Balance",
        "ReportType": "TrialBalance",
        "ReportTitles": ["Trial Balance", company.name],
        "Rows": [
            {"RowType": "Header", "Cells": header},
            {"RowType": "Section", "Title": "", "Rows": rows},
            {"RowType": "Section", "Title": "", "Rows": [row("SummaryRow", "Total", TOTAL, TOTAL)]},
        ],
    }]})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents(text: &str) -> u64 {
        text.replace('.', "").parse().unwrap_or(0)
    }

    #[test]
    fn the_report_ties() {
        let debits: u64 = ROWS.iter().map(|(_, debit, _)| cents(debit)).sum();
        let credits: u64 = ROWS.iter().map(|(_, _, credit)| cents(credit)).sum();
        assert_eq!((debits, credits), (cents(TOTAL), cents(TOTAL)));
    }
}
