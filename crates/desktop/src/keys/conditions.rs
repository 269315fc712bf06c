//! What a test says about a connection: only the provider's own no changes more than when
//! it is tried again.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::ErrorCode;

use super::{Failure, Proof};
use crate::Installation;
use crate::repairs::Kind;

/// What a person may have to do, each once for a connection.
pub(super) const REPAIRS: [&str; 4] = [
    Kind::Reconnect.as_str(),
    Kind::Permission.as_str(),
    Kind::Settings.as_str(),
    Kind::Books.as_str(),
];

/// How it opens: what there is to do about it depends on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenedBy {
    /// A key that somebody typed.
    Key,
    /// A permission that somebody gave in the browser.
    Permission,
}

/// What a test found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Finding {
    /// It works.
    Works,
    /// Nothing was found out; it is tried again then.
    Unknown(Timestamp),
    /// It works, and the books behind it do not tie. The sentence that says so.
    Odd(String),
    /// The provider says no.
    Wrong {
        /// How the connection is.
        condition: &'static str,
        /// What a person has to do.
        repair: Kind,
        /// What it is about.
        about: String,
    },
}

/// What these checks say. `what` is the sentence of the failure, for people; a failure that
/// passes is waited out with this patience, where the provider says nothing.
pub(super) fn finding(
    proof: &Proof,
    what: &str,
    now: Timestamp,
    patience: SignedDuration,
) -> Finding {
    let Some(failure) = proof.failure() else { return Finding::Works };
    if failure.is_passing() {
        let wait = asked_for(failure).unwrap_or(patience);
        return Finding::Unknown(now.checked_add(wait).unwrap_or(now));
    }
    if failure.is_about_the_books() {
        return Finding::Odd(what.to_owned());
    }
    let failed = proof.steps.iter().find(|step| matches!(step.outcome, Some(Err(_))));
    let feature = || failed.map(|step| step.name.clone()).unwrap_or_default();
    let wrong = |condition, repair, about| Finding::Wrong { condition, repair, about };
    match failure.code() {
        ErrorCode::KeyRefused
        | ErrorCode::KeyExpired
        | ErrorCode::MailPasswordRefused
        | ErrorCode::MailAppPassword
        | ErrorCode::MailBrowserOnly => wrong("reconnect_needed", Kind::Reconnect, what.to_owned()),
        ErrorCode::KeyLacksPermission => {
            wrong("more_permission_needed", Kind::Permission, feature())
        }
        _ => wrong("check_settings", Kind::Settings, what.to_owned()),
    }
}

fn asked_for(failure: &Failure) -> Option<SignedDuration> {
    failure.wait().and_then(|wait| SignedDuration::try_from(wait).ok())
}

/// By whom what was to be done is done.
pub(super) fn by(installation: &Installation) -> String {
    installation.person().unwrap_or_else(|| "Patchbay".to_owned())
}

#[cfg(test)]
mod tests {
    use patchbay_gateway::{CallError, NoAnswer, Refusal};

    use super::super::Step;
    use super::super::schedule::PATIENCE;
    use super::*;

    fn after(error: CallError) -> Finding {
        let outcome = Some(Err(Failure::Call(error)));
        let step = Step { name: "Reads payments".into(), outcome, sums: None };
        let proof = Proof { steps: vec![step], ..Proof::default() };
        finding(&proof, "It says no.", Timestamp::UNIX_EPOCH, PATIENCE)
    }

    fn no(status: u16) -> CallError {
        Box::new(Refusal { status, code: None, known: None, said: String::new() }).into()
    }

    #[test]
    fn trouble_that_passes_says_nothing_about_the_key() {
        let wait = Some(std::time::Duration::from_secs(60));
        for (error, seconds) in [
            (CallError::Busy { status: 429, wait }, 60),
            (CallError::Busy { status: 503, wait: None }, 120),
            (NoAnswer::TimedOut { host: "a".into() }.into(), 120),
            (CallError::WebPage(200), 120),
            (CallError::Nonsense(String::new()), 120),
        ] {
            let again = Timestamp::UNIX_EPOCH.checked_add(SignedDuration::from_secs(seconds));
            let found = after(error.clone());
            assert_eq!(found, Finding::Unknown(again.unwrap()), "{error}");
        }
    }

    #[test]
    fn a_no_says_what_a_person_has_to_do() {
        let repair = |error| match after(error) {
            Finding::Wrong { condition, repair, about } => (condition, repair, about),
            other => panic!("{other:?}"),
        };
        let refused = ("reconnect_needed", Kind::Reconnect, "It says no.".to_owned());
        assert_eq!(repair(no(401)), refused);
        let lacks = ("more_permission_needed", Kind::Permission, "Reads payments".to_owned());
        assert_eq!(repair(no(403)), lacks);
    }
}
