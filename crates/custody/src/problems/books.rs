//! The sentences for books that were asked for and cannot be gone by. That a ledger does not
//! answer, or says no, is told as of every other call.

use patchbay_contract::{Cents, ErrorCode, Problem};
use patchbay_gateway::BooksTrouble;

/// Which failure this is.
pub const fn books_code(trouble: &BooksTrouble) -> ErrorCode {
    match trouble {
        BooksTrouble::NotOffered | BooksTrouble::BasisNotOffered => ErrorCode::BooksNotOffered,
        BooksTrouble::DoesNotTie { .. } => ErrorCode::BooksDoNotTie,
        BooksTrouble::NoRows(_)
        | BooksTrouble::OtherColumns { .. }
        | BooksTrouble::NotMoney { .. }
        | BooksTrouble::OtherTotal { .. }
        | BooksTrouble::TooDeep(_) => ErrorCode::BooksNotReadable,
    }
}

/// Books that cannot be gone by.
pub fn books(trouble: &BooksTrouble, provider: &str) -> Problem {
    let code = books_code(trouble);
    let problem = match trouble {
        BooksTrouble::NotOffered => Problem::new(
            code,
            format!("No trial balance can be read from {provider}."),
            "Nothing was read.",
            format!(
                "Export the trial balance in {provider} itself, or read it from another ledger."
            ),
        ),
        BooksTrouble::BasisNotOffered => Problem::new(
            code,
            format!("{provider} does not report on this basis."),
            "Nothing was read.",
            "Choose the other basis.",
        ),
        BooksTrouble::DoesNotTie { debit, credit } => Problem::new(
            code,
            format!(
                "The trial balance of {provider} does not tie: debits are {debit}, credits \
                 {credit}. They differ by {}.",
                Cents(debit.0.saturating_sub(credit.0).saturating_abs())
            ),
            "The connection works. Nothing is taken over from books whose two sides differ.",
            format!(
                "Open the trial balance in {provider} for the same day and compare the totals. \
                 Where they differ there too, put the entry right that has one side only, then \
                 test again. If they tie there, send the diagnostics to support."
            ),
        ),
        BooksTrouble::NoRows(_)
        | BooksTrouble::OtherColumns { .. }
        | BooksTrouble::NotMoney { .. }
        | BooksTrouble::OtherTotal { .. }
        | BooksTrouble::TooDeep(_) => Problem::new(
            code,
            format!("What {provider} sent is not a trial balance that can be gone by."),
            "Nothing was taken over: a figure that has to be guessed is none.",
            format!(
                "Look at the same report in {provider}: an account may have something odd in its \
                 name or amount. If the report looks right there, send the details to support."
            ),
        ),
    };
    problem.with_details(trouble.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_that_do_not_tie_say_both_sides_and_by_how_much_they_differ() {
        let trouble = BooksTrouble::DoesNotTie { debit: Cents(100_000), credit: Cents(99_999) };
        let problem = books(&trouble, "Xero");
        assert_eq!(problem.code, ErrorCode::BooksDoNotTie);
        for said in ["1,000.00", "999.99", "differ by 0.01."] {
            assert!(problem.what.contains(said), "{problem}");
        }
        assert!(problem.details.unwrap().ends_with("they differ by 0.01"));
    }
}
