//! The live, read-only calls that prove a connection and name its account.
//!
//! What is no HTTP call (mailboxes, folders) is not proven here: those steps
//! are passed over and named, so that nobody takes them for passed. A step that others
//! could see is taken only for a person who was asked.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use patchbay_contract::{Basis, TrialBalanceSums};
use patchbay_providers::{BuiltInProbe, Probe, Request};

use crate::ai::Used;
use crate::answer::{Body, Said};
use crate::expect::as_expected;
use crate::{BooksTrouble, CallError, Found, Gateway, Party};

/// What a probe found out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it proves.
    pub name: String,
    /// How it ended. `None` for a check that is not a call, and was not made.
    pub outcome: Option<Result<(), CallError>>,
    /// What the trial balance that was read for it sums up to.
    pub sums: Option<TrialBalanceSums>,
}

impl Proof {
    /// The first step that failed, and how. That books do not tie comes behind whatever else
    /// is wrong.
    #[must_use]
    pub fn failure(&self) -> Option<&CallError> {
        let failures = self.steps.iter().filter_map(|step| step.outcome.as_ref()?.as_ref().err());
        failures.min_by_key(|error| error.is_about_the_books())
    }

    fn name_account(&mut self, probe: &Probe, said: &Said<'_>) {
        let find = |source: &Option<_>| source.as_ref().and_then(|source| said.text(source));
        self.account_id = self.account_id.take().or_else(|| find(&probe.account_id));
        self.account_name = self.account_name.take().or_else(|| find(&probe.account_name));
    }
}

impl Gateway {
    /// Takes the steps of the sign-in's probe in their order, to the first that fails. Books
    /// that do not tie are read all the same, and end nothing.
    /// `told` hears of each as it ends. A step that others could see is not taken.
    pub async fn probe(
        &self,
        party: Party<'_>,
        found: &Found,
        told: &(dyn Fn(&Step) + Sync),
    ) -> Proof {
        self.probe_by(party, found, told, |probe| !probe.visible).await
    }

    /// The same with the steps that others could see: somebody allowed that.
    pub async fn probe_in_sight(
        &self,
        party: Party<'_>,
        found: &Found,
        told: &(dyn Fn(&Step) + Sync),
    ) -> Proof {
        self.probe_by(party, found, told, |_| true).await
    }

    async fn probe_by(
        &self,
        party: Party<'_>,
        found: &Found,
        told: &(dyn Fn(&Step) + Sync),
        taken: impl Fn(&Probe) -> bool,
    ) -> Proof {
        let mut proof = Proof::default();
        let steps: Vec<&Probe> = party.sign_in.probe.iter().filter(|probe| taken(probe)).collect();
        let mut last_was_refused = false;
        for (n, probe) in steps.iter().enumerate() {
            if probe.only_if_refused && !last_was_refused {
                continue;
            }
            let mut sums = None;
            let outcome = self.step(party, probe, found, &mut proof, &mut sums).await;
            last_was_refused = matches!(outcome, Some(Err(CallError::Refused(_))));
            // The step behind a refused one may be its other way.
            if last_was_refused && steps.get(n + 1).is_some_and(|next| next.only_if_refused) {
                continue;
            }
            let failed = matches!(&outcome, Some(Err(error)) if !error.is_about_the_books());
            let step = Step { name: probe.name.clone(), outcome, sums };
            told(&step);
            proof.steps.push(step);
            if failed {
                break;
            }
        }
        proof
    }

    async fn step(
        &self,
        party: Party<'_>,
        probe: &Probe,
        found: &Found,
        proof: &mut Proof,
        sums: &mut Option<TrialBalanceSums>,
    ) -> Option<Result<(), CallError>> {
        match (&probe.request, probe.built_in) {
            (Some(request), _) => Some(self.asked(party, probe, request, found, proof).await),
            // Whoever is here was given a token.
            (None, Some(BuiltInProbe::TokenGiven)) => {
                let fields = Some(party.values);
                proof.name_account(probe, &Said { known: Some(found), fields, ..Said::default() });
                Some(Ok(()))
            }
            (None, Some(BuiltInProbe::PrivateKeySigns)) => {
                let signs = self.private_key_signs(party);
                if signs.is_ok() {
                    let fields = Some(party.values);
                    proof.name_account(probe, &Said { fields, ..Said::default() });
                }
                Some(signs)
            }
            (None, Some(BuiltInProbe::ShortAnswer)) => {
                let answered = self.answers_shortly(party).await;
                Some(answered.map(|used| proof.used = Some(used)))
            }
            (None, Some(BuiltInProbe::PostsMessage)) => Some(self.post_test_message(party).await),
            (None, Some(BuiltInProbe::TrialBalanceTies)) => {
                let today = self.outside.now().to_zoned(TimeZone::UTC).date();
                Some(self.ties(party, today, sums).await)
            }
            (None, _) => None,
        }
    }

    /// Reads the trial balance of that day. What it sums up to is told even if it does not
    /// tie.
    async fn ties(
        &self,
        party: Party<'_>,
        as_of: Date,
        told: &mut Option<TrialBalanceSums>,
    ) -> Result<(), CallError> {
        // Some ledgers count in one way alone.
        let basis = match &party.provider.trial_balance {
            Some(report) if report.basis.accrual.is_none() => Basis::Cash,
            _ => Basis::Accrual,
        };
        let read = self.trial_balance(party, as_of, basis).await?;
        let sums = told.insert(read.sums());
        if !sums.ties() {
            let (debit, credit) = (sums.debit, sums.credit);
            return Err(BooksTrouble::DoesNotTie { debit, credit }.into());
        }
        Ok(())
    }

    async fn asked(
        &self,
        party: Party<'_>,
        probe: &Probe,
        request: &Request,
        found: &Found,
        proof: &mut Proof,
    ) -> Result<(), CallError> {
        let answer = self.read(party, request).await?;
        let body = Body::read(&answer.body);
        let said = Said {
            body: Some(&body),
            headers: Some(&answer.headers),
            known: Some(found),
            fields: Some(party.values),
        };
        as_expected(&probe.expect, party, &answer, said)?;
        proof.name_account(probe, &said);
        Ok(())
    }
}
