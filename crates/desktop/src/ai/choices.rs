//! What the firm chose: in which order providers are asked, and which model of each.

use std::collections::BTreeMap;

use patchbay_contract::{AiModel, AuditAction, ChosenModel, Problem};
use patchbay_gateway::Values;
use patchbay_gateway::ai::CHOSEN_MODEL;
use patchbay_providers::Provider;
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Store};

use super::Ai;
use super::accounts::Account;
use crate::Installation;
use crate::hub::no_such_provider;
use crate::problems::{model_wrong, store_did_not_open};

/// The setting of the order, a list in JSON.
const ORDER: &str = "ai_order";
/// What stands before a provider's id in the setting of its model.
const MODEL: &str = "ai_model.";
/// The longest name of a model.
const LONGEST: usize = 200;

/// What was chosen.
#[derive(Debug, Default)]
pub(super) struct Choices {
    /// Ids of providers, the primary one first. Empty while nothing was chosen.
    pub(super) order: Vec<String>,
    models: BTreeMap<String, String>,
}

impl Choices {
    pub(super) async fn of(store: &Store) -> Result<Self, Problem> {
        let mut choices = Self::default();
        for set in store.settings().await.map_err(|error| store_did_not_open(&error))? {
            if set.name == ORDER {
                choices.order = serde_json::from_str(&set.value).unwrap_or_default();
            } else if let Some(provider) = set.name.strip_prefix(MODEL) {
                choices.models.insert(provider.to_owned(), set.value);
            }
        }
        Ok(choices)
    }

    /// The model that was chosen.
    pub(super) fn chosen_model(&self, provider: &str) -> Option<&String> {
        self.models.get(provider)
    }

    /// The model that is asked: the chosen one; or the one of the file, unless the vendor's
    /// list does not have it any more.
    pub(super) fn model(&self, account: &Account, listed: Option<&[AiModel]>) -> String {
        if let Some(chosen) = self.chosen_model(&account.provider.id) {
            return chosen.clone();
        }
        let of_the_file = &account.part.model;
        let listed = listed.unwrap_or_default();
        match listed.first() {
            Some(first) if !listed.iter().any(|model| model.id == *of_the_file) => first.id.clone(),
            _ => of_the_file.clone(),
        }
    }
}

impl Installation {
    /// With the model that the firm chose of a provider, where it chose one: its tests ask
    /// that.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(crate) async fn with_chosen_model(
        &self,
        provider: &Provider,
        values: &Values,
    ) -> Result<Values, Problem> {
        let mut values = values.clone();
        if provider.ai.is_some() {
            let store = self.opened().await?;
            let choices = Choices::of(&store).await?;
            if let Some(chosen) = choices.chosen_model(&provider.id) {
                values.set(CHOSEN_MODEL, chosen.clone());
            }
        }
        Ok(values)
    }
}

impl Ai {
    /// Says in which order providers are asked. Those that are not named come behind.
    ///
    /// # Errors
    /// When one is no provider that answers questions, or the database cannot be written.
    pub async fn set_order(&self, order: &[String]) -> Result<(), Problem> {
        let known = self.providers();
        let mut wanted: Vec<&str> = Vec::new();
        for id in order {
            let is_known = known.iter().any(|(provider, _)| provider.id == *id);
            if !is_known {
                return Err(no_such_provider(id));
            }
            if !wanted.contains(&id.as_str()) {
                wanted.push(id);
            }
        }
        let store = self.installation.opened().await?;
        let before = Choices::of(&store).await?;
        let detail = Detail::new()
            .word("setting", "order of the AI providers")
            .text("from", &before.order.join(", "))
            .text("to", &wanted.join(", "));
        let value = (!wanted.is_empty()).then(|| serde_json::json!(wanted).to_string());
        self.set(&store, ORDER, value.as_deref(), None, detail).await
    }

    /// Says which model of a provider is asked.
    ///
    /// # Errors
    /// When it is no provider that answers questions, what was typed is no model's name, or
    /// the database cannot be written.
    pub async fn set_model(&self, chosen: &ChosenModel) -> Result<(), Problem> {
        let ChosenModel { provider, model } = chosen;
        if !self.providers().iter().any(|(known, _)| known.id == *provider) {
            return Err(no_such_provider(provider));
        }
        let model = model.as_deref().map(str::trim).filter(|model| !model.is_empty());
        let is_name = |model: &str| {
            model.chars().count() <= LONGEST && !model.chars().any(|c| c.is_control())
        };
        if !model.is_none_or(is_name) {
            return Err(model_wrong());
        }
        let store = self.installation.opened().await?;
        let before = Choices::of(&store).await?;
        let detail = Detail::new()
            .word("setting", "model that is asked")
            .text("from", before.chosen_model(provider).map_or("", String::as_str))
            .text("to", model.unwrap_or_default());
        self.set(&store, &format!("{MODEL}{provider}"), model, Some(provider), detail).await
    }

    async fn set(
        &self,
        store: &Store,
        name: &str,
        value: Option<&str>,
        provider: Option<&str>,
        detail: Detail,
    ) -> Result<(), Problem> {
        let entry = self.installation.entry(AuditAction::SettingsChanged).detail(detail);
        let entry = match provider {
            Some(provider) => entry.provider(provider),
            None => entry,
        };
        let at = self.installation.now().to_string();
        let change = Change { at: &at, entries: &[entry] };
        store.set(name, value, change).await.map_err(|error| store_did_not_open(&error))?;
        self.installation.sign_what_was_entered().await;
        Ok(())
    }
}
