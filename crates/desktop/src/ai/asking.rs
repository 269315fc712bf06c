//! A question to one provider after the other, or to all of them at the same time.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use patchbay_contract::{AiAnswerState, AiAsked, AiQuestion, AiWhom, Problem};
use patchbay_store::Store;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::Ai;
use super::choices::Choices;
use super::models::Listed;
use super::one::Asked;
use super::progress::Progress;
use crate::problems::{ai_missing, question_empty, question_too_long};

/// How long each provider has for its answer.
pub const DEADLINE: Duration = Duration::from_secs(90);

/// The longest question, in characters: more than anybody types, and less than any model
/// takes.
const LONGEST: usize = 100_000;

impl Ai {
    /// Asks. Each provider answers or fails alone, within its own time; whoever listens is
    /// told of each.
    ///
    /// # Errors
    /// When nobody can be asked, the question cannot, or the database or the vault does not
    /// open. That a provider does not answer is no error of the question.
    pub async fn ask(self: &Arc<Self>, question: &AiQuestion) -> Result<AiAsked, Problem> {
        let text = question.text.trim();
        if text.is_empty() {
            return Err(question_empty());
        }
        if text.chars().count() > LONGEST {
            return Err(question_too_long(LONGEST));
        }
        let store = self.installation.opened().await?;
        let whom = self.whom(&store, &question.whom).await?;
        if whom.is_empty() {
            return Err(ai_missing());
        }
        let under_way = UnderWay::begin(self, &question.id);
        let asked = match question.whom {
            AiWhom::All => self.all(&store, &question.id, &whom, text, &under_way.cancelled).await,
            AiWhom::First | AiWhom::Provider(_) => {
                self.first(&store, &question.id, &whom, text, &under_way.cancelled).await
            }
        };
        self.installation.sign_what_was_entered().await;
        Ok(asked)
    }

    /// Stops waiting for the answers to this question, wherever it is asked from here. One
    /// that is over already stays as it is.
    pub fn cancel(&self, id: &str) {
        let under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cancelled) = under_way.get(id) {
            cancelled.cancel();
        }
    }

    /// Who is asked, in their order, each with its model.
    async fn whom(&self, store: &Store, whom: &AiWhom) -> Result<Vec<Asked>, Problem> {
        let choices = Choices::of(store).await?;
        let listed = Listed::of(store).await?;
        let mut accounts = self.accounts(store, &choices).await?;
        if let AiWhom::Provider(id) = whom {
            accounts.retain(|account| account.provider.id == *id);
        }
        let asked = |account| {
            let known = listed.models(&account).map(|listed| listed.models);
            Asked { model: choices.model(&account, known.as_deref()), account }
        };
        Ok(accounts.into_iter().map(asked).collect())
    }

    fn progress(&self, id: &str, whom: &[Asked], state: &AiAnswerState) -> Arc<Progress> {
        Arc::new(Progress::of(Arc::clone(&self.notices), id, whom, state))
    }

    async fn first(
        &self,
        store: &Store,
        id: &str,
        whom: &[Asked],
        text: &str,
        cancelled: &CancellationToken,
    ) -> AiAsked {
        let progress = self.progress(id, whom, &AiAnswerState::Waiting);
        for (place, asked) in whom.iter().enumerate() {
            progress.set(place, AiAnswerState::Asking);
            let state = self.one(store, asked, text, cancelled).await;
            let rest = match &state {
                AiAnswerState::Answered(_) => Some(AiAnswerState::NotNeeded),
                AiAnswerState::Cancelled => Some(AiAnswerState::Cancelled),
                _ => None,
            };
            progress.set(place, state);
            if let Some(rest) = rest {
                progress.rest(&rest);
                break;
            }
        }
        progress.so_far()
    }

    async fn all(
        self: &Arc<Self>,
        store: &Arc<Store>,
        id: &str,
        whom: &[Asked],
        text: &str,
        cancelled: &CancellationToken,
    ) -> AiAsked {
        let progress = self.progress(id, whom, &AiAnswerState::Asking);
        let mut asking = JoinSet::new();
        for (place, asked) in whom.iter().cloned().enumerate() {
            let (us, store, progress) =
                (Arc::clone(self), Arc::clone(store), Arc::clone(&progress));
            let (text, cancelled) = (text.to_owned(), cancelled.clone());
            asking.spawn(async move {
                progress.set(place, us.one(&store, &asked, &text, &cancelled).await);
            });
        }
        asking.join_all().await;
        progress.so_far()
    }
}

/// A question that can be cancelled for as long as this is held.
struct UnderWay<'a> {
    ai: &'a Ai,
    id: String,
    cancelled: CancellationToken,
}

impl<'a> UnderWay<'a> {
    fn begin(ai: &'a Ai, id: &str) -> Self {
        let mut under_way = ai.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let cancelled = under_way.entry(id.to_owned()).or_default().clone();
        Self { ai, id: id.to_owned(), cancelled }
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        let mut under_way = self.ai.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.remove(&self.id);
    }
}
