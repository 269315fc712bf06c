//! What the checks of a connection came to, however they were made: by calls, by talking to
//! mail servers, or by something that only one custodian can do, as writing into a folder of its
//! computer is.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use patchbay_contract::{Check, ErrorCode, Problem, TrialBalanceSums};
use patchbay_gateway::CallError;
use patchbay_gateway::ai::Used;

use crate::problems::{MailFailure, Meant, is_passing, key_code, key_failed};

/// What a connection's checks came to.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    /// Each step in its order.
    pub steps: Vec<Step>,
    /// The account's id, if a step names it.
    pub account_id: Option<String>,
    /// The account's name, if a step names it.
    pub account_name: Option<String>,
    /// What an AI used to answer, if a step asked one.
    pub used: Option<Used>,
}

/// One step and how it ended.
#[derive(Debug, Clone)]
pub struct Step {
    /// What it proves.
    pub name: String,
    /// How it ended. `None` for a check that was not made.
    pub outcome: Option<Result<(), Failure>>,
    /// What the trial balance that was read for it sums up to.
    pub sums: Option<TrialBalanceSums>,
}

/// How a check failed.
#[derive(Debug, Clone)]
pub enum Failure {
    /// In a call.
    Call(CallError),
    /// At a mail server.
    Mail(Box<MailFailure>),
    /// In what this custodian alone can do. A person puts it right.
    Own(Arc<dyn OwnFailure>),
}

/// A failure that only this custodian knows the words of.
pub trait OwnFailure: fmt::Debug + Send + Sync {
    /// As people read it.
    fn problem(&self, meant: Meant) -> Problem;
}

impl Proof {
    /// The first step that failed, and how. That books do not tie comes behind whatever else
    /// is wrong.
    pub fn failure(&self) -> Option<&Failure> {
        let failures = self.steps.iter().filter_map(|step| step.outcome.as_ref()?.as_ref().err());
        failures.min_by_key(|failure| failure.is_about_the_books())
    }

    /// As people see them.
    #[must_use]
    pub fn checks(&self) -> Vec<Check> {
        let check = |step: &Step| Check {
            name: step.name.clone(),
            holds: step.outcome.as_ref().map(Result::is_ok),
            sums: step.sums.clone(),
        };
        self.steps.iter().map(check).collect()
    }
}

impl From<patchbay_gateway::Proof> for Proof {
    fn from(proof: patchbay_gateway::Proof) -> Self {
        let patchbay_gateway::Proof { steps, account_id, account_name, used } = proof;
        let steps = steps.into_iter().map(Step::from).collect();
        Self { steps, account_id, account_name, used }
    }
}

impl From<patchbay_gateway::Step> for Step {
    fn from(step: patchbay_gateway::Step) -> Self {
        let outcome = step.outcome.map(|outcome| outcome.map_err(Failure::Call));
        Self { name: step.name, outcome, sums: step.sums }
    }
}

impl Failure {
    /// Whether it passes by itself: then nothing was found out.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Call(error) => is_passing(error),
            Self::Mail(failure) => failure.is_passing(),
            Self::Own(_) => false,
        }
    }

    /// Whether the connection works, and only the books behind it do not tie.
    pub const fn is_about_the_books(&self) -> bool {
        matches!(self, Self::Call(error) if error.is_about_the_books())
    }

    /// Whether the token was not taken. It may have died before its time: whether the
    /// permission did, a renewal shows.
    #[must_use]
    pub fn is_of_the_token(&self) -> bool {
        match self {
            Self::Call(error) => was_refused(error),
            Self::Mail(failure) => failure.is_of_the_token(),
            Self::Own(_) => false,
        }
    }

    /// Which failure this is.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Call(error) => key_code(error),
            Self::Mail(failure) => failure.code(),
            Self::Own(failure) => failure.problem(Meant::Testing).code,
        }
    }

    /// How long it wants to be left alone, if it says.
    pub fn wait(&self) -> Option<Duration> {
        match self {
            Self::Call(CallError::Busy { wait, .. }) => *wait,
            Self::Call(CallError::UsedUp { wait }) => Some(*wait),
            Self::Call(_) | Self::Mail(_) | Self::Own(_) => None,
        }
    }

    /// As people read it.
    pub fn problem(&self, provider: &str, meant: Meant) -> Problem {
        match self {
            Self::Call(error) => key_failed(error, provider, meant),
            Self::Mail(failure) => failure.problem(provider, meant),
            Self::Own(failure) => failure.problem(meant),
        }
    }
}

/// Whether the token of a call was not taken.
#[must_use]
pub fn was_refused(error: &CallError) -> bool {
    matches!(error, CallError::Refused(refusal) if refusal.status == 401)
}
