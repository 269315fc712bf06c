//! What the page of the firm's AI shows.

use patchbay_contract::{Ai as View, AiOther, AiProvider, Problem};

use super::Ai;
use super::choices::Choices;
use super::models::Listed;
use super::used::{month_of, used};
use crate::problems::store_did_not_open;

impl Ai {
    /// Who can be asked, in the order, and who could be connected.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn view(&self) -> Result<View, Problem> {
        let store = self.installation.opened().await?;
        let choices = Choices::of(&store).await?;
        let accounts = self.accounts(&store, &choices).await?;
        let listed = Listed::of(&store).await?;
        let month = month_of(self.installation.now());
        let rows = store.models_used(&month).await.map_err(|error| store_did_not_open(&error))?;
        let others = self
            .providers()
            .into_iter()
            .filter(|(provider, _)| !accounts.iter().any(|one| one.provider.id == provider.id))
            .map(|(provider, _)| AiOther { provider: provider.id, name: provider.name })
            .collect();
        let providers = accounts
            .iter()
            .map(|account| {
                let models = listed.models(account);
                let known = models.as_ref().map(|models| models.models.as_slice());
                let id = &account.provider.id;
                AiProvider {
                    provider: id.clone(),
                    name: account.provider.name.clone(),
                    letters: account.provider.tile.letters.clone(),
                    hue: account.provider.tile.hue,
                    by: account.credential(),
                    model: choices.model(account, known),
                    model_is_chosen: choices.chosen_model(id).is_some(),
                    used: used(rows.iter().filter(|row| row.provider == *id)),
                    models,
                }
            })
            .collect();
        Ok(View { providers, others, order_is_chosen: !choices.order.is_empty(), month })
    }
}
