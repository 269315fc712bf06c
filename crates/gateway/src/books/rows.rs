//! The rows of a report, out of whatever sections they stand in.

use std::collections::BTreeMap;

use patchbay_contract::{Cents, TrialBalanceRow};
use patchbay_providers::{Source, TrialBalance as Report};
use serde_json::Value;

use super::amount::amount;
use super::{BooksTrouble, row};
use crate::answer::plain;

/// More levels of sections than any chart of accounts has.
const DEEPEST: usize = 20;

/// As many characters of what is no amount are told.
const LONGEST: usize = 40;

/// Both amounts of a row, as they stand there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sides {
    pub(super) debit: Cents,
    pub(super) credit: Cents,
}

/// A row, with what its number is found by where it has none.
pub(super) struct Read {
    pub(super) row: TrialBalanceRow,
    pub(super) id: Option<String>,
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    rows: Vec<Read>,
    /// As the rows have it, before any is turned to one side.
    summed: Sides,
    said: Option<Sides>,
}

/// Every account of the report, once it was compared with its own row of totals.
pub(super) fn read(report: &Report, answer: &Value) -> Result<Vec<Read>, BooksTrouble> {
    let mut reading = Reading::default();
    match at(answer, &report.rows) {
        Some(Value::Array(rows)) => {
            titles(report, answer)?;
            reading.all(report, rows, 0)?;
        }
        // Books that nothing was written into yet. Something else has no such columns.
        None | Some(Value::Null) if !report.titles.is_empty() => titles(report, answer)?,
        _ => return Err(BooksTrouble::NoRows(report.rows.to_string())),
    }
    let Reading { rows, summed, said } = reading;
    let Some(said) = said else { return Ok(rows) };
    for (said, summed) in [(said.debit, summed.debit), (said.credit, summed.credit)] {
        if said != summed {
            return Err(BooksTrouble::OtherTotal { said, summed });
        }
    }
    Ok(rows)
}

/// The columns are called as they are to be.
fn titles(report: &Report, answer: &Value) -> Result<(), BooksTrouble> {
    for (pointer, wanted) in &report.titles {
        let found = answer.pointer(pointer).and_then(plain).unwrap_or_default();
        if found != *wanted {
            let wanted = wanted.clone();
            return Err(BooksTrouble::OtherColumns { wanted, found: shortened(&found) });
        }
    }
    Ok(())
}

impl Reading {
    fn all(&mut self, report: &Report, rows: &[Value], depth: usize) -> Result<(), BooksTrouble> {
        if depth >= DEEPEST {
            return Err(BooksTrouble::TooDeep(DEEPEST));
        }
        for one in rows {
            self.one(report, one)?;
            let nested = report.nested.as_ref().and_then(|nested| at(one, nested));
            if let Some(Value::Array(nested)) = nested {
                self.all(report, nested, depth + 1)?;
            }
        }
        Ok(())
    }

    fn one(&mut self, report: &Report, one: &Value) -> Result<(), BooksTrouble> {
        if let Some(total) = report.total.as_ref().filter(|total| says(one, &total.only)) {
            self.said = Some(sides("the totals", one, &total.debit, &total.credit)?);
            return Ok(());
        }
        if !says(one, &report.only) {
            return Ok(());
        }
        let text = |source: &Source| at(one, source).and_then(plain);
        let name = text(&report.name).map(|name| name.trim().to_owned());
        let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(()) };
        let sides = sides(&name, one, &report.debit, &report.credit)?;
        self.summed.debit = [self.summed.debit, sides.debit].into_iter().sum();
        self.summed.credit = [self.summed.credit, sides.credit].into_iter().sum();
        let number = report.number.as_ref().and_then(text).filter(|number| !number.is_empty());
        let (name, behind) =
            if report.number_behind_name { apart(&name) } else { (name.as_str(), None) };
        let row = row(name.to_owned(), number.or(behind.map(str::to_owned)), sides);
        self.rows.push(Read { row, id: report.id.as_ref().and_then(text) });
        Ok(())
    }
}

/// Name and number of “Sales (200)”. What stands in brackets and is no number of an account
/// belongs to the name.
fn apart(text: &str) -> (&str, Option<&str>) {
    let split = text.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    match split {
        Some((name, number))
            if !name.trim().is_empty()
                && number.bytes().any(|byte| byte.is_ascii_digit())
                && number
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b".-/".contains(&byte)) =>
        {
            (name.trim(), Some(number))
        }
        _ => (text, None),
    }
}

fn sides(
    account: &str,
    one: &Value,
    debit: &Source,
    credit: &Source,
) -> Result<Sides, BooksTrouble> {
    let side = |source| {
        let value = at(one, source);
        amount(value).ok_or_else(|| BooksTrouble::NotMoney {
            account: shortened(account),
            text: shortened(&value.map(written).unwrap_or_default()),
        })
    };
    Ok(Sides { debit: side(debit)?, credit: side(credit)? })
}

fn written(value: &Value) -> String {
    plain(value).unwrap_or_else(|| value.to_string())
}

fn says(one: &Value, wanted: &BTreeMap<String, String>) -> bool {
    wanted.iter().all(|(pointer, text)| one.pointer(pointer).and_then(plain).as_ref() == Some(text))
}

/// A file's places are all in the body.
pub(super) fn at<'a>(value: &'a Value, source: &Source) -> Option<&'a Value> {
    match source {
        Source::Body(pointer) => value.pointer(pointer),
        _ => None,
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_behind_a_name_is_told_from_a_word_in_brackets() {
        assert_eq!(apart("Interest Income (270)"), ("Interest Income", Some("270")));
        assert_eq!(apart("Loan (bank) (8-100)"), ("Loan (bank)", Some("8-100")));
        assert_eq!(apart("Owner A (drawings)"), ("Owner A (drawings)", None));
        assert_eq!(apart("Rent (from 1.1. on)"), ("Rent (from 1.1. on)", None));
        assert_eq!(apart("(200)"), ("(200)", None));
    }
}
