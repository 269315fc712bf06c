//! How attempts end other than well, and what the windows hear of it.

use std::sync::Arc;

use patchbay_contract::{Attempt, AttemptStep, AuditAction, AuditOutcome, Problem};
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::{Change, Store};

use super::SignIns;
use crate::problems::{attempt_expired, attempt_unknown, store_did_not_open};

impl SignIns {
    /// How an attempt is.
    ///
    /// # Errors
    /// When no such attempt is known.
    pub fn attempt(&self, id: &str) -> Result<Attempt, Problem> {
        self.running.shown(id).ok_or_else(attempt_unknown)
    }

    /// Ends an attempt because the person does not want it any more, and forgets it. What
    /// was allowed at the provider by then is taken back behind it, as far as that goes.
    ///
    /// # Errors
    /// When the database cannot be written: its answer would be taken then.
    pub async fn cancel(self: &Arc<Self>, id: &str) -> Result<(), Problem> {
        let store = self.installation.opened().await?;
        let given = self.given(&store, id).await.unwrap_or_else(|problem| {
            tracing::warn!(code = %problem.code, "a permission that nobody uses is left");
            None
        });
        let at = self.installation.now().to_string();
        let cancelled = store.end_attempt(id, "cancelled", Change { at: &at, entries: &[] }).await;
        let cancelled = cancelled.map_err(|error| store_did_not_open(&error))?;
        self.running.forget(id);
        if let (Some(_), Some(given)) = (cancelled, given) {
            let us = Arc::clone(self);
            self.settling.spawn(async move { us.take_back_unused(&store, given).await });
        }
        Ok(())
    }

    /// Ends the attempts whose time is over.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn expire(&self) -> Result<(), Problem> {
        let store = self.installation.opened().await?;
        let at = self.installation.now().to_string();
        let entry = |attempt: &patchbay_store::Attempt| {
            let problem = attempt_expired();
            self.not_made(&attempt.provider, "expired", &problem)
        };
        let expired = store.expire_attempts(&at, entry).await;
        for attempt in expired.map_err(|error| store_did_not_open(&error))? {
            self.over(&attempt.id, attempt_expired());
        }
        Ok(())
    }

    /// Ends an attempt that came to nothing.
    pub(super) async fn end(
        &self,
        store: &Store,
        id: &str,
        provider: &str,
        how: &str,
        problem: Problem,
    ) {
        let at = self.installation.now().to_string();
        let entry = self.not_made(provider, how, &problem);
        let change = Change { at: &at, entries: &[entry] };
        if let Err(error) = store.end_attempt(id, how, change).await {
            tracing::error!(%error, "the end of a sign-in could not be stored");
        }
        self.over(id, problem);
    }

    /// Shows that an attempt came to nothing.
    pub(super) fn over(&self, id: &str, problem: Problem) {
        self.step(id, AttemptStep::Ended(problem));
    }

    /// Shows how far an attempt is.
    pub(super) fn step(&self, id: &str, step: AttemptStep) {
        self.running.step(id, step);
        self.notices.attempt_changed(id);
    }

    fn not_made(&self, provider: &str, how: &str, problem: &Problem) -> NewEntry {
        let outcome = match how {
            "refused" => AuditOutcome::Refused,
            _ => AuditOutcome::Failed,
        };
        let detail = Detail::new().text("reason", &problem.code.to_string());
        let entry = self.installation.entry(AuditAction::ConnectionMade);
        entry.provider(provider).ended(outcome).detail(detail)
    }
}
