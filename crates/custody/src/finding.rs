//! What a test says about a connection: only the provider's own no changes more than when it is
//! tried again. Who is asked to do what about it is the custodian's.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{Check, ErrorCode};

use crate::{Failure, Proof, Standing};

/// What a test found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
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
        /// What it is about.
        about: String,
    },
}

/// What is written down of a connection after a test.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Noted<'a> {
    /// How it is, if that changes.
    pub condition: Option<&'static str>,
    /// What that is about.
    pub about: Option<&'a str>,
    /// Whether something of it worked.
    pub worked: bool,
}

impl Finding {
    /// What these checks say. `what` is the sentence of the failure, for people; a failure that
    /// passes is waited out with this patience, where the provider says nothing.
    #[must_use]
    pub fn of(proof: &Proof, what: &str, now: Timestamp, patience: SignedDuration) -> Self {
        let Some(failure) = proof.failure() else { return Self::Works };
        if failure.is_passing() {
            let wait = asked_for(failure).unwrap_or(patience);
            return Self::Unknown(now.checked_add(wait).unwrap_or(now));
        }
        if failure.is_about_the_books() {
            return Self::Odd(what.to_owned());
        }
        let failed = proof.steps.iter().find(|step| matches!(step.outcome, Some(Err(_))));
        let feature = || failed.map(|step| step.name.clone()).unwrap_or_default();
        let wrong = |condition, about| Self::Wrong { condition, about };
        match failure.code() {
            ErrorCode::KeyRefused
            | ErrorCode::KeyExpired
            | ErrorCode::MailPasswordRefused
            | ErrorCode::MailAppPassword
            | ErrorCode::MailBrowserOnly => wrong("reconnect_needed", what.to_owned()),
            ErrorCode::KeyLacksPermission => wrong("more_permission_needed", feature()),
            _ => wrong("check_settings", what.to_owned()),
        }
    }

    /// What is written of it, by what stands written, which checks were shown, and whether a
    /// permission opens it rather than a key.
    #[must_use]
    pub fn noted(
        &self,
        standing: &Standing<'_>,
        proof: &Proof,
        shown: &[Check],
        by_permission: bool,
    ) -> Noted<'_> {
        let worked = proof.steps.iter().any(|step| matches!(step.outcome, Some(Ok(()))));
        let nothing = Noted::default();
        let lacks = || by_permission && lacks_what_no_check_shows(standing, shown);
        match self {
            Self::Works if lacks() => Noted { worked, ..nothing },
            // Nothing could be tried. What was delayed is over all the same.
            Self::Works if !worked => {
                let condition = (standing.condition == "delayed").then_some("works");
                Noted { condition, ..nothing }
            }
            Self::Works => Noted { condition: Some("works"), worked, ..nothing },
            Self::Unknown(_) if matches!(standing.condition, "works" | "delayed") => {
                Noted { condition: Some("delayed"), ..nothing }
            }
            Self::Unknown(_) => nothing,
            // It works, and what a person has to look at is the ledger's.
            Self::Odd(about) => {
                Noted { condition: Some("works"), about: Some(about), worked: true }
            }
            Self::Wrong { condition, about } => {
                Noted { condition: Some(condition), about: Some(about), ..nothing }
            }
        }
    }
}

/// A permission that allows less than was asked for says so itself: that its checks hold
/// does not change it.
fn lacks_what_no_check_shows(standing: &Standing<'_>, shown: &[Check]) -> bool {
    standing.condition == "more_permission_needed"
        && !shown.iter().any(|check| standing.about == Some(&check.name))
}

fn asked_for(failure: &Failure) -> Option<SignedDuration> {
    failure.wait().and_then(|wait| SignedDuration::try_from(wait).ok())
}

#[cfg(test)]
mod tests {
    use patchbay_gateway::{CallError, NoAnswer, Refusal};

    use super::*;
    use crate::Step;

    const PATIENCE: SignedDuration = SignedDuration::from_secs(120);

    fn proof(outcome: Option<Result<(), CallError>>) -> Proof {
        let outcome = outcome.map(|outcome| outcome.map_err(Failure::Call));
        let step = Step { name: "Reads payments".into(), outcome, sums: None };
        Proof { steps: vec![step], ..Proof::default() }
    }

    fn after(error: CallError) -> Finding {
        Finding::of(&proof(Some(Err(error))), "It says no.", Timestamp::UNIX_EPOCH, PATIENCE)
    }

    fn no(status: u16) -> CallError {
        Box::new(Refusal { status, code: None, known: None, said: String::new() }).into()
    }

    fn standing<'a>(condition: &'a str, about: Option<&'a str>) -> Standing<'a> {
        let (retry_at, access_ends_at, last_success_at) = (None, None, None);
        Standing { id: "a", condition, about, retry_at, access_ends_at, last_success_at }
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
    fn a_no_says_how_the_connection_is_and_what_that_is_about() {
        let wrong = |condition, about: &str| Finding::Wrong { condition, about: about.to_owned() };
        assert_eq!(after(no(401)), wrong("reconnect_needed", "It says no."));
        assert_eq!(after(no(403)), wrong("more_permission_needed", "Reads payments"));
        assert_eq!(after(no(404)), wrong("check_settings", "It says no."));
    }

    #[test]
    fn checks_that_hold_do_not_give_a_permission_what_it_was_not_allowed() {
        let holds = proof(Some(Ok(())));
        let shown = holds.checks();
        let works = Finding::of(&holds, "", Timestamp::UNIX_EPOCH, PATIENCE);
        let noted = |about, by_permission| {
            let standing = standing("more_permission_needed", Some(about));
            works.noted(&standing, &holds, &shown, by_permission).condition
        };
        assert_eq!(noted("payments.write", true), None);
        assert_eq!(noted("payments.write", false), Some("works"));
        assert_eq!(noted("Reads payments", true), Some("works"));
    }

    #[test]
    fn what_passes_makes_no_worse_what_waits_for_a_person_and_what_was_not_tried_proves_nothing() {
        let (busy, again) = (CallError::WebPage(200), proof(None));
        let passing = proof(Some(Err(busy.clone())));
        let unknown = after(busy);
        let noted = |finding: &Finding, proof: &Proof, condition| {
            let noted = finding.noted(&standing(condition, None), proof, &proof.checks(), false);
            (noted.condition, noted.worked)
        };
        assert_eq!(noted(&unknown, &passing, "works"), (Some("delayed"), false));
        assert_eq!(noted(&unknown, &passing, "check_settings"), (None, false));
        let untried = Finding::of(&again, "", Timestamp::UNIX_EPOCH, PATIENCE);
        assert_eq!(noted(&untried, &again, "reconnect_needed"), (None, false));
        assert_eq!(noted(&untried, &again, "delayed"), (Some("works"), false));
        let holds = proof(Some(Ok(())));
        assert_eq!(noted(&Finding::Works, &holds, "reconnect_needed"), (Some("works"), true));
    }
}
