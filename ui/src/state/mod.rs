//! What the page knows: one named struct a subject, shared through the context.

mod activity;
mod ai;
mod attempt;
mod audit;
mod clocks;
mod defaults;
mod diagnoses;
mod doing;
mod firm_apps;
mod firm_files;
mod health;
mod hub;
mod installation;
mod invited;
mod key_forms;
mod latest;
mod mailboxes;
mod overlay;
mod probes;
mod proofs;
mod provider;
mod receipts;
mod repairs;
mod security;
pub mod sought;
mod syncing;
mod testing;
pub mod wanted;

pub use activity::Activity;
pub use ai::Ai;
pub use attempt::Attempt;
pub use audit::{Audit, Deed, Trail};
pub use clocks::Clocks;
pub use defaults::Defaults;
pub use diagnoses::{Diagnoses, Looking};
pub use doing::Doing;
pub use firm_apps::FirmApps;
pub use firm_files::FirmFiles;
pub use health::Health;
pub use hub::{Entry, Hub, Known};
pub use installation::Installation;
pub use invited::Invited;
pub use key_forms::{Found, KeyForm, KeyForms};
pub use mailboxes::Mailboxes;
pub use overlay::{Overlay, Overlays};
pub use probes::Probes;
pub use proofs::Proofs;
pub use provider::Provider;
pub use receipts::Receipts;
pub use repairs::Repairs;
pub use security::{Security, Shut};
pub use syncing::{InStep, Syncing};
pub use testing::{Test, Tests};

use latest::Latest;

use patchbay_contract::Problem;

/// The looks of something that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look<T> {
    /// Latest, not answered yet.
    Loading,
    /// The question itself failed.
    Failed(Problem),
    /// Here it is.
    Full(T),
}

impl<T> Look<T> {
    /// What is known, if anything is.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Full(known) => Some(known),
            Self::Loading | Self::Failed(_) => None,
        }
    }

    /// The same without what is known.
    #[must_use]
    pub fn bare(&self) -> Look<()> {
        match self {
            Self::Loading => Look::Loading,
            Self::Failed(problem) => Look::Failed(problem.clone()),
            Self::Full(_) => Look::Full(()),
        }
    }
}

impl<T> From<Result<T, Problem>> for Look<T> {
    fn from(answer: Result<T, Problem>) -> Self {
        answer.map_or_else(Self::Failed, Self::Full)
    }
}
