//! The shortest question there is, which proves that an account is answered: that a key is
//! good says nothing of credit that is used up, nor of the model.

use std::time::Duration;

use patchbay_providers::{Ai, Missing};

use super::{AskError, Question};
use crate::{CallError, Gateway, Party};

/// Where a party's values name the model that the firm chose, if it did.
pub const CHOSEN_MODEL: &str = "chosen_model";

/// What is asked.
const QUESTION: &str = "Answer with the word yes.";
/// How long the answer may be, in the vendor's tokens.
const MAX_TOKENS: u32 = 5;
/// How long is waited for it.
const WITHIN: Duration = Duration::from_secs(30);

/// What it used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// Of which model.
    pub model: String,
    /// What the vendor counted for the question, if it says.
    pub input_tokens: Option<u64>,
    /// What it counted for the answer.
    pub output_tokens: Option<u64>,
}

impl Gateway {
    /// Asks it. A model that thinks first may use up the whole answer by that, or decline:
    /// then it was answered all the same.
    ///
    /// # Errors
    /// When the vendor cannot be asked, or says no.
    pub(crate) async fn answers_shortly(&self, party: Party<'_>) -> Result<Used, CallError> {
        let ai = party.provider.ai.as_ref().ok_or_else(|| Missing("ai".to_owned()))?;
        let model = self.model_to_ask(party, ai).await;
        let question =
            Question { model: &model, text: QUESTION, max_tokens: MAX_TOKENS, within: WITHIN };
        match self.ask(party, ai, question).await {
            Ok(said) => Ok(Used {
                model,
                input_tokens: said.input_tokens,
                output_tokens: said.output_tokens,
            }),
            Err(AskError::Declined { .. } | AskError::Empty { .. }) => {
                Ok(Used { model, input_tokens: None, output_tokens: None })
            }
            Err(AskError::Call(error)) => Err(error),
        }
    }

    /// The chosen one; else the one of the file, unless the vendor's list has it no more.
    /// Where there is no list to be had, as with a key that may not read it, it is tried.
    async fn model_to_ask(&self, party: Party<'_>, ai: &Ai) -> String {
        if let Some(chosen) = party.values.get(CHOSEN_MODEL) {
            return chosen.to_owned();
        }
        let listed = self.models(party, ai).await.unwrap_or_default();
        match listed.first() {
            Some(first) if listed.iter().all(|model| model.id != ai.model) => first.id.clone(),
            _ => ai.model.clone(),
        }
    }
}
