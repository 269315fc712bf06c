//! Keeping what proves events, letting a new secret take over, and removing one. Each is
//! entered; none of it says anything to the provider.

use patchbay_contract::{
    AuditAction, NewWebhookSecret, Problem, Webhook, WebhookSecretAt, WebhookSlot,
};
use patchbay_store::Change;
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::vault::{NewWebhookSecret as NewRow, SealedTable};
use patchbay_vault::Secret;

use super::judge::slip;
use super::{Sender, from};
use crate::connect::told;
use crate::keys::Keys;
use crate::keys::clean::trimmed;
use crate::keys::kept::hint;
use crate::problems::{
    field_missing_in_form, needs_no_secret, nothing_to_retire, store_did_not_open,
    webhook_secret_wrong_kind,
};

impl Keys {
    /// Keeps what was pasted, in the place of what the slot held.
    ///
    /// # Errors
    /// When it is empty or surely something else, nobody pastes one for this provider, or
    /// the vault cannot be opened. Nothing is kept then.
    pub async fn save_webhook_secret(&self, new: NewWebhookSecret) -> Result<Webhook, Problem> {
        let failed = |error| store_did_not_open(&error);
        let store = self.installation.opened().await?;
        let sender = self.sender(&store, &new.connection).await?;
        if from(sender.webhooks.secret) == patchbay_contract::WebhookSecretFrom::Nobody {
            return Err(needs_no_secret(&sender.provider.name));
        }
        let secret = Secret::new(trimmed(&new.secret).to_owned());
        if secret.expose_secret().is_empty() {
            let label = sender.webhooks.secret_label.as_deref().unwrap_or("The webhook secret");
            return Err(field_missing_in_form(label));
        }
        if let Some(slip) = slip(&sender, secret.expose_secret()).filter(|slip| slip.blocks) {
            return Err(webhook_secret_wrong_kind(&slip.says));
        }
        // The address comes first: a secret belongs to it.
        self.shown_webhook(&store, &sender).await?;
        let store = self.installation.open_vault_to_save().await?;
        let there = store.webhook_secrets(&sender.row.id).await.map_err(failed)?;
        let replaces = there.iter().any(|one| one.slot == new.slot.as_str());
        let action =
            if replaces { AuditAction::CredentialReplaced } else { AuditAction::CredentialSaved };
        let entry = self.webhook_entry(action, &sender, new.slot);
        let (id, at) = (self.random_id()?, self.installation.now().to_string());
        let shown = hint(secret.expose_secret());
        let row = NewRow {
            id: &id,
            connection: &sender.row.id,
            slot: new.slot.as_str(),
            hint: shown.as_deref(),
        };
        let bytes = Secret::new(secret.expose_secret().as_bytes().to_vec());
        let vault = self.installation.vault();
        let seal =
            |id: &str, generation| vault.seal(SealedTable::WebhookSecrets, id, generation, &bytes);
        let change = Change { at: &at, entries: &[entry] };
        told(store.save_webhook_secret(&row, change, seal).await.map_err(failed)?)?;
        self.installation.sign_what_was_entered().await;
        self.shown_webhook(&store, &sender).await
    }

    /// Ends the current secret: the next one takes its place.
    ///
    /// # Errors
    /// When there is no next one, or the database cannot be written. Nothing changes then.
    pub async fn retire_webhook_secret(&self, connection: &str) -> Result<Webhook, Problem> {
        let store = self.installation.opened().await?;
        let sender = self.sender(&store, connection).await?;
        let entry =
            self.webhook_entry(AuditAction::CredentialRemoved, &sender, WebhookSlot::Current);
        let at = self.installation.now().to_string();
        let change = Change { at: &at, entries: &[entry] };
        let retired = store.retire_webhook_secret(connection, change).await;
        if !retired.map_err(|error| store_did_not_open(&error))? {
            return Err(nothing_to_retire());
        }
        self.installation.sign_what_was_entered().await;
        self.shown_webhook(&store, &sender).await
    }

    /// Removes a secret: events that it proves are refused from then on. One that is gone
    /// already is no trouble.
    ///
    /// # Errors
    /// When the connection is not there, or the database cannot be written.
    pub async fn remove_webhook_secret(&self, which: &WebhookSecretAt) -> Result<Webhook, Problem> {
        let store = self.installation.opened().await?;
        let sender = self.sender(&store, &which.connection).await?;
        let entry = self.webhook_entry(AuditAction::CredentialRemoved, &sender, which.slot);
        let at = self.installation.now().to_string();
        let change = Change { at: &at, entries: &[entry] };
        let (connection, slot) = (&which.connection, which.slot.as_str());
        let removed = store.remove_webhook_secret(connection, slot, change).await;
        removed.map_err(|error| store_did_not_open(&error))?;
        self.installation.sign_what_was_entered().await;
        self.shown_webhook(&store, &sender).await
    }

    fn webhook_entry(&self, action: AuditAction, sender: &Sender, slot: WebhookSlot) -> NewEntry {
        let detail = Detail::new().word("credential", "webhook secret").word("slot", slot.as_str());
        let entry = self.installation.entry(action).detail(detail);
        entry.connection(&sender.row.provider, &sender.row.id)
    }
}
