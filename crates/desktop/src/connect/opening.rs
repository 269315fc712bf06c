//! A permission with the firm's app, as whoever hands it over needs them.

use patchbay_contract::{Problem, SignInAt};
use patchbay_custody::from_bytes;
use patchbay_store::vault::SealedTable;
use patchbay_store::{Connection, Store};

use super::SignIns;
use super::apps::told;
use super::prove::credential_of;
use crate::custody::Opening;
use crate::problems::{not_kept, store_did_not_open};

impl SignIns {
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
        let credential = credential_of(&row.id);
        let sealed = store.sealed_credential(&credential).await;
        let sealed = sealed.map_err(|error| store_did_not_open(&error))?;
        let sealed = sealed.ok_or_else(|| not_kept(row))?;
        let bytes = told(self.installation.vault().unseal(SealedTable::Credentials, &sealed))?;
        let (grant, app) = (told(from_bytes(&bytes))?, self.kept_app(store, at).await?);
        let (key, generation) = (None, sealed.generation);
        Ok(Opening { grant: Some((grant, app)), key, credential, generation })
    }
}
