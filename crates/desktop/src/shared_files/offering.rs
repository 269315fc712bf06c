//! Offering a provider file of this computer to the firm, and offering it no more. Both are this
//! computer's word at once, and told to the server when it is reached next.

use patchbay_contract::{AuditAction, Problem, SharedFiles, is_provider_id};
use patchbay_store::{Change, SyncKind, Thing};

use super::entered::detail;
use super::file::{digest, here, look};
use super::{SETTING, may_offer};
use crate::Installation;
use crate::catalogue::Catalogue;
use crate::problems::{
    file_unfit, may_not_offer, no_file_to_offer, not_shared, practice_stays_apart,
    store_did_not_open,
};

impl Installation {
    /// Offers the file of this id, as it lies in the folder now.
    ///
    /// # Errors
    /// When this computer is in nowhere, the role does not allow it, there is no such file, it
    /// has a mistake or something like a secret in it, is too large or has the id of a provider
    /// that came with Patchbay; or the database cannot be written. Nothing is offered then.
    pub async fn offer_file(
        &self,
        catalogue: &Catalogue,
        id: &str,
    ) -> Result<SharedFiles, Problem> {
        if !may_offer(&self.enrolled_at_the_firms().await?) {
            return Err(may_not_offer());
        }
        if self.is_practice_firm().await? {
            return Err(practice_stays_apart());
        }
        // An id is also a file's name: one that is none leads nowhere.
        let found = is_provider_id(id).then(|| here(catalogue.folder(), id)).flatten();
        let found = found.ok_or_else(|| no_file_to_offer(id, catalogue.folder()))?;
        let text = found.text.map_err(|why| file_unfit(id, &[why], true))?;
        let looked = look(id, &text);
        let Some(provider) = looked.provider.filter(|_| looked.mistakes.is_empty()) else {
            return Err(file_unfit(id, &looked.mistakes, true));
        };
        let digest = digest(&text);
        let detail = detail(&digest, &provider.hosts());
        let entry = self.entry(AuditAction::FileOffered).provider(id).detail(detail);
        let at = self.now().to_string();
        let store = self.opened().await?;
        store
            .offer_file(id, &text, &digest, Change { at: &at, entries: &[entry] })
            .await
            .map_err(|error| store_did_not_open(&error))?;
        self.sign_what_was_entered().await;
        self.shared_files(catalogue).await
    }

    /// Offers it no more. Who took it keeps it.
    ///
    /// # Errors
    /// When this computer is in nowhere, the role does not allow it, the firm does not share it,
    /// or the database cannot be written.
    pub async fn withdraw_file(
        &self,
        catalogue: &Catalogue,
        id: &str,
    ) -> Result<SharedFiles, Problem> {
        let row = self.enrolled_at_the_firms().await?;
        let store = self.opened().await?;
        let failed = |error| store_did_not_open(&error);
        // What the server never heard of is this computer's own affair.
        let thing = Thing::new(SyncKind::Setting, &format!("{SETTING}{id}"));
        let synced = store.synced().await.map_err(failed)?;
        let is_known_there = synced.iter().any(|one| one.id == thing.id && one.version > 0);
        if is_known_there && !may_offer(&row) {
            return Err(may_not_offer());
        }
        let entry = self.entry(AuditAction::FileWithdrawn).provider(id);
        let at = self.now().to_string();
        let done = store.withdraw_file(id, Change { at: &at, entries: &[entry] }).await;
        if !done.map_err(failed)? {
            return Err(not_shared(id));
        }
        self.sign_what_was_entered().await;
        self.shared_files(catalogue).await
    }
}
