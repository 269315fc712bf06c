//! Whether this computer's clock is right: permissions begin and end by it, and so do
//! certificates.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{Finding, Untried, WayCheck, WayChecked};
use patchbay_gateway::NoAnswer;

use crate::problems::doctor as problems;

/// What is borne: an answer takes its time, and providers bear as much.
const BORNE: SignedDuration = SignedDuration::from_mins(2);

/// What came of asking somebody outside for the time.
#[derive(Debug)]
pub enum Asked {
    /// There is nobody whom Patchbay has reason to call.
    Nobody,
    /// No answer came.
    NoAnswer(NoAnswer),
    /// This host answered.
    Answered {
        /// Who.
        host: String,
        /// What its clock showed, if it told.
        its: Option<Timestamp>,
        /// What ours showed.
        ours: Timestamp,
    },
}

pub(super) fn check(asked: &Asked) -> WayChecked {
    WayChecked::new(WayCheck::Clock, finding(asked))
}

/// What the answer says of this computer's clock.
pub(crate) fn finding(asked: &Asked) -> Finding {
    match asked {
        Asked::Nobody => Finding::Untried(Untried::NobodyToAsk),
        Asked::NoAnswer(_) | Asked::Answered { its: None, .. } => {
            Finding::Untried(Untried::NoAnswer)
        }
        Asked::Answered { host, its: Some(its), ours } => {
            let ahead = ours.duration_since(*its);
            if ahead.abs() > BORNE {
                Finding::Trouble(problems::clock_wrong(ahead, host))
            } else {
                Finding::Fine(Some(host.clone()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::tests::what;

    fn ahead(seconds: i64) -> WayChecked {
        let its = Timestamp::UNIX_EPOCH;
        let ours = its + SignedDuration::from_secs(seconds);
        check(&Asked::Answered { host: "a.example".into(), its: Some(its), ours })
    }

    #[test]
    fn two_minutes_are_borne_and_more_is_trouble_either_way() {
        for fine in [0, 120, -120] {
            assert_eq!(ahead(fine).finding, Finding::Fine(Some("a.example".into())), "{fine}");
        }
        assert_eq!(what(&ahead(121)), "This computer’s clock is 2 minutes ahead.");
        assert_eq!(what(&ahead(-7200)), "This computer’s clock is 2 hours behind.");
        assert_eq!(what(&ahead(-400 * 86_400)), "This computer’s clock is 400 days behind.");
    }

    #[test]
    fn a_clock_that_nobody_was_asked_about_is_not_called_fine() {
        let nobody = Finding::Untried(Untried::NobodyToAsk);
        assert_eq!(check(&Asked::Nobody).finding, nobody);
        let silent = Asked::NoAnswer(NoAnswer::TimedOut { host: "a.example".into() });
        assert_eq!(check(&silent).finding, Finding::Untried(Untried::NoAnswer));
    }
}
