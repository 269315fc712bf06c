//! One question to one model.

use std::time::Duration;

use patchbay_providers::Ai;

use super::answer::answered;
use super::{Answered, AskError, as_signed_in, read};
use crate::retry::Again;
use crate::{Gateway, Party};

/// A question.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Which model is asked.
    pub model: &'a str,
    /// What is asked.
    pub text: &'a str,
    /// How long the answer may be, in the vendor's tokens.
    pub max_tokens: u32,
    /// How long is waited for it.
    pub within: Duration,
}

impl Gateway {
    /// Asks, once: each answer is paid for, so that nothing is sent a second time that may
    /// have been answered.
    ///
    /// # Errors
    /// When no answer came, the vendor says no or declines, or there are no words in it.
    pub async fn ask(
        &self,
        party: Party<'_>,
        ai: &Ai,
        question: Question<'_>,
    ) -> Result<Answered, AskError> {
        let values = party
            .values
            .with("model", question.model)
            .with("question", question.text)
            .with("max_tokens", question.max_tokens.to_string());
        let party = party.knowing(&values);
        let request = as_signed_in(party, ai, &ai.ask.request);
        let answer = self.call(party, &request, Again::MayHarm, Some(question.within)).await?;
        answered(&ai.ask, &read(party, &answer)?)
    }
}
