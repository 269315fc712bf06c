//! The words about another name for an account in English.

use super::RenamingWords;

/// The words.
pub(in crate::words) static WORDS: RenamingWords = RenamingWords {
    rename: "Rename",
    rename_what: |account| format!("Rename {account}"),
    name: "Name in this firm",
    name_help: "Only Patchbay shows it. Leave it empty to go by the account’s own name.",
    save: "Save the name",
    keep: "Cancel",
};
