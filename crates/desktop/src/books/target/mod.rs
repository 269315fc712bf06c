//! Files for tax software: what a provider's file says of its formats and rules, kept.
//!
//! [`lines`] makes lines of a trial balance and holds them to the rules; the layouts write
//! them; [`folder`] puts a file into its folder whole or not at all. Which folder it is, and
//! that it works, is a connection like any other (`crate::keys`). Nothing here asks anybody:
//! what a rule does not allow is told, never mended in secret.

mod csv_layout;
mod fixed_layout;
pub(crate) mod folder;
mod lines;
mod manner;
mod name;
mod prior;
mod sample;
mod trouble;
mod xlsx_layout;

use patchbay_contract::TrialBalance;
use patchbay_providers::sign_in::{Column, FileFormat, FileTarget, Layout};

pub(crate) use manner::{Manner, Unfit, dollars_alone, judged, signs_of};
pub(crate) use sample::{example_names, sample};
pub(crate) use trouble::FileTrouble;

/// What a file is to be made of.
pub(crate) struct Order<'a> {
    pub(crate) target: &'a FileTarget,
    pub(crate) manner: &'a Manner,
    pub(crate) client: &'a str,
    /// The same books as of a year before. They are only written where the format has
    /// columns for them.
    pub(crate) prior: Option<&'a TrialBalance>,
}

/// Whether the format has columns for the year before.
pub(crate) fn has_prior_year(format: &FileFormat) -> bool {
    let of_it = [Column::PriorDebit, Column::PriorCredit, Column::PriorBalance];
    format.columns.iter().any(|column| of_it.contains(column))
}

/// A file that was made, and lies nowhere yet.
#[derive(Debug)]
pub(crate) struct Made {
    /// What it is to be called.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// How many accounts it has.
    pub(crate) accounts: usize,
    /// How many of them have no tax code, where the program wants one.
    pub(crate) without_tax_code: usize,
}

impl Order<'_> {
    /// The file of a trial balance.
    pub(crate) fn made(&self, read: &TrialBalance) -> Result<Made, FileTrouble> {
        let Manner { format, name, .. } = self.manner;
        let lines = lines::of(self, read)?;
        let titles = lines::titles(self, read);
        let bytes = match format.layout {
            Layout::Csv => csv_layout::bytes(format, &titles, &lines)?,
            Layout::Xlsx => xlsx_layout::bytes(format, &titles, &lines)?,
            Layout::FixedWidth => fixed_layout::bytes(format, &lines)?,
        };
        let name = name::of(name, format, self.client, read.as_of.year())?;
        let without_tax_code = lines::without_tax_code(self.target, &lines);
        Ok(Made { name, bytes, accounts: lines.len(), without_tax_code })
    }
}

#[cfg(test)]
mod tests;
