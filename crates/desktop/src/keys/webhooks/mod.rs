//! What proves the events of a connection, and the address they arrive at. A secret here is
//! never the key that the connection calls with, and has a form of its own.
//!
//! Taking events in and proving them is the firm server's. Invariant: what a connection's
//! events are proven by is sealed, and the part of its address that nobody guesses is
//! decided once.

mod judge;
mod save;

use jiff::Timestamp;
use patchbay_contract::{
    Problem, Webhook, WebhookSecret, WebhookSecretFrom, WebhookSlot, webhook_path,
};
use patchbay_providers::{Provider, SecretOrigin, Webhooks};
use patchbay_store::{Connection, Store};

use super::Keys;
use crate::hub::title;
use crate::problems::{connection_unknown, sends_no_events, store_did_not_open};
use crate::relay::below;

/// A connection whose provider sends events.
struct Sender {
    row: Connection,
    provider: Provider,
    webhooks: Webhooks,
}

impl Keys {
    /// Where a connection's events arrive, and what proves them.
    ///
    /// # Errors
    /// When it is not there, its provider sends none, or the database cannot be read.
    pub async fn webhook(&self, connection: &str) -> Result<Webhook, Problem> {
        let store = self.installation.opened().await?;
        let sender = self.sender(&store, connection).await?;
        self.shown_webhook(&store, &sender).await
    }

    async fn shown_webhook(&self, store: &Store, sender: &Sender) -> Result<Webhook, Problem> {
        let failed = |error| store_did_not_open(&error);
        let Sender { row, provider, webhooks } = sender;
        let (new, at) = (self.random_id()?, self.installation.now().to_string());
        let endpoint = store.webhook_endpoint(&row.id, &new, &at).await.map_err(failed)?;
        let endpoint = endpoint.ok_or_else(connection_unknown)?;
        let relay = self.installation.relay_address().await?;
        let rows = store.webhook_secrets(&row.id).await.map_err(failed)?;
        let secrets = rows.into_iter().filter_map(|row| {
            Some(WebhookSecret {
                slot: WebhookSlot::from_name(&row.slot)?,
                hint: row.hint,
                set_at: row.changed_at.parse::<Timestamp>().unwrap_or_default(),
            })
        });
        let address = relay.map(|relay| below(&relay, &webhook_path(&provider.id, &endpoint)));
        Ok(Webhook {
            connection: row.id.clone(),
            title: title(row),
            provider: provider.name.clone(),
            address: address.map(Into::into),
            where_to_paste: webhooks.where_to_paste.clone(),
            secret_from: from(webhooks.secret),
            secret_label: webhooks.secret_label.clone(),
            secrets: secrets.collect(),
        })
    }

    async fn sender(&self, store: &Store, id: &str) -> Result<Sender, Problem> {
        let row = store.connection(id).await.map_err(|error| store_did_not_open(&error))?;
        let row = row.ok_or_else(connection_unknown)?;
        if !self.catalogue.is_built_in(&row.provider) {
            self.catalogue.read_own_at_least_once();
        }
        let found = self.catalogue.find(&row.provider);
        let (provider, _) = found.ok_or_else(connection_unknown)?;
        let webhooks = provider.webhooks.clone().ok_or_else(|| sends_no_events(&provider.name))?;
        Ok(Sender { row, provider, webhooks })
    }
}

/// Who has what proves events.
const fn from(secret: SecretOrigin) -> WebhookSecretFrom {
    match secret {
        SecretOrigin::Pasted => WebhookSecretFrom::Provider,
        SecretOrigin::Made => WebhookSecretFrom::Firm,
        SecretOrigin::ClientSecret
        | SecretOrigin::ConnectionKey
        | SecretOrigin::PublicKey
        | SecretOrigin::Handshake => WebhookSecretFrom::Nobody,
    }
}
