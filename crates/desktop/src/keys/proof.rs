//! What the checks of a connection came to, however they were made: by calls, by talking to
//! mail servers, or by writing into a folder.

use std::time::Duration;

use patchbay_contract::{ErrorCode, Problem, TrialBalanceSums};
use patchbay_gateway::CallError;
use patchbay_gateway::ai::Used;
use patchbay_providers::Provider;

use crate::books::target::FileTrouble;
use crate::problems::{MailFailure, Meant, file_failed, is_passing, key_code, key_failed};

/// What a connection's checks came to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Proof {
    /// Each step in its order.
    pub(crate) steps: Vec<Step>,
    /// The account's id, if a step names it.
    pub(crate) account_id: Option<String>,
    /// The account's name, if a step names it.
    pub(crate) account_name: Option<String>,
    /// What an AI used to answer, if a step asked one.
    pub(crate) used: Option<Used>,
}

/// One step and how it ended.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// What it proves.
    pub(crate) name: String,
    /// How it ended. `None` for a check that was not made.
    pub(crate) outcome: Option<Result<(), Failure>>,
    /// What the trial balance that was read for it sums up to.
    pub(crate) sums: Option<TrialBalanceSums>,
}

/// How a check failed.
#[derive(Debug, Clone)]
pub(crate) enum Failure {
    /// In a call.
    Call(CallError),
    /// At a mail server.
    Mail(Box<MailFailure>),
    /// In a folder of this computer or its network.
    Folder(Box<FolderFailure>),
}

/// Why a folder takes no files. Its provider's own file may have the words for it.
#[derive(Debug, Clone)]
pub(crate) struct FolderFailure {
    pub(crate) trouble: FileTrouble,
    pub(crate) provider: Provider,
}

impl FolderFailure {
    fn problem(&self, meant: Meant) -> Problem {
        file_failed(&self.trouble, &self.provider, meant)
    }
}

impl Proof {
    /// The first step that failed, and how. That books do not tie comes behind whatever else
    /// is wrong.
    pub(crate) fn failure(&self) -> Option<&Failure> {
        let failures = self.steps.iter().filter_map(|step| step.outcome.as_ref()?.as_ref().err());
        failures.min_by_key(|failure| failure.is_about_the_books())
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
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Call(error) => is_passing(error),
            Self::Mail(failure) => failure.is_passing(),
            // A folder is put right by a person.
            Self::Folder(_) => false,
        }
    }

    /// Whether the connection works, and only the books behind it do not tie.
    pub(crate) const fn is_about_the_books(&self) -> bool {
        matches!(self, Self::Call(error) if error.is_about_the_books())
    }

    /// Which failure this is.
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::Call(error) => key_code(error),
            Self::Mail(failure) => failure.code(),
            Self::Folder(failure) => failure.problem(Meant::Testing).code,
        }
    }

    /// How long it wants to be left alone, if it says.
    pub(crate) fn wait(&self) -> Option<Duration> {
        match self {
            Self::Call(CallError::Busy { wait, .. }) => *wait,
            Self::Call(CallError::UsedUp { wait }) => Some(*wait),
            Self::Call(_) | Self::Mail(_) | Self::Folder(_) => None,
        }
    }

    /// As people read it.
    pub(crate) fn problem(&self, provider: &str, meant: Meant) -> Problem {
        match self {
            Self::Call(error) => key_failed(error, provider, meant),
            Self::Mail(failure) => failure.problem(provider, meant),
            Self::Folder(failure) => failure.problem(meant),
        }
    }
}
