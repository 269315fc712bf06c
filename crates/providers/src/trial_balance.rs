//! Where the trial balance is read, and what its rows look like. Whether it ties is the
//! gateway's sum, since no file can say that.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Request, Source};

/// The report of a ledger that has one row an account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrialBalance {
    /// The call. Its own places are `as_of`, `year_begins` and `basis`.
    pub request: Request,
    /// What fills `{basis}`, for each basis that the ledger can report on.
    pub basis: Bases,
    /// Where the list of rows is in the answer. Where there are `titles`, one that is not
    /// there is empty.
    pub rows: Source,
    /// Where further rows are in a row, as sections have them.
    pub nested: Option<Source>,
    /// What the answer says where it has the columns that are read, so that a report with
    /// other columns is not taken for this one.
    #[serde(default)]
    pub titles: BTreeMap<String, String>,
    /// What only a row of an account says.
    #[serde(default)]
    pub only: BTreeMap<String, String>,
    /// Where the account's name is in a row.
    pub name: Source,
    /// Where its number is.
    pub number: Option<Source>,
    /// Its number stands behind its name, as in “Sales (200)”.
    #[serde(default)]
    pub number_behind_name: bool,
    /// Where the id is by which its number is found elsewhere.
    pub id: Option<Source>,
    /// Where numbers are told, for a report whose rows have none.
    pub numbers: Option<Numbers>,
    /// Where its debit is.
    pub debit: Source,
    /// Where its credit is.
    pub credit: Source,
    /// Where the answer names the currency.
    pub currency: Option<Source>,
    /// The row of totals, where the answer has one.
    pub total: Option<Total>,
}

/// The words for the two ways to count.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bases {
    /// What is earned and owed counts.
    pub accrual: Option<String>,
    /// What was paid counts.
    pub cash: Option<String>,
}

/// The list of accounts with their numbers, some at a time.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// The call. Its own place is `first`: which account the page begins at, counted from 1.
    pub request: Request,
    /// How many accounts a full page has: behind one that is not full there is none.
    pub page: u16,
    /// Where the list is. One that is not there is empty.
    pub list: Source,
    /// Where the account's id is.
    pub id: Source,
    /// Where its number is; an account may have none.
    pub number: Source,
}

/// The row of totals, which has to say what the rows sum up to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// What only this row says.
    pub only: BTreeMap<String, String>,
    /// Where the sum of the debits is.
    pub debit: Source,
    /// Where the sum of the credits is.
    pub credit: Source,
}

/// The places that its request has beside those of every call.
pub(crate) const PLACES: [&str; 3] = ["as_of", "year_begins", "basis"];

/// The place that the request for numbers has.
pub(crate) const FIRST: &str = "first";
