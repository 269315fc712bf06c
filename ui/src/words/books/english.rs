//! The words about books in English.

use super::BooksWords;

/// The words.
pub(in crate::words) static WORDS: BooksWords = BooksWords {
    trial_balance: "Trial balance",
    trial_balance_of: |account| format!("Trial balance of {account}"),
    lead: "It is read from the ledger now, and nothing of it is kept here.",
    as_of: "As of",
    basis: "Basis",
    accrual: "Accrual",
    accrual_help: "What is earned and owed counts.",
    cash: "Cash",
    cash_help: "What was paid counts.",
    read: "Read it",
    reading: "Reading the trial balance …",
    number: "Number",
    account: "Account",
    debit: "Debit",
    credit: "Credit",
    total: "Total",
    empty: "There are no accounts with a balance on this day. Choose another day, or look whether the right company is connected.",
    caption: |company, day, basis| format!("{company} · {day} · {basis}"),
    ties: |accounts, sum| match accounts {
        1 => format!("1 account, ties at {sum}"),
        _ => format!("{accounts} accounts, ties at {sum}"),
    },
    differs: |debit, credit, difference| {
        format!("Does not tie: debits {debit}, credits {credit}, {difference} apart")
    },
    differs_help: "Open the same report in the ledger and compare the totals before anything is done with these figures.",
    save: "Save for a spreadsheet",
    saved: |path| format!("Saved as {path}"),
    // A folder for it.
    folder_lead: |provider| {
        format!(
            "Name the folder that files for {provider} go into. A file is written there and removed again before anything is saved."
        )
    },
    files_are_called: "Files are called like this:",
    other_folder: "Another folder",
    other_folder_of: |account| format!("Another folder in the place of {account}"),
    choose_folder: "Choose a folder",
    other_folder_lead: "The new folder is tried out first. Until it takes a file, the old one stays. What lies there stays too.",
    folder_replaced: "Files go into the new folder from now on.",
    // For tax software.
    write_for_tax: "Write a file for tax software",
    no_targets: "No folder for tax software is connected. Connect Drake, Lacerte, ProSeries or another one under Tax.",
    target: "For",
    client: "Client",
    client_help: "As the tax software knows the name: the file is called after it.",
    prior_year: |day| format!("With the year before, as of {day}"),
    prior_year_help: "The ledger is read for that day too, and its figures go into the columns that the format has for them.",
    whole_dollars: "Round to whole dollars",
    whole_dollars_help: "What is left over gets a row of its own, so that the file still balances.",
    write: "Write the file",
    import_by: |how| format!("To import it: {how}."),
    without_tax_code: |accounts| match accounts {
        1 => {
            "1 account has no tax code: the program will skip it until it is given one.".to_owned()
        }
        _ => format!(
            "{accounts} accounts have no tax code: the program will skip them until they are given one."
        ),
    },
};
