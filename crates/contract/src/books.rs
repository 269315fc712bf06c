//! Books as they are read from a ledger: amounts, and the trial balance.

use std::fmt;
use std::iter::Sum;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An amount in the smallest unit of its currency, exactly. Below zero for the other side.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Cents(pub i64);

impl Cents {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// More than any ledger holds. What is larger is no amount, so that sums of as many as
    /// an answer can have stay within bounds.
    pub const LARGEST: Self = Self(10_000_000_000_000);

    /// Without separators and with its sign, as programs read it: `-1234.56`.
    #[must_use]
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let amount = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", amount / 100, amount % 100)
    }
}

/// With its thousands apart: `1,234.56`.
impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = self.0.unsigned_abs();
        let whole = (amount / 100).to_string();
        let mut written = String::from(if self.0 < 0 { "-" } else { "" });
        for (n, digit) in whole.chars().enumerate() {
            if n > 0 && (whole.len() - n).is_multiple_of(3) {
                written.push(',');
            }
            written.push(digit);
        }
        f.pad(&format!("{written}.{:02}", amount % 100))
    }
}

/// A sum stays at the bounds of what can be written, instead of turning its sign.
impl Sum for Cents {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, |sum, one| Self(sum.0.saturating_add(one.0)))
    }
}

/// When something counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// When it was earned or owed.
    #[default]
    Accrual,
    /// When it was paid.
    Cash,
}

impl Basis {
    /// The name as it stands on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accrual => "accrual",
            Self::Cash => "cash",
        }
    }
}

/// Which trial balance is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialBalanceWish {
    /// The connection.
    pub connection: String,
    /// The day it is for.
    pub as_of: Date,
    /// When something counts.
    #[serde(default)]
    pub basis: Basis,
}

/// One account of it. One of both amounts is zero, and none is below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialBalanceRow {
    /// The account's number, where the ledger tells it.
    pub number: Option<String>,
    /// Its name.
    pub name: String,
    /// What it has on the left.
    pub debit: Cents,
    /// What it has on the right.
    pub credit: Cents,
}

/// A trial balance, as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialBalance {
    /// The provider's name.
    pub provider: String,
    /// The company it is of.
    pub company: Option<String>,
    /// The day it is for.
    pub as_of: Date,
    /// When something counts in it.
    pub basis: Basis,
    /// The currency of every amount, where the ledger tells it.
    pub currency: Option<String>,
    /// The accounts, in the ledger's order.
    pub rows: Vec<TrialBalanceRow>,
}

impl TrialBalance {
    /// The day a year before, for which the year before is read.
    #[must_use]
    pub fn a_year_before(&self) -> Option<Date> {
        self.as_of.checked_sub(1.year()).ok()
    }

    /// What it sums up to.
    #[must_use]
    pub fn sums(&self) -> TrialBalanceSums {
        TrialBalanceSums {
            accounts: self.rows.len(),
            debit: self.rows.iter().map(|row| row.debit).sum(),
            credit: self.rows.iter().map(|row| row.credit).sum(),
            currency: self.currency.clone(),
        }
    }
}

/// What a trial balance sums up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialBalanceSums {
    /// How many accounts it has.
    pub accounts: usize,
    /// All that is on the left.
    pub debit: Cents,
    /// All that is on the right.
    pub credit: Cents,
    /// The currency.
    pub currency: Option<String>,
}

impl TrialBalanceSums {
    /// Whether both sides are the same, to the cent.
    #[must_use]
    pub fn ties(&self) -> bool {
        self.debit == self.credit
    }

    /// How much more there is on the left.
    #[must_use]
    pub fn difference(&self) -> Cents {
        Cents(self.debit.0.saturating_sub(self.credit.0))
    }
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenFile {
    /// Where it lies.
    pub path: String,
    /// How many accounts it has.
    pub accounts: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_written_to_the_cent_for_people_and_for_programs() {
        for (cents, people, programs) in [
            (0, "0.00", "0.00"),
            (5, "0.05", "0.05"),
            (123_456, "1,234.56", "1234.56"),
            (-100_000_000, "-1,000,000.00", "-1000000.00"),
            (-7, "-0.07", "-0.07"),
            (i64::MIN, "-92,233,720,368,547,758.08", "-92233720368547758.08"),
        ] {
            assert_eq!(Cents(cents).to_string(), people);
            assert_eq!(Cents(cents).plain(), programs);
        }
    }

    #[test]
    fn a_sum_that_is_too_large_stays_large() {
        assert_eq!([Cents(i64::MAX), Cents(1)].into_iter().sum::<Cents>(), Cents(i64::MAX));
    }
}
