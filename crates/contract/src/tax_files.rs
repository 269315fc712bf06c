//! Files for tax software: the folders that they go into, how the firm wants them written,
//! and one that is wanted. What they are made of is in [`crate::books`].

use serde::{Deserialize, Serialize};

use crate::catalogue::names;
use crate::{TrialBalance, WrittenFile};

names! {
    /// To what the amounts of a file are rounded.
    Rounding {
        /// Not at all.
        Cents = "cents",
        /// To the dollar. What is left over has a row of its own.
        WholeDollars = "whole_dollars",
    }
}

names! {
    /// How a file says on which side an amount is.
    Signs {
        /// Debits in one column, credits in another.
        TwoColumns = "two_columns",
        /// In one column, credits with a minus.
        OneSigned = "one_signed",
    }
}

/// How the firm wants files written into a folder. What is nothing is as the provider's file
/// says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TaxFileSettings {
    /// The format, by its id.
    #[serde(default)]
    pub format: Option<String>,
    /// What a file is called, without its ending; its places are `client` and `year`.
    #[serde(default)]
    pub name: Option<String>,
    /// To what amounts are rounded.
    #[serde(default)]
    pub rounding: Option<Rounding>,
    /// How sides are told apart.
    #[serde(default)]
    pub signs: Option<Signs>,
}

/// How files are to be written into a folder from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTaxFileSettings {
    /// The connection of the folder.
    pub connection: String,
    /// All of it, in the place of what there was.
    pub settings: TaxFileSettings,
}

/// A format that a file can have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxFormat {
    /// Its name within the provider.
    pub id: String,
    /// What the person reads on the choice.
    pub label: String,
    /// The ending of a file, without the dot.
    pub extension: String,
    /// It has columns for the year before.
    pub prior_year: bool,
    /// How it tells the sides apart.
    pub signs: Signs,
    /// Whoever imports it matches the columns by hand, so that the firm may have the sides
    /// told apart otherwise.
    pub matched_by_hand: bool,
}

/// A folder that files for tax software are written into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxTarget {
    /// Its connection.
    pub connection: String,
    /// The tax software.
    pub provider: String,
    /// What people call the connection.
    pub title: String,
    /// The formats of a file, the default one first.
    pub formats: Vec<TaxFormat>,
    /// What a file is called where the firm says nothing else.
    pub name: String,
    /// What every name has to end with, or the software does not find it.
    #[serde(default)]
    pub name_ends: Option<String>,
    /// It takes whole dollars alone.
    pub whole_dollars: bool,
    /// Tax returns of the firm go there where nobody chose otherwise. It comes first.
    #[serde(default)]
    pub is_default: bool,
    /// How the firm wants files written there.
    #[serde(default)]
    pub settings: TaxFileSettings,
}

impl TaxTarget {
    /// The format that a file has where nobody chose one for it.
    #[must_use]
    pub fn format(&self) -> Option<&TaxFormat> {
        let wanted = self.settings.format.as_ref();
        let chosen = self.formats.iter().find(|format| Some(&format.id) == wanted);
        chosen.or(self.formats.first())
    }
}

/// A file that is wanted for tax software.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTaxFile {
    /// The connection of the folder.
    pub target: String,
    /// Which format; otherwise as the firm wants files there.
    #[serde(default)]
    pub format: Option<String>,
    /// The client, as the tax software knows the name.
    pub client: String,
    /// To what amounts are rounded; otherwise as the firm wants files there.
    #[serde(default)]
    pub rounding: Option<Rounding>,
    /// What was read.
    pub books: TrialBalance,
    /// The same books as of a year before, for the columns that a format has for them.
    #[serde(default)]
    pub prior: Option<TrialBalance>,
}

/// A file that was written for tax software.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxFile {
    /// The file.
    pub file: WrittenFile,
    /// How it is imported there.
    pub import_by: String,
    /// How many of its accounts the program skips, since they have no tax code.
    pub without_tax_code: usize,
}
