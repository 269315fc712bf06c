//! One question to one provider: answered, failed, too late or given up.

use jiff::Timestamp;
use patchbay_contract::{AiAnswerState, AiText, Problem};
use patchbay_gateway::ai::Question;
use patchbay_store::Store;
use tokio_util::sync::CancellationToken;

use super::accounts::Account;
use super::{Ai, DEADLINE};
use crate::problems::{ai_failed, ai_late};

/// How long an answer may be, in the vendor's tokens. What a model thinks first is among
/// them at some.
const MAX_TOKENS: u32 = 4_096;

/// Whom to ask, and with which model.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) account: Account,
    pub(super) model: String,
}

impl Ai {
    /// Asks, and counts what that used.
    pub(super) async fn one(
        &self,
        store: &Store,
        asked: &Asked,
        text: &str,
        cancelled: &CancellationToken,
    ) -> AiAnswerState {
        let begun = self.installation.now();
        let state = tokio::select! {
            answer = self.answer(asked, text, begun) => answer.unwrap_or_else(|problem| {
                AiAnswerState::Failed { problem, millis: self.since(begun) }
            }),
            () = cancelled.cancelled() => AiAnswerState::Cancelled,
            () = self.gateway.wait(DEADLINE) => AiAnswerState::Failed {
                problem: ai_late(&asked.account.provider.name, DEADLINE),
                millis: self.since(begun),
            },
        };
        self.count(store, &asked.account, &asked.model, &state).await;
        state
    }

    async fn answer(
        &self,
        asked: &Asked,
        text: &str,
        begun: Timestamp,
    ) -> Result<AiAnswerState, Problem> {
        let Asked { account, model } = asked;
        let opened = self.opened(account).await?;
        let question = Question { model, text, max_tokens: MAX_TOKENS, within: DEADLINE };
        let answered = self.gateway.ask(opened.party(), &account.part, question).await;
        let answered = answered.map_err(|error| ai_failed(&error, &account.provider.name))?;
        Ok(AiAnswerState::Answered(AiText {
            text: answered.text,
            cut: answered.cut,
            input_tokens: answered.input_tokens,
            output_tokens: answered.output_tokens,
            millis: self.since(begun),
        }))
    }

    fn since(&self, begun: Timestamp) -> u64 {
        let millis = self.installation.now().duration_since(begun).as_millis();
        u64::try_from(millis).unwrap_or(0)
    }
}
