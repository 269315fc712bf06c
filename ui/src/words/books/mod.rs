//! The words about books: a ledger's trial balance, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of a trial balance.
pub struct BooksWords {
    pub trial_balance: &'static str,
    pub trial_balance_of: fn(&str) -> String,
    pub lead: &'static str,
    pub as_of: &'static str,
    pub basis: &'static str,
    pub accrual: &'static str,
    pub accrual_help: &'static str,
    pub cash: &'static str,
    pub cash_help: &'static str,
    pub read: &'static str,
    pub reading: &'static str,
    pub number: &'static str,
    pub account: &'static str,
    pub debit: &'static str,
    pub credit: &'static str,
    pub total: &'static str,
    pub empty: &'static str,
    /// A company, the day and the basis.
    pub caption: fn(&str, &str, &str) -> String,
    /// How many accounts, and what both sides are.
    pub ties: fn(usize, &str) -> String,
    /// Both sides, and by how much they differ.
    pub differs: fn(&str, &str, &str) -> String,
    pub differs_help: &'static str,
    pub save: &'static str,
    pub saved: fn(&str) -> String,
    // A folder for it.
    pub folder_lead: fn(&str) -> String,
    pub files_are_called: &'static str,
    pub other_folder: &'static str,
    pub other_folder_of: fn(&str) -> String,
    pub other_folder_lead: &'static str,
    pub choose_folder: &'static str,
    pub folder_replaced: &'static str,
    // For tax software.
    pub write_for_tax: &'static str,
    pub no_targets: &'static str,
    pub target: &'static str,
    pub client: &'static str,
    pub client_help: &'static str,
    pub prior_year: fn(&str) -> String,
    pub prior_year_help: &'static str,
    pub whole_dollars: &'static str,
    pub whole_dollars_help: &'static str,
    pub write: &'static str,
    pub import_by: fn(&str) -> String,
    pub without_tax_code: fn(usize) -> String,
}
