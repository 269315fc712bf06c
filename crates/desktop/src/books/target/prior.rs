//! The figures of the year before, beside those of this one: account by account, and none is
//! lost. An account is the same by its number, or by its name where one of both has none.

use patchbay_contract::{Cents, TrialBalance};

use super::FileTrouble;
use super::lines::Line;

/// Puts them there. Accounts that are not in the books any more come last.
pub(super) fn add(
    lines: &mut Vec<Line>,
    read: &TrialBalance,
    before: &TrialBalance,
) -> Result<(), FileTrouble> {
    let fits = before.as_of < read.as_of
        && before.basis == read.basis
        && before.currency == read.currency
        && before.company == read.company;
    if !fits {
        return Err(FileTrouble::OtherBooks(before.as_of));
    }
    let sums = before.sums();
    if !sums.ties() {
        let (debit, credit) = (sums.debit, sums.credit);
        return Err(FileTrouble::PriorDoesNotBalance { as_of: before.as_of, debit, credit });
    }
    for line in &mut *lines {
        line.prior = Some(Cents::ZERO);
    }
    let of_this_year = lines.len();
    for row in &before.rows {
        let was = Line::of(row);
        let this_year = &mut lines[..of_this_year];
        match this_year.iter().position(|line| is_same(line, &was)) {
            Some(place) => {
                let known = this_year[place].prior.unwrap_or_default();
                this_year[place].prior = Some(Cents(known.0 + was.balance.0));
            }
            None => {
                lines.push(Line { prior: Some(was.balance), balance: Cents::ZERO, ..was });
            }
        }
    }
    Ok(())
}

fn is_same(one: &Line, other: &Line) -> bool {
    if one.number.is_empty() || other.number.is_empty() {
        one.name == other.name
    } else {
        one.number == other.number
    }
}
