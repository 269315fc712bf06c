//! A trial balance as lines for a spreadsheet: one an account, and its totals last.

use std::io;

use patchbay_contract::{Cents, TrialBalance};

use crate::audit::neutral;

/// By which spreadsheets know that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The lines.
///
/// # Errors
/// None that memory does not give.
pub fn csv(read: &TrialBalance) -> io::Result<Vec<u8>> {
    let mut lines = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    lines.write_record(["Number", "Account", "Debit", "Credit"])?;
    let amount = |cents: Cents| if cents == Cents::ZERO { String::new() } else { cents.plain() };
    for row in &read.rows {
        let number = row.number.as_deref().unwrap_or_default();
        let (debit, credit) = (amount(row.debit), amount(row.credit));
        lines.write_record([&*neutral(number), &*neutral(&row.name), &debit, &credit])?;
    }
    let sums = read.sums();
    lines.write_record(["", "Total", &sums.debit.plain(), &sums.credit.plain()])?;
    lines.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use patchbay_contract::{Basis, TrialBalanceRow};

    use super::*;

    #[test]
    fn every_account_is_a_line_and_none_of_them_a_formula() {
        let row = |number: Option<&str>, name: &str, debit, credit| TrialBalanceRow {
            number: number.map(str::to_owned),
            name: name.into(),
            debit: Cents(debit),
            credit: Cents(credit),
        };
        let read = TrialBalance {
            provider: "Xero".into(),
            company: None,
            as_of: date(2026, 6, 30),
            basis: Basis::Accrual,
            currency: None,
            rows: vec![
                row(Some("1000"), "Checking, main", 123_456, 0),
                row(None, "=HYPERLINK(\"x\")", 0, 123_456),
            ],
        };
        let text = String::from_utf8(csv(&read).unwrap()).unwrap();
        assert_eq!(
            text,
            "\u{feff}Number,Account,Debit,Credit\r\n1000,\"Checking, main\",1234.56,\r\n\
             ,\"'=HYPERLINK(\"\"x\"\")\",,1234.56\r\n,Total,1234.56,1234.56\r\n"
        );
    }
}
