//! The figures of the practice firm's books, in cents: exact, and different by cash.

use crate::company::{COMPANIES, Company};
use crate::misbehaviour::Books;

/// One account.
pub(super) struct Account {
    pub(super) number: &'static str,
    pub(super) name: &'static str,
    /// Debits are above zero.
    pub(super) balance: i64,
}

const fn account(number: &'static str, name: &'static str, balance: i64) -> Account {
    Account { number, name, balance }
}

const ACCRUAL: [Account; 8] = [
    account("1000", "Checking", 4_825_075),
    account("1200", "Accounts Receivable", 1_240_000),
    account("1500", "Office Equipment", 880_000),
    account("1510", "Accumulated Depreciation", -176_000),
    account("2000", "Accounts Payable", -315_010),
    account("3000", "Opening Balance Equity", -2_500_000),
    account("4000", "Services", -6_504_015),
    account("6100", "Rent", 2_549_950),
];

/// What is owed does not count, so there are fewer.
const CASH: [Account; 6] = [
    account("1000", "Checking", 4_825_075),
    account("1500", "Office Equipment", 880_000),
    account("1510", "Accumulated Depreciation", -176_000),
    account("3000", "Opening Balance Equity", -2_500_000),
    account("4000", "Services", -5_264_015),
    account("6100", "Rent", 2_234_940),
];

/// A row as the report tells it: both sides, and what moved lately.
pub(super) struct Row {
    pub(super) number: &'static str,
    pub(super) name: &'static str,
    pub(super) debit: i64,
    pub(super) credit: i64,
}

/// The rows of a company's books, and what the report calls their sums.
pub(super) fn rows(company: &Company, cash: bool, books: Books) -> (Vec<Row>, i64, i64) {
    let all: &[Account] = if cash { &CASH } else { &ACCRUAL };
    // The second company is a smaller one.
    let share = if company.key == COMPANIES[1].key { 2 } else { 1 };
    let mut rows: Vec<Row> = all
        .iter()
        .filter(|_| books != Books::Empty)
        .map(|Account { number, name, balance }| {
            let balance = balance * 2 / share;
            Row { number, name, debit: balance.max(0), credit: (-balance).max(0) }
        })
        .collect();
    if books == Books::DoNotTie
        && let Some(row) = rows.iter_mut().find(|row| row.credit > 0)
    {
        row.credit -= 100;
    }
    let debits: i64 = rows.iter().map(|row| row.debit).sum();
    let credits: i64 = rows.iter().map(|row| row.credit).sum();
    let more = i64::from(books == Books::OtherTotal);
    (rows, debits + more, credits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_books_tie_on_both_bases_unless_they_are_told_not_to() {
        for company in &COMPANIES {
            for cash in [false, true] {
                let (rows, debits, credits) = rows(company, cash, Books::Right);
                assert_eq!(debits, credits, "{} {cash}", company.name);
                assert!(rows.len() > 5);
            }
            let (_, debits, credits) = rows(company, false, Books::DoNotTie);
            assert_eq!(debits - credits, 100);
        }
    }
}
