//! The words about how files for tax software are written in English.

use super::TaxFileWords;

/// The words.
pub(in crate::words) static WORDS: TaxFileWords = TaxFileWords {
    how: "How files are written",
    how_into: |folder| format!("How files are written into {folder}"),
    lead: |provider| {
        format!(
            "Every file for {provider} that goes into this folder is written like this, where nothing else is chosen for it."
        )
    },
    gone: "This folder is not connected any more. Close this and look at the accounts again.",
    format: "Format",
    name: "Name of a file",
    name_help: "{client} becomes the client’s name, {year} the year. Leave it empty to go by the software’s own.",
    for_example: "For example:",
    amounts: "Amounts",
    cents: "To the cent",
    cents_help: "As they stand in the ledger.",
    whole_dollars: "Whole dollars",
    dollars_alone: |provider| format!("Amounts are whole dollars: {provider} takes nothing else."),
    sides: "Debits and credits",
    two_columns: "In two columns",
    two_columns_help: "Debits in one, credits in the other.",
    one_signed: "In one column",
    one_signed_help: "Credits have a minus.",
    sides_fixed: |provider, how| {
        format!(
            "Debits and credits stand {how}: {provider} reads the columns of this format as they are."
        )
    },
    save: "Save",
    keep: "Cancel",
};
