//! The lines of a file, held to the rules of the program that reads it.

use std::collections::BTreeSet;

use patchbay_contract::{Cents, Rounding, TrialBalance, TrialBalanceRow};
use patchbay_providers::sign_in::{Column, FileRule, FileTarget};

use super::{FileTrouble, Order, has_prior_year, prior};

/// What stands in the row that rounding leaves over, so that the file still balances.
const ROUNDING_NAME: &str = "Rounding difference";
const ROUNDING_NUMBER: &str = "ROUNDING";

/// One account, as it is written. Amounts are cents, whatever they were rounded to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: String,
    pub(super) name: String,
    /// Debits are above zero.
    pub(super) balance: Cents,
    /// The same a year before, where that was read.
    pub(super) prior: Option<Cents>,
}

impl Line {
    /// Of an account, as of this year.
    pub(super) fn of(row: &TrialBalanceRow) -> Self {
        Self {
            number: row.number.clone().unwrap_or_default(),
            name: row.name.clone(),
            balance: Cents(row.debit.0 - row.credit.0),
            prior: None,
        }
    }

    /// Whether there is no amount in it.
    fn is_blank(&self) -> bool {
        self.balance == Cents::ZERO && self.prior.unwrap_or_default() == Cents::ZERO
    }
}

/// The lines. There is never a row of totals: no program wants one, and some refuse it.
pub(super) fn of(order: &Order<'_>, read: &TrialBalance) -> Result<Vec<Line>, FileTrouble> {
    let sums = read.sums();
    if !sums.ties() {
        let (debit, credit) = (sums.debit, sums.credit);
        return Err(FileTrouble::DoesNotBalance { debit, credit });
    }
    let mut lines: Vec<Line> = read.rows.iter().map(Line::of).collect();
    if let Some(before) = order.prior.filter(|_| has_prior_year(&order.manner.format)) {
        prior::add(&mut lines, read, before)?;
    }
    lines.retain(|line| !line.is_blank());
    if order.manner.rounding == Rounding::WholeDollars {
        to_dollars(&mut lines);
    }
    if lines.is_empty() {
        return Err(FileTrouble::Empty);
    }
    numbers(order, &lines)?;
    Ok(lines)
}

fn to_dollars(lines: &mut Vec<Line>) {
    for line in &mut *lines {
        line.balance = Cents(rounded(line.balance.0));
        line.prior = line.prior.map(|prior| Cents(rounded(prior.0)));
    }
    let left_over: Cents = lines.iter().map(|line| line.balance).sum();
    let before: Cents = lines.iter().filter_map(|line| line.prior).sum();
    lines.retain(|line| !line.is_blank());
    let rest = Line {
        number: ROUNDING_NUMBER.to_owned(),
        name: ROUNDING_NAME.to_owned(),
        balance: Cents(-left_over.0),
        prior: Some(Cents(-before.0)),
    };
    if !rest.is_blank() {
        lines.push(rest);
    }
}

/// To the next hundred, and half of one away from zero.
const fn rounded(cents: i64) -> i64 {
    let away = if cents < 0 { -50 } else { 50 };
    (cents + away) / 100 * 100
}

fn numbers(order: &Order<'_>, lines: &[Line]) -> Result<(), FileTrouble> {
    let has_numbers = order.manner.format.columns.contains(&Column::AccountNumber);
    let mut seen = BTreeSet::new();
    for line in lines.iter().filter(|line| has_numbers && !line.number.is_empty()) {
        if order.target.rules.contains(&FileRule::UniqueNumbers) && !seen.insert(&line.number) {
            return Err(FileTrouble::SameNumber(line.number.clone()));
        }
        if let Some(most) = order.manner.format.number_max
            && line.number.chars().count() > usize::from(most)
        {
            let (account, number) = (line.name.clone(), line.number.clone());
            return Err(FileTrouble::LongNumber { account, number, most });
        }
    }
    Ok(())
}

/// The name as it fits.
pub(super) fn name_that_fits(most: Option<u8>, name: &str) -> &str {
    let Some(most) = most else { return name };
    name.char_indices().nth(usize::from(most)).map_or(name, |(end, _)| &name[..end])
}

/// The rows of titles above: what the columns are last, and whose books they are before.
pub(super) fn titles(order: &Order<'_>, read: &TrialBalance) -> Vec<Vec<String>> {
    let count = usize::from(order.manner.format.title_rows);
    let heads: Vec<String> =
        order.manner.format.columns.iter().map(|column| head(*column).to_owned()).collect();
    let client = vec![order.client.to_owned()];
    // No day with hyphens or slashes in it: not every program takes one.
    let year = vec![format!("Trial balance {}", read.as_of.year())];
    let all = [client, year, heads];
    let first = all.len().saturating_sub(count);
    let blank = count.saturating_sub(all.len());
    std::iter::repeat_n(Vec::new(), blank).chain(all.into_iter().skip(first)).collect()
}

const fn head(column: Column) -> &'static str {
    match column {
        Column::AccountNumber => "Account number",
        Column::AccountName => "Account title",
        Column::Debit => "Debit",
        Column::Credit => "Credit",
        Column::Balance => "Balance",
        Column::PriorDebit => "Prior debit",
        Column::PriorCredit => "Prior credit",
        Column::PriorBalance => "Prior balance",
        Column::TaxCode => "Tax code",
        Column::AccountType => "Type",
        Column::IncludeFlag => "Include",
        Column::ImportTo => "Import to",
        Column::FormLine => "Form/line",
        Column::Other => "Other",
    }
}

/// How many lines have no tax code, where the program skips such.
pub(super) fn without_tax_code(target: &FileTarget, lines: &[Line]) -> usize {
    if target.rules.contains(&FileRule::TaxCodeNeeded) { lines.len() } else { 0 }
}

/// What stands in a column of a line.
pub(super) enum Cell<'a> {
    Text(&'a str),
    Amount(Cents),
    Nothing,
}

impl Line {
    pub(super) fn cell(&self, column: Column, name_max: Option<u8>) -> Cell<'_> {
        let side = |cents: i64| if cents > 0 { Cell::Amount(Cents(cents)) } else { Cell::Nothing };
        match column {
            Column::AccountNumber => Cell::Text(&self.number),
            Column::AccountName => Cell::Text(name_that_fits(name_max, &self.name)),
            Column::Debit => side(self.balance.0),
            Column::Credit => side(-self.balance.0),
            Column::Balance => Cell::Amount(self.balance),
            Column::IncludeFlag => Cell::Text("Y"),
            // The year before is not read, and the rest is left for the person.
            Column::PriorDebit => side(self.prior.unwrap_or_default().0),
            Column::PriorCredit => side(-self.prior.unwrap_or_default().0),
            Column::PriorBalance => self.prior.map_or(Cell::Nothing, Cell::Amount),
            Column::TaxCode
            | Column::AccountType
            | Column::ImportTo
            | Column::FormLine
            | Column::Other => Cell::Nothing,
        }
    }
}
