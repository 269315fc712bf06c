//! The sheet of a diagnosis: every check, told to whoever listens as it is filled in.

use patchbay_contract::{Diagnosed, Diagnosing, DiagnosisCheck, NotChecked, Problem, Verdict};

use crate::Notices;

/// A diagnosis that is being made.
pub(super) struct Sheet<'a> {
    notices: &'a Notices,
    connection: &'a str,
    checks: Vec<Diagnosed>,
}

impl<'a> Sheet<'a> {
    /// With nothing looked at yet.
    pub(super) fn begin(notices: &'a Notices, connection: &'a str) -> Self {
        let waiting = Verdict::NotChecked(NotChecked::Waiting);
        let all = DiagnosisCheck::ALL.iter();
        let checks = all.map(|check| Diagnosed { check: *check, verdict: waiting.clone() });
        let sheet = Self { notices, connection, checks: checks.collect() };
        sheet.tell();
        sheet
    }

    /// Writes what was found.
    pub(super) fn set(&mut self, check: DiagnosisCheck, verdict: Verdict) {
        self.all_of(&[check], &verdict);
    }

    /// The same found for several.
    pub(super) fn all_of(&mut self, those: &[DiagnosisCheck], verdict: &Verdict) {
        for one in self.checks.iter_mut().filter(|one| those.contains(&one.check)) {
            one.verdict = verdict.clone();
        }
        self.tell();
    }

    /// Nothing is wrong with it, unless more is known of it already.
    pub(super) fn fine(&mut self, check: DiagnosisCheck) {
        let waiting = Verdict::NotChecked(NotChecked::Waiting);
        if self.checks.iter().any(|one| one.check == check && one.verdict == waiting) {
            self.set(check, Verdict::Fine(None));
        }
    }

    /// Whether the credential is kept, and it itself. Without one, nothing behind it can be
    /// looked at.
    pub(super) fn kept<T>(&mut self, kept: Result<T, Problem>) -> Option<T> {
        match kept {
            Ok(kept) => {
                self.set(DiagnosisCheck::Kept, Verdict::Fine(None));
                Some(kept)
            }
            Err(problem) => {
                self.trouble_in(DiagnosisCheck::Kept, problem);
                None
            }
        }
    }

    /// This is wrong, and whatever still waits cannot be looked at for it.
    pub(super) fn trouble_in(&mut self, check: DiagnosisCheck, problem: Problem) {
        self.set(check, Verdict::Trouble(problem));
        self.rest(NotChecked::BehindAnother);
    }

    /// Whatever still waits is not looked at.
    pub(super) fn rest(&mut self, why: NotChecked) {
        let waiting = Verdict::NotChecked(NotChecked::Waiting);
        for one in self.checks.iter_mut().filter(|one| one.verdict == waiting) {
            one.verdict = Verdict::NotChecked(why);
        }
        self.tell();
    }

    /// As it is.
    pub(super) fn checks(&self) -> Vec<Diagnosed> {
        self.checks.clone()
    }

    fn tell(&self) {
        let connection = self.connection.to_owned();
        self.notices.diagnosing(Diagnosing { connection, checks: self.checks.clone() });
    }
}
