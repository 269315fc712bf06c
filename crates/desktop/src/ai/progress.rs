//! How far a question is, told to whoever listens with each step.

use std::sync::{Arc, Mutex, PoisonError};

use patchbay_contract::{AiAnswer, AiAnswerState, AiAsked};

use super::one::Asked;
use crate::Notices;

/// A question under way.
pub(super) struct Progress {
    notices: Arc<Notices>,
    asked: Mutex<AiAsked>,
}

impl Progress {
    /// Of a question to all of these, at the beginning.
    pub(super) fn of(
        notices: Arc<Notices>,
        id: &str,
        whom: &[Asked],
        state: &AiAnswerState,
    ) -> Self {
        let answer = |asked: &Asked| AiAnswer {
            provider: asked.account.provider.id.clone(),
            name: asked.account.provider.name.clone(),
            model: asked.model.clone(),
            state: state.clone(),
        };
        let answers = whom.iter().map(answer).collect();
        let progress = Self { notices, asked: Mutex::new(AiAsked { id: id.to_owned(), answers }) };
        progress.tell();
        progress
    }

    /// The answer in this place of the order is so far.
    pub(super) fn set(&self, place: usize, state: AiAnswerState) {
        if let Some(answer) = self.locked().answers.get_mut(place) {
            answer.state = state;
        }
        self.tell();
    }

    /// Everybody who still waits is not asked any more, for this reason.
    pub(super) fn rest(&self, state: &AiAnswerState) {
        for answer in &mut self.locked().answers {
            if answer.state == AiAnswerState::Waiting {
                answer.state = state.clone();
            }
        }
        self.tell();
    }

    /// As it is.
    pub(super) fn so_far(&self) -> AiAsked {
        self.locked().clone()
    }

    fn tell(&self) {
        self.notices.asked(self.so_far());
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, AiAsked> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
