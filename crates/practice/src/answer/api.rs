//! The answers of the API: whatever the file's discovery and probes read out of them.

use std::collections::BTreeMap;

use patchbay_providers::{Discovery, Probe, Quirk};

use super::making::Making;
use super::report;
use crate::company::Company;
use crate::desk::Grant;
use crate::find::{Meant, Work};
use crate::misbehaviour::{Books, Trick};
use crate::question::Question;
use crate::role::Role;

/// An answer, before it is a response.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) media_type: &'static str,
    pub(crate) body: String,
}

/// Who asks: whose permission it is, if it is one, and which companies it may see.
pub(crate) struct Asker<'a> {
    pub(crate) grant: Option<&'a Grant>,
    /// The one that is named in the call, or the first.
    pub(crate) company: &'static Company,
    pub(crate) companies: &'a [&'static Company],
    /// What is asked of an AI.
    pub(crate) question: Option<&'a Question>,
    /// What is done wrong with its answer.
    pub(crate) tricks: &'a [Trick],
    /// What else is named in the call.
    pub(crate) query: &'a [(String, String)],
    /// How the books are told.
    pub(crate) books: Books,
}

/// The one answer that satisfies every part which this request was meant for.
pub(crate) fn api(role: &Role, meant: &[Meant<'_>], asker: &Asker<'_>) -> Answer {
    let mut making = Making::default();
    let mut status = 200;
    let probes: Vec<&Probe> = meant.iter().filter_map(|meant| probe(role, meant)).collect();
    for discovery in meant.iter().filter_map(|meant| discovery(role, meant)) {
        making.discovery(role, discovery, &probes, asker);
    }
    if let Some(ai) = &role.provider.ai {
        let who = &role.provider.name;
        for meant in meant {
            match (meant.part.work, &ai.list, asker.question) {
                (Work::Models, Some(list), _) => making.models(&role.provider, list),
                (Work::Ask, _, Some(question)) => {
                    making.answer(&ai.ask, question, who, asker.tricks);
                }
                _ => {}
            }
        }
    }
    for probe in &probes {
        if let Some(first) = probe.expect.status.first() {
            status = *first;
        }
        making.expected(&probe.expect);
        making.account(probe, asker.company);
    }
    if let Some(report) = &role.provider.trial_balance {
        let is = |work| meant.iter().any(|meant| meant.part.work == work);
        if is(Work::TrialBalance) {
            making.whole(report::answer(report, asker));
        }
        if let Some(numbers) = report.numbers.as_ref().filter(|_| is(Work::Numbers)) {
            making.whole(report::numbers(numbers, asker));
        }
    }
    making.done(status, role.has(Quirk::AnswerStartsWithByteOrderMark))
}

fn probe<'a>(role: &'a Role, meant: &Meant<'_>) -> Option<&'a Probe> {
    match meant.part.work {
        Work::Probe(n) => role.sign_in(meant.part.sign_in)?.probe.get(n),
        _ => None,
    }
}

fn discovery<'a>(role: &'a Role, meant: &Meant<'_>) -> Option<&'a Discovery> {
    match meant.part.work {
        Work::Discovery => role.sign_in(meant.part.sign_in)?.discovery.as_ref(),
        _ => None,
    }
}
