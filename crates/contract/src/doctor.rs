//! What the doctor looks at when a sign-in does not come back, and what he found.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::catalogue::names;

names! {
    /// One thing that an answer needs to come home.
    WayCheck {
        /// The bus by which a second start finds the first one.
        SessionBus = "session_bus",
        /// Whom the system gives our links to.
        Links = "links",
        /// A link of ours, opened by the system, that has to arrive here.
        Delivery = "delivery",
        /// The browser that the system opens pages in.
        Browser = "browser",
        /// The ports that are registered at providers.
        Ports = "ports",
        /// What this computer takes for the time.
        Clock = "clock",
        /// What stands between this computer and the outside.
        Proxy = "proxy",
    }
}

names! {
    /// Why something could not be tried.
    Untried {
        /// This system keeps it where Patchbay cannot look.
        NotHere = "not_here",
        /// There is nobody yet whom Patchbay has reason to call.
        NobodyToAsk = "nobody_to_ask",
        /// Whoever was asked gave no answer that says it.
        NoAnswer = "no_answer",
        /// Something that it needs is in trouble itself.
        NeedsAnother = "needs_another",
        /// Only the app can try it, while it runs.
        NotRunning = "not_running",
    }
}

/// What the doctor found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Nothing is wrong, with whom or what was found where there is something to name.
    Fine(Option<String>),
    /// This keeps answers from coming home.
    Trouble(Problem),
    /// It is not known.
    Untried(Untried),
}

/// One check, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WayChecked {
    /// Which.
    pub check: WayCheck,
    /// What was found.
    pub finding: Finding,
    /// Whether Patchbay can put it right by itself.
    pub repairable: bool,
}

impl WayChecked {
    /// A check after which nothing is left to repair.
    #[must_use]
    pub fn new(check: WayCheck, finding: Finding) -> Self {
        Self { check, finding, repairable: false }
    }

    /// What is wrong, if something is.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match &self.finding {
            Finding::Trouble(problem) => Some(problem),
            Finding::Fine(_) | Finding::Untried(_) => None,
        }
    }
}

/// As support reads it: the names on the wire, and all that is known.
impl fmt::Display for WayChecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.check.as_str())?;
        match &self.finding {
            Finding::Fine(None) => f.write_str("fine"),
            Finding::Fine(Some(fact)) => write!(f, "fine ({fact})"),
            Finding::Untried(why) => write!(f, "not tried ({})", why.as_str()),
            Finding::Trouble(problem) => {
                write!(f, "trouble [{}] {problem}", problem.code)?;
                let mut details = problem.details.iter().flat_map(|details| details.lines());
                details.try_for_each(|line| write!(f, "\n  {line}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorCode;

    #[test]
    fn a_check_is_written_for_support_with_its_code_and_all_details() {
        let wrong = Problem::new(ErrorCode::LinksTaken, "A.", "B.", "C.").with_details("d\ne");
        let trouble = WayChecked::new(WayCheck::Links, Finding::Trouble(wrong));
        assert_eq!(trouble.to_string(), "links: trouble [links_taken] A. B. C.\n  d\n  e");
        let fine = WayChecked::new(WayCheck::Browser, Finding::Fine(Some("Fox".into())));
        assert_eq!(fine.to_string(), "browser: fine (Fox)");
        let untried = WayChecked::new(WayCheck::Clock, Finding::Untried(Untried::NoAnswer));
        assert_eq!(untried.to_string(), "clock: not tried (no_answer)");
    }
}
