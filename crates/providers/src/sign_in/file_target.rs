//! A folder that trial balances are written to, for tax software to import.

use serde::Deserialize;

use crate::Template;

/// A file target. Its form has the field `folder`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileTarget {
    /// The name of a file; its places are `client` and `year`.
    pub name: Template,
    /// What every name has to end with, before the dot, or the program does not find the file.
    pub name_ends: Option<String>,
    /// The formats it can be written in, the default one first.
    pub format: Vec<FileFormat>,
    /// What the importing program demands.
    #[serde(default)]
    pub rules: Vec<FileRule>,
    /// The path of menus that imports it there.
    pub import_by: String,
}

/// One format.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileFormat {
    /// Its name within the provider.
    pub id: String,
    /// What the person reads on the choice.
    pub label: String,
    /// The ending of the file, without the dot.
    pub extension: String,
    /// How rows are laid out.
    pub layout: Layout,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// Whoever imports it matches the columns by hand, so that debits and credits may stand in
    /// one column with a sign as well as in two.
    #[serde(default)]
    pub matched_by_hand: bool,
    /// How many rows of titles stand above.
    #[serde(default)]
    pub title_rows: u8,
    /// The most characters an account number may have.
    pub number_max: Option<u8>,
    /// The most characters an account name may have.
    pub name_max: Option<u8>,
}

/// How rows are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Comma-separated values.
    Csv,
    /// A worksheet.
    Xlsx,
    /// Columns of a fixed width.
    FixedWidth,
}

/// The columns a trial balance may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The account's number.
    AccountNumber,
    /// The account's name.
    AccountName,
    /// The debit of this year.
    Debit,
    /// The credit of this year.
    Credit,
    /// The balance of this year, debits positive.
    Balance,
    /// The debit of the year before.
    PriorDebit,
    /// The credit of the year before.
    PriorCredit,
    /// The balance of the year before.
    PriorBalance,
    /// The tax code.
    TaxCode,
    /// The kind of account.
    AccountType,
    /// `Y` for every row that is to be imported.
    IncludeFlag,
    /// Where the row goes in the return; left for the person.
    ImportTo,
    /// The form and line; left for the person.
    FormLine,
    /// Anything else; left for the person.
    Other,
}

/// What an importing program demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileRule {
    /// Debits equal credits, or it refuses the file.
    MustBalance,
    /// Each account number once.
    UniqueNumbers,
    /// Whole dollars.
    WholeDollars,
    /// No row of totals.
    NoTotals,
    /// Rows without a tax code are skipped.
    TaxCodeNeeded,
    /// The file must not be open elsewhere.
    ClosedBeforeImport,
    /// Dates without slashes and hyphens.
    PlainDates,
}
