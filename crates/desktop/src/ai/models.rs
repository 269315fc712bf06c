//! The models of an account: listed live, and remembered with their time.

use patchbay_contract::{AiModel, AiModels, Problem};
use patchbay_store::{ListedModels, Store};
use serde::{Deserialize, Serialize};

use super::Ai;
use super::accounts::Account;
use super::choices::Choices;
use crate::problems::{ai_failed, ai_missing, store_did_not_open};

/// A model as it is remembered.
#[derive(Serialize, Deserialize)]
struct Kept {
    id: String,
    #[serde(default)]
    name: Option<String>,
}

/// Everything that is remembered.
#[derive(Debug, Default)]
pub(super) struct Listed(Vec<ListedModels>);

impl Listed {
    pub(super) async fn of(store: &Store) -> Result<Self, Problem> {
        store.listed_models().await.map(Self).map_err(|error| store_did_not_open(&error))
    }

    /// The models of this very account, if they were listed.
    pub(super) fn models(&self, account: &Account) -> Option<AiModels> {
        let is_its = |row: &&ListedModels| {
            row.provider == account.provider.id && row.account == account.id()
        };
        let row = self.0.iter().find(is_its)?;
        let kept: Vec<Kept> = serde_json::from_str(&row.models).ok()?;
        let models = kept.into_iter().map(|Kept { id, name }| AiModel { id, name }).collect();
        Some(AiModels { models, listed_at: row.listed_at.parse().ok()? })
    }
}

impl Ai {
    /// Lists the models of a provider's account now, and remembers them.
    ///
    /// # Errors
    /// When it cannot be asked here, or says no.
    pub async fn list_models(&self, provider: &str) -> Result<AiModels, Problem> {
        let store = self.installation.opened().await?;
        let choices = Choices::of(&store).await?;
        let accounts = self.accounts(&store, &choices).await?;
        let account = accounts.into_iter().find(|account| account.provider.id == provider);
        let account = account.ok_or_else(ai_missing)?;
        let opened = self.opened(&account).await?;
        let listed = self.gateway.models(opened.party(), &account.part).await;
        let listed = listed.map_err(|error| ai_failed(&error.into(), &account.provider.name))?;
        let listed_at = self.installation.now();
        let kept: Vec<Kept> = listed
            .iter()
            .map(|model| Kept { id: model.id.clone(), name: model.name.clone() })
            .collect();
        let row = ListedModels {
            provider: account.provider.id.clone(),
            account: account.id().to_owned(),
            models: serde_json::to_string(&kept).unwrap_or_default(),
            listed_at: listed_at.to_string(),
        };
        store.keep_models(&row).await.map_err(|error| store_did_not_open(&error))?;
        let models =
            listed.into_iter().map(|model| AiModel { id: model.id, name: model.name }).collect();
        Ok(AiModels { models, listed_at })
    }
}
