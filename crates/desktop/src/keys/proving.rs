//! The provider's own checks, made by calls, at its mail servers or in a folder, and told one
//! by one as they end.

use std::sync::{Mutex, PoisonError};

use patchbay_contract::{Check, ProbeStep, Problem, Proving};
use patchbay_custody::Checks;
use patchbay_gateway::{Found, Values};
use patchbay_providers::SignIn;

use super::place::Place;
use super::{Keys, Proof, Step, folder};
use crate::probes::Stopwatch;
use crate::{Installation, Notices};

/// Checks that are being made.
pub(crate) struct Ticks<'a> {
    /// Nobody is told where there are none.
    notices: Option<&'a Notices>,
    subject: &'a str,
    checks: Mutex<Vec<Check>>,
    stopwatch: Stopwatch<'a>,
}

impl<'a> Ticks<'a> {
    /// All of a sign-in's, with nothing proven yet. What has no other way to it is not told
    /// before it is needed.
    pub(crate) fn of(
        installation: &'a Installation,
        notices: &'a Notices,
        subject: &'a str,
        sign_in: &SignIn,
    ) -> Self {
        let all = sign_in.probe.iter().filter(|probe| !probe.only_if_refused);
        let checks = all.map(|probe| Check::to_be_made(&probe.name)).collect();
        let stopwatch = Stopwatch::begin(installation);
        let ticks = Self { notices: Some(notices), subject, checks: Mutex::new(checks), stopwatch };
        ticks.tell();
        ticks
    }

    /// Of whoever tells of them in another way.
    pub(super) fn quiet(installation: &'a Installation) -> Self {
        let stopwatch = Stopwatch::begin(installation);
        Self { notices: None, subject: "", checks: Mutex::default(), stopwatch }
    }

    /// One has ended.
    pub(crate) fn tick(&self, step: &Step) {
        let holds = step.outcome.as_ref().map(Result::is_ok);
        self.stopwatch.lap(&step.name, holds);
        {
            let mut checks = self.checks.lock().unwrap_or_else(PoisonError::into_inner);
            match checks.iter_mut().find(|check| check.name == step.name) {
                Some(check) => {
                    check.holds = holds;
                    check.sums.clone_from(&step.sums);
                }
                None => {
                    let (name, sums) = (step.name.clone(), step.sums.clone());
                    checks.push(Check { name, holds, sums });
                }
            }
        }
        self.tell();
    }

    /// As they are.
    pub(crate) fn checks(&self) -> Vec<Check> {
        self.checks.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The steps that were taken, each with how long it took.
    pub(crate) fn steps(&self) -> Vec<ProbeStep> {
        self.stopwatch.steps()
    }

    /// How long they took so far, in milliseconds.
    pub(crate) fn took_ms(&self) -> u64 {
        self.stopwatch.took_ms()
    }

    fn tell(&self) {
        if let Some(notices) = self.notices {
            notices.proving(Proving { subject: self.subject.to_owned(), checks: self.checks() });
        }
    }
}

impl Keys {
    /// Makes the checks. Those of a folder are made here: it is on this computer, or near it.
    pub(super) async fn checked(
        &self,
        place: &Place,
        id: &str,
        values: &Values,
        found: &Found,
        ticks: &Ticks<'_>,
        in_sight: bool,
    ) -> Result<Proof, Problem> {
        if let Some(target) = folder::target(&place.sign_in().how) {
            return Ok(folder::proven(place, target, values, ticks).await);
        }
        let values = &self.installation.with_chosen_model(&place.provider, values).await?;
        let checks = Checks { spot: place, account: id, values, found, known: None, in_sight };
        self.custodian.checked(checks, &|step| ticks.tick(step)).await
    }
}
