//! What can be wrong with a report that came.

use patchbay_contract::Cents;

/// A report that cannot be gone by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BooksTrouble {
    /// The provider's file names none.
    #[error("no trial balance is read from this provider")]
    NotOffered,
    /// The ledger does not count that way.
    #[error("the ledger reports on the other basis alone")]
    BasisNotOffered,
    /// Where the rows were to be is something else.
    #[error("there is no list of rows at “{0}”")]
    NoRows(String),
    /// The columns are not the ones that are read.
    #[error("the column “{wanted}” is missing: “{found}” stands in its place")]
    OtherColumns {
        /// What it is to be called.
        wanted: String,
        /// What it is called.
        found: String,
    },
    /// Something stands where an amount was to be.
    #[error("“{text}” beside “{account}” is no amount")]
    NotMoney {
        /// In whose row.
        account: String,
        /// What stands there, shortened.
        text: String,
    },
    /// The report's own row of totals says something else than its rows.
    #[error("the rows sum up to {summed}, and the row of totals says {said}")]
    OtherTotal {
        /// What the row of totals says.
        said: Cents,
        /// What the rows sum up to.
        summed: Cents,
    },
    /// Both sides are not the same.
    #[error("debits are {debit} and credits {credit}: they differ by {}", Cents(debit.0.saturating_sub(credit.0)))]
    DoesNotTie {
        /// All on the left.
        debit: Cents,
        /// All on the right.
        credit: Cents,
    },
    /// Rows within rows without end.
    #[error("rows stand within rows {0} levels deep")]
    TooDeep(usize),
}
