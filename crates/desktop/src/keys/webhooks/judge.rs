//! What can be said of a webhook secret before it is kept: that it is surely something
//! else, or looks odd. Whether it is the right one, only an event can show.

use patchbay_contract::{EnvironmentId, NewWebhookSecret, Problem, Slip};

use super::Sender;
use crate::keys::Keys;
use crate::keys::clean::trimmed;

/// Longer than any secret that proves events.
const LONGEST: usize = 2_000;

impl Keys {
    /// What is wrong or odd about what was pasted, if anything is.
    ///
    /// # Errors
    /// When the connection is not there or its provider sends no events.
    pub async fn judge_webhook_secret(
        &self,
        new: &NewWebhookSecret,
    ) -> Result<Option<Slip>, Problem> {
        let store = self.installation.opened().await?;
        let sender = self.sender(&store, &new.connection).await?;
        Ok(slip(&sender, trimmed(&new.secret)))
    }
}

/// What is wrong or odd about it. What is empty is not yet.
pub(super) fn slip(sender: &Sender, secret: &str) -> Option<Slip> {
    if secret.is_empty() {
        return None;
    }
    let about = |says: String, blocks| Some(Slip { field: "secret".to_owned(), says, blocks });
    let environment =
        EnvironmentId::from_name(&sender.row.environment).unwrap_or(EnvironmentId::Live);
    if let Some(says) = sender.webhooks.wrong_kind_of(secret, environment) {
        return about(says.to_owned(), true);
    }
    if secret.chars().count() > LONGEST {
        return about("This is longer than any secret that proves events.".to_owned(), true);
    }
    if let Some(doubt) = sender.webhooks.doubt_about(secret) {
        return about(doubt.to_owned(), false);
    }
    let broken = secret.contains(char::is_whitespace);
    let says = "There is a space or a line break in it. Check that it was copied whole, and \
                nothing else with it.";
    if broken { about(says.to_owned(), false) } else { None }
}
