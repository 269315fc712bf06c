//! All that opens a connection, for whoever hands it over: what was typed, or the permission.

use patchbay_contract::{Problem, SignInAt};
use patchbay_custody::from_bytes;
use patchbay_providers::sign_in::How;
use patchbay_store::vault::SealedTable;
use patchbay_store::{Connection, Store};

use super::Keys;
use super::kept::credential_of;
use crate::connect::{SignIns, told};
use crate::custody::Opening;
use crate::problems::{not_kept, store_did_not_open};

impl Keys {
    /// The sign-ins that these are beside.
    pub(crate) fn sign_ins(&self) -> &std::sync::Arc<SignIns> {
        &self.sign_ins
    }

    /// What people call the provider.
    pub(crate) fn name_of(&self, provider: &str) -> String {
        self.sign_ins.name_of(provider)
    }

    /// Whether a server can work with it: it is of the catalogue, and no folder.
    pub(crate) fn is_for_a_server(&self, at: &SignInAt) -> bool {
        let known = self.catalogue.is_built_in(&at.provider);
        let way = self.catalogue.find(&at.provider).and_then(|(provider, _)| {
            provider.sign_in.into_iter().find(|way| way.id == at.sign_in)
        });
        known && way.is_some_and(|way| !matches!(way.how, How::FileTarget(_)))
    }

    /// What opens it. The vault is open already.
    ///
    /// # Errors
    /// When nothing is kept, or it does not open.
    pub(crate) async fn opening(
        &self,
        store: &Store,
        row: &Connection,
        at: &SignInAt,
    ) -> Result<Opening, Problem> {
        if self.place(at).is_err() {
            return self.sign_ins.opening(store, row, at).await;
        }
        let credential = credential_of(&row.id);
        let sealed = store.sealed_credential(&credential).await;
        let sealed = sealed.map_err(|error| store_did_not_open(&error))?;
        let sealed = sealed.ok_or_else(|| not_kept(row))?;
        let bytes = told(self.installation.vault().unseal(SealedTable::Credentials, &sealed))?;
        let (key, generation) = (told(from_bytes(&bytes))?, sealed.generation);
        Ok(Opening { grant: None, key: Some(key), credential, generation })
    }
}
