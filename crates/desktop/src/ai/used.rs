//! Counting what was used: how many questions and tokens, by provider and month, and an
//! entry in the trail for each time that a credential was used. No word of a question or an
//! answer is kept.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use patchbay_contract::{AiAnswerState, AiUse, AuditAction, AuditOutcome, ProbeAsker};
use patchbay_gateway::ai::Used;
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Connection, ModelUse, Store};

use super::Ai;
use super::accounts::{Account, By};
use crate::Installation;

/// The month of an instant, as `2026-11`, in UTC as most vendors count.
pub(super) fn month_of(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%Y-%m").to_string()
}

/// All of these together.
pub(super) fn used<'a>(rows: impl Iterator<Item = &'a ModelUse>) -> AiUse {
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    rows.fold(AiUse::default(), |all, row| AiUse {
        answered: all.answered + count(row.answered),
        failed: all.failed + count(row.failed),
        input_tokens: all.input_tokens.saturating_add(count(row.input_tokens)),
        output_tokens: all.output_tokens.saturating_add(count(row.output_tokens)),
        uncounted: all.uncounted + count(row.uncounted),
    })
}

/// More than any model takes is no count but a mistake.
fn tokens(number: Option<u64>) -> i64 {
    i64::from(u32::try_from(number.unwrap_or(0)).unwrap_or(u32::MAX))
}

/// What a connection was looked at for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Purpose {
    Test,
    Diagnosis,
}

impl Purpose {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Test => "a test",
            Self::Diagnosis => "a diagnosis",
        }
    }
}

impl Installation {
    /// Counts and enters what the checks of a connection used. They are made whatever becomes
    /// of that.
    pub(crate) async fn count_checks(
        &self,
        store: &Store,
        row: &Connection,
        used: &Used,
        purpose: Purpose,
        asked_by: ProbeAsker,
    ) {
        let now = self.now();
        let Used { model, input_tokens, output_tokens } = used;
        let counted = ModelUse {
            provider: row.provider.clone(),
            month: month_of(now),
            model: model.clone(),
            answered: 1,
            input_tokens: tokens(*input_tokens),
            output_tokens: tokens(*output_tokens),
            uncounted: i64::from(input_tokens.is_none() && output_tokens.is_none()),
            ..ModelUse::default()
        };
        let detail = Detail::new()
            .count("input_tokens", input_tokens.unwrap_or(0))
            .count("output_tokens", output_tokens.unwrap_or(0))
            .word("for", purpose.as_str())
            .text("model", model);
        let entry = match asked_by {
            ProbeAsker::Schedule => self.entry_by_itself(AuditAction::CredentialUsed),
            _ => self.entry(AuditAction::CredentialUsed),
        };
        let entry = entry.connection(&row.provider, &row.id);
        let at = now.to_string();
        let change = Change { at: &at, entries: &[entry.detail(detail)] };
        if let Err(error) = store.count_use(&counted, change).await {
            tracing::error!(%error, "what {} used could not be counted", purpose.as_str());
        }
    }
}

impl Ai {
    /// Counts and enters what one question came to. The answer is there whatever becomes of
    /// that.
    pub(super) async fn count(
        &self,
        store: &Store,
        account: &Account,
        model: &str,
        state: &AiAnswerState,
    ) {
        let now = self.installation.now();
        let (used, detail, outcome) = match state {
            AiAnswerState::Answered(text) => {
                let uncounted = text.input_tokens.is_none() && text.output_tokens.is_none();
                let used = ModelUse {
                    answered: 1,
                    input_tokens: tokens(text.input_tokens),
                    output_tokens: tokens(text.output_tokens),
                    uncounted: i64::from(uncounted),
                    ..ModelUse::default()
                };
                let detail = Detail::new()
                    .count("input_tokens", text.input_tokens.unwrap_or(0))
                    .count("output_tokens", text.output_tokens.unwrap_or(0));
                (used, detail, AuditOutcome::Done)
            }
            AiAnswerState::Failed { problem, .. } => {
                let detail = Detail::new().text("reason", &problem.code.to_string());
                (ModelUse { failed: 1, ..ModelUse::default() }, detail, AuditOutcome::Failed)
            }
            AiAnswerState::Waiting
            | AiAnswerState::Asking
            | AiAnswerState::NotNeeded
            | AiAnswerState::Cancelled => return,
        };
        let provider = &account.provider.id;
        let used = ModelUse {
            provider: provider.clone(),
            month: month_of(now),
            model: model.to_owned(),
            ..used
        };
        let entry = self.installation.entry(AuditAction::CredentialUsed).ended(outcome);
        let entry = match &account.by {
            By::Firm(row) => entry.connection(provider, &row.id),
            By::Environment(_) => entry.provider(provider),
        };
        let detail = detail.word("for", "a question").text("model", model);
        let at = now.to_string();
        let change = Change { at: &at, entries: &[entry.detail(detail)] };
        if let Err(error) = store.count_use(&used, change).await {
            tracing::error!(%error, %provider, "what a question used could not be counted");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_the_one_of_utc() {
        let last: Timestamp = "2026-11-30T23:59:59Z".parse().unwrap();
        assert_eq!(month_of(last), "2026-11");
        assert_eq!(month_of("2026-12-01T00:00:00Z".parse().unwrap()), "2026-12");
    }

    #[test]
    fn a_number_that_cannot_be_is_nothing() {
        let row = ModelUse { answered: -1, input_tokens: 5, ..ModelUse::default() };
        let all = used([&row, &row].into_iter());
        assert_eq!((all.answered, all.input_tokens), (0, 10));
    }
}
