//! A trial balance, in the shapes that ledgers tell it in. A file says where the figures
//! stand; what else stands around them is told here as the two best known ledgers tell it.

mod figures;
mod shapes;

use patchbay_providers::{Numbers, Source, TrialBalance};
use serde_json::{Map, Value};

use super::api::Asker;
use super::tree;
use crate::misbehaviour::Books;
use figures::rows;

/// The report that this file reads, for the company that asks.
pub(super) fn answer(report: &TrialBalance, asker: &Asker<'_>) -> Value {
    let named = |wanted: &String| asker.query.iter().any(|(_, value)| value == wanted);
    let cash = report.basis.cash.as_ref().is_some_and(named);
    let (rows, debits, credits) = rows(asker.company, cash, asker.books);
    let write = |cents: i64| shapes::written(cents, asker.books);
    let mut told = match pointer(&report.rows) {
        "/Rows/Row" => shapes::columns(asker.company, cash, &rows, [debits, credits], &write),
        "/Reports/0/Rows" => shapes::sections(asker.company, &rows, [debits, credits], &write),
        list => {
            let mut all = Value::Null;
            tree::put(&mut all, list, Value::Array(Vec::new()));
            for (n, row) in rows.iter().enumerate() {
                let mut put = |place: &Source, value: String| {
                    tree::put(&mut all, &format!("{list}/{n}{}", pointer(place)), value.into());
                };
                put(&report.name, format!("{} ({})", row.name, row.number));
                put(&report.debit, write(row.debit));
                put(&report.credit, write(row.credit));
            }
            all
        }
    };
    match asker.books {
        Books::NoAmount => shapes::spoil(&mut told),
        Books::NoColumns => shapes::rename(&mut told),
        _ => {}
    }
    told
}

/// The accounts with their numbers. All of them stand on the first page.
pub(super) fn numbers(numbers: &Numbers, asker: &Asker<'_>) -> Value {
    let is_first = asker.query.iter().any(|(_, value)| value.contains("startposition 1 "));
    let mut told = Value::Object(Map::new());
    let (rows, ..) = rows(asker.company, false, Books::Right);
    for (n, row) in rows.iter().filter(|_| is_first).enumerate() {
        for place in [&numbers.id, &numbers.number] {
            let at = format!("{}/{n}{}", pointer(&numbers.list), pointer(place));
            tree::put(&mut told, &at, row.number.into());
        }
    }
    told
}

fn pointer(source: &Source) -> &str {
    match source {
        Source::Body(pointer) => pointer,
        _ => "",
    }
}
