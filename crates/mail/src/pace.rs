//! When to try again after a round that failed, and when a person has to do something
//! first. Pure: the failure, how many there were, and a number that nobody can guess.

use std::time::Duration;

use crate::{MailError, Why};

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Try again after this long.
    Again(Duration),
    /// Get a new token first; then try again at once.
    NewToken,
    /// Nothing, until a person has done something: to try again could lock the account.
    Person,
}

/// The usual time between two rounds.
const ROUND: Duration = Duration::from_secs(60);
/// The first wait after a server said that it was too often.
const TOO_OFTEN: Duration = Duration::from_secs(15 * 60);
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(60 * 60);
/// So many failures of a kind that mostly passes are borne before a person is asked.
const BORNE: u32 = 5;

/// What to do after `failures` failures in a row, at least one, of which this was the
/// last. `chance` is any number: mailboxes that failed together do not come back together.
#[must_use]
pub fn after(error: &MailError, failures: u32, chance: u64) -> Next {
    let again = |first: Duration| Next::Again(wait(first, failures, chance));
    match error {
        MailError::NoSuchHost { .. }
        | MailError::Unreachable { .. }
        | MailError::Silent { .. }
        | MailError::Broken { .. } => again(ROUND),
        // A network that wants a sign-in of its own, or a server being repaired, looks
        // like this for a while; nothing secret was said.
        MailError::Untrusted { .. }
        | MailError::NotTls { .. }
        | MailError::NoTls { .. }
        | MailError::NotMail { .. }
        | MailError::Nonsense { .. }
        | MailError::TooMuch { .. }
            if failures < BORNE =>
        {
            again(ROUND)
        }
        MailError::Untrusted { .. }
        | MailError::NotTls { .. }
        | MailError::NoTls { .. }
        | MailError::NotMail { .. }
        | MailError::Nonsense { .. }
        | MailError::TooMuch { .. }
        | MailError::PlainRefused { .. }
        | MailError::NoWay { .. }
        | MailError::NotOffered { .. }
        | MailError::Unusable(_) => Next::Person,
        MailError::Refused(no) => match no.why {
            Why::TooMany => again(TOO_OFTEN),
            Why::InUse | Why::Unavailable => again(ROUND),
            Why::Otherwise if failures < BORNE => again(ROUND),
            Why::TokenRefused if failures == 1 => Next::NewToken,
            Why::WrongPassword
            | Why::AppPassword
            | Why::NoPasswords
            | Why::TokenRefused
            | Why::SwitchedOff
            | Why::LookAtWebsite
            | Why::NoSuchFolder
            | Why::Otherwise => Next::Person,
        },
    }
}

/// Twice as long each time, up to the longest, and a fifth more or less.
fn wait(first: Duration, failures: u32, chance: u64) -> Duration {
    let doubled = first.saturating_mul(2_u32.saturating_pow(failures.saturating_sub(1)));
    let thousandths = 800 + u32::try_from(chance % 401).unwrap_or_default();
    doubled.min(LONGEST).saturating_mul(thousandths) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Refusal;

    fn silent() -> MailError {
        MailError::Silent { host: "imap.example.com".into() }
    }

    fn no(why: Why) -> MailError {
        Box::new(Refusal { host: "h".into(), why, code: None, said: String::new() }).into()
    }

    /// Without the fifth more or less.
    fn exactly(error: &MailError, failures: u32) -> Next {
        after(error, failures, 200)
    }

    #[test]
    fn the_wait_doubles_up_to_an_hour_and_never_ends_by_itself() {
        for (failures, minutes) in [(1, 1), (2, 2), (3, 4), (7, 60), (u32::MAX, 60)] {
            let wait = Duration::from_secs(minutes * 60);
            assert_eq!(exactly(&silent(), failures), Next::Again(wait), "{failures}");
        }
    }

    #[test]
    fn mailboxes_that_failed_together_come_back_apart() {
        let waits: Vec<_> = (0..401).map(|chance| after(&silent(), 1, chance)).collect();
        assert_eq!(waits[0], Next::Again(Duration::from_secs(48)));
        assert_eq!(waits[400], Next::Again(Duration::from_secs(72)));
    }

    #[test]
    fn a_wrong_password_is_never_tried_again() {
        for why in [Why::WrongPassword, Why::AppPassword, Why::NoPasswords, Why::SwitchedOff] {
            assert_eq!(exactly(&no(why), 1), Next::Person, "{why:?}");
        }
    }

    #[test]
    fn a_token_is_renewed_once_and_a_server_that_is_busy_is_left_alone() {
        assert_eq!(exactly(&no(Why::TokenRefused), 1), Next::NewToken);
        assert_eq!(exactly(&no(Why::TokenRefused), 2), Next::Person);
        assert_eq!(exactly(&no(Why::TooMany), 1), Next::Again(TOO_OFTEN));
        assert_eq!(exactly(&no(Why::Unavailable), 1), Next::Again(ROUND));
    }

    #[test]
    fn what_mostly_passes_is_borne_for_a_while() {
        let odd = MailError::Nonsense { host: "h".into(), details: "a NUL" };
        assert!(matches!(exactly(&odd, 4), Next::Again(_)));
        assert_eq!(exactly(&odd, 5), Next::Person);
    }
}
