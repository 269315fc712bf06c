//! What is looked at when a connection does not do its work, and what was found: from the
//! network to the data, in the order in which a person would put things right.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::catalogue::names;

names! {
    /// One thing that a connection needs.
    DiagnosisCheck {
        /// The provider's host is known by its name.
        Name = "name",
        /// It takes connections.
        Reach = "reach",
        /// It is who it says, and nobody reads along.
        Tls = "tls",
        /// Whoever stands between lets calls through.
        Proxy = "proxy",
        /// This computer's clock is the provider's.
        Clock = "clock",
        /// The provider answers as itself.
        Service = "service",
        /// It has calls, connections or room left for us.
        Limits = "limits",
        /// The credential is kept here, and opens.
        Kept = "kept",
        /// The provider takes it.
        Valid = "valid",
        /// It allows what the connection needs.
        Permission = "permission",
        /// It is still the account or company that was connected.
        Company = "company",
        /// What the connection is for can be read, or written.
        Data = "data",
    }
}

names! {
    /// Why something was not looked at.
    NotChecked {
        /// It is about to be.
        Waiting = "waiting",
        /// A connection of this kind has none.
        NotNeeded = "not_needed",
        /// Something before it is in trouble.
        BehindAnother = "behind_another",
        /// Nobody tells it.
        NotTold = "not_told",
        /// A proxy does it in our place.
        ByTheProxy = "by_the_proxy",
        /// The provider is played for practice, by a computer of the firm's own.
        Practised = "practised",
        /// What it calls with has ended. It is renewed first, which a diagnosis does not do.
        RenewedFirst = "renewed_first",
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing is wrong, with what was found where there is something to name.
    Fine(Option<String>),
    /// This is wrong.
    Trouble(Problem),
    /// It is not known.
    NotChecked(NotChecked),
}

/// One check, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosed {
    /// Which.
    pub check: DiagnosisCheck,
    /// What was found.
    pub verdict: Verdict,
}

impl Diagnosed {
    /// What is wrong, if something is.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match &self.verdict {
            Verdict::Trouble(problem) => Some(problem),
            Verdict::Fine(_) | Verdict::NotChecked(_) => None,
        }
    }
}

/// What was found out about a connection. Nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The connection's id.
    pub connection: String,
    /// Its provider's id.
    pub provider: String,
    /// What people call it.
    pub title: String,
    /// When that was so.
    pub at: Timestamp,
    /// Every check, in the order in which a person would put things right.
    pub checks: Vec<Diagnosed>,
}

impl Diagnosis {
    /// What is wrong, what is to be put right first before the rest.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.checks.iter().filter_map(Diagnosed::problem)
    }
}

/// A diagnosis that is being made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosing {
    /// The connection's id.
    pub connection: String,
    /// Every check as far as it is.
    pub checks: Vec<Diagnosed>,
}

/// As support reads it: the names on the wire, and all that is known.
impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { connection, provider, title, at, checks } = self;
        writeln!(f, "{provider} · {title} ({connection}), {at:.0}")?;
        for Diagnosed { check, verdict } in checks {
            write!(f, "{}: ", check.as_str())?;
            match verdict {
                Verdict::Fine(None) => writeln!(f, "fine")?,
                Verdict::Fine(Some(fact)) => writeln!(f, "fine ({fact})")?,
                Verdict::NotChecked(why) => writeln!(f, "not checked ({})", why.as_str())?,
                Verdict::Trouble(problem) => {
                    writeln!(f, "trouble [{}] {problem}", problem.code)?;
                    let mut details = problem.details.iter().flat_map(|details| details.lines());
                    details.try_for_each(|line| writeln!(f, "  {line}"))?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    #[test]
    fn a_diagnosis_is_written_for_support_with_its_codes_and_all_details() {
        let wrong = Problem::new(ErrorCode::ClockWrong, "A.", "B.", "C.").with_details("d\ne");
        let checked = |check, verdict| Diagnosed { check, verdict };
        let diagnosis = Diagnosis {
            connection: "c1".into(),
            provider: "xero".into(),
            title: "Miller & Co".into(),
            at: Timestamp::UNIX_EPOCH,
            checks: vec![
                checked(DiagnosisCheck::Name, Verdict::Fine(Some("api.xero.com".into()))),
                checked(DiagnosisCheck::Clock, Verdict::Trouble(wrong)),
                checked(DiagnosisCheck::Data, Verdict::NotChecked(NotChecked::BehindAnother)),
            ],
        };
        assert_eq!(
            diagnosis.to_string(),
            "xero · Miller & Co (c1), 1970-01-01T00:00:00Z\n\
             name: fine (api.xero.com)\n\
             clock: trouble [clock_wrong] A. B. C.\n  d\n  e\n\
             data: not checked (behind_another)\n"
        );
        assert_eq!(diagnosis.problems().count(), 1);
    }
}
