//! The tables `ai_models` and `ai_use`: which models there are, and how much of them was
//! used. What is asked and answered is kept nowhere.

use crate::{Change, OpenError, Store};

/// The models of a provider's account.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ListedModels {
    /// Of which provider.
    pub provider: String,
    /// Of which account there.
    pub account: String,
    /// They themselves, as JSON.
    pub models: String,
    /// When they were listed, RFC 3339 in UTC.
    pub listed_at: String,
}

/// What was used of a provider's model in a month.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct ModelUse {
    /// Of which provider.
    pub provider: String,
    /// In which month, as `2026-11`.
    pub month: String,
    /// Of which model.
    pub model: String,
    /// How many questions were answered.
    pub answered: i64,
    /// How many were not.
    pub failed: i64,
    /// The tokens of the questions.
    pub input_tokens: i64,
    /// The tokens of the answers.
    pub output_tokens: i64,
    /// How many answers no tokens were counted for.
    pub uncounted: i64,
}

impl Store {
    /// The models of every provider whose models were ever listed.
    pub async fn listed_models(&self) -> Result<Vec<ListedModels>, OpenError> {
        sqlx::query_as("select * from ai_models order by provider")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Keeps the models of a provider, in place of those before.
    pub async fn keep_models(&self, listed: &ListedModels) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(
                "insert into ai_models (provider, account, models, listed_at)
                 values (?, ?, ?, ?)
                 on conflict (provider) do update
                    set account = excluded.account, models = excluded.models,
                        listed_at = excluded.listed_at",
            )
            .bind(&listed.provider)
            .bind(&listed.account)
            .bind(&listed.models)
            .bind(&listed.listed_at)
            .execute(writer)
            .await?;
            Ok(())
        })
        .await
    }

    /// What was used in a month, model by model.
    pub async fn models_used(&self, month: &str) -> Result<Vec<ModelUse>, OpenError> {
        sqlx::query_as("select * from ai_use where month = ? order by provider, model")
            .bind(month)
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Adds what one question used to what was used before.
    pub async fn count_use(&self, used: &ModelUse, change: Change<'_>) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            sqlx::query(
                "insert into ai_use (provider, month, model, answered, failed, input_tokens,
                                     output_tokens, uncounted)
                 values (?, ?, ?, ?, ?, ?, ?, ?)
                 on conflict (provider, month, model) do update
                    set answered = answered + excluded.answered,
                        failed = failed + excluded.failed,
                        input_tokens = input_tokens + excluded.input_tokens,
                        output_tokens = output_tokens + excluded.output_tokens,
                        uncounted = uncounted + excluded.uncounted",
            )
            .bind(&used.provider)
            .bind(&used.month)
            .bind(&used.model)
            .bind(used.answered)
            .bind(used.failed)
            .bind(used.input_tokens)
            .bind(used.output_tokens)
            .bind(used.uncounted)
            .execute(&mut *writer)
            .await?;
            change.enter(writer).await
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{AT, LATER, change, entered, store};

    fn used(month: &str, input_tokens: i64) -> ModelUse {
        ModelUse {
            provider: "openai".into(),
            month: month.into(),
            model: "small".into(),
            answered: 1,
            input_tokens,
            ..ModelUse::default()
        }
    }

    #[tokio::test]
    async fn what_each_question_used_is_added_up_by_the_month_and_entered() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        let before = entered(&store).await;
        for (month, tokens) in [("2026-11", 3), ("2026-11", 4), ("2026-12", 5)] {
            store.count_use(&used(month, tokens), change(AT)).await.unwrap();
        }
        let november = store.models_used("2026-11").await.unwrap();
        assert_eq!(november, [ModelUse { answered: 2, ..used("2026-11", 7) }]);
        assert_eq!(store.models_used("2026-12").await.unwrap(), [used("2026-12", 5)]);
        assert_eq!(entered(&store).await, before + 3);
    }

    #[tokio::test]
    async fn what_is_no_month_is_not_counted_and_not_entered() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        let before = entered(&store).await;
        assert!(store.count_use(&used("November", 1), change(AT)).await.is_err());
        assert_eq!(entered(&store).await, before);
    }

    #[tokio::test]
    async fn newly_listed_models_take_the_place_of_those_before() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        let listed = |models: &str, at: &str| ListedModels {
            provider: "openai".into(),
            account: "c".into(),
            models: models.into(),
            listed_at: at.into(),
        };
        store.keep_models(&listed("[]", AT)).await.unwrap();
        let newer = listed("[{\"id\": \"small\"}]", LATER);
        store.keep_models(&newer).await.unwrap();
        assert_eq!(store.listed_models().await.unwrap(), [newer]);
        assert!(store.keep_models(&listed("{", AT)).await.is_err());
    }
}
