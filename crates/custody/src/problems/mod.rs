//! The sentences for what a custodian finds out at a provider. Each says what happened, what it
//! means, and what to do; the machine's own words go into the details. What a person does on
//! a computer (forms, browsers, folders) is told there.

mod books;
mod ending;
mod keys;
mod mail;
mod permission;

use patchbay_contract::Problem;
use patchbay_gateway::Refusal;

pub use books::{books, books_code};
pub use ending::{not_removed, permission_lost, permission_not_ended, permission_stands};
pub use keys::{Meant, credential_missing, is_passing, key_code, key_failed, may_pass};
pub use mail::{MailFailure, mail_permission_ended, mail_permission_waits, no_mail, not_read};
pub use permission::{call_failed, firm_app_missing, no_address, no_randomness, token_unusable};

/// A provider's no in its own words, for the details.
#[must_use]
pub fn said(refusal: &Refusal) -> String {
    let said = refusal.said.trim();
    if said.is_empty() { refusal.to_string() } else { format!("{refusal}: {said}") }
}

/// The same where it was found out at the firm's server: what it says of this computer is true
/// of that one.
#[must_use]
pub fn from_the_server(problem: Problem) -> Problem {
    let there = |text: String| {
        text.replace("this computer’s", "the firm server’s")
            .replace("this computer", "the firm’s server")
            .replace("Restart the computer", "Restart the firm’s server")
            .replace("start Patchbay again", "start the firm’s server again")
    };
    let Problem { code, what, effect, remedy, details } = problem;
    Problem { code, what: there(what), effect: there(effect), remedy: there(remedy), details }
}

#[cfg(test)]
mod tests {
    use patchbay_gateway::{CallError, NoAnswer};

    use super::*;

    #[test]
    fn what_the_server_found_out_says_nothing_of_whoever_reads_it() {
        let (host, details) = (String::from("a.example"), String::from("this computer"));
        let untrusted = NoAnswer::Untrusted { host: host.clone(), details };
        let unknown = NoAnswer::NoSuchHost { host, details: String::new() };
        for none in [untrusted, unknown] {
            let error = CallError::from(none);
            for problem in [key_failed(&error, "Xero", Meant::Testing), call_failed(&error, "Xero")]
            {
                let told = from_the_server(problem.clone());
                let words = format!("{}{}{}", told.what, told.effect, told.remedy);
                assert!(words.contains("firm’s server") && !words.contains("this computer"));
                assert_eq!((told.code, told.details), (problem.code, problem.details));
            }
        }
        let told = from_the_server(no_mail("x"));
        assert!(told.remedy.contains("start the firm’s server again"), "{told}");
    }
}
