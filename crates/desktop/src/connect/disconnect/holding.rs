//! What a permission is taken back with, opened: where it was given, the firm's app there, and
//! the tokens.

use patchbay_contract::{EnvironmentId, Problem, SignInAt};
use patchbay_store::vault::SealedTable;
use patchbay_store::{Connection, Store};

use crate::connect::SignIns;
use crate::connect::apps::told;
use crate::connect::party::Place;
use crate::connect::prove::credential_of;
use crate::hub::no_such_provider;
use crate::problems::{firm_app_missing, permission_lost, store_did_not_open};
use patchbay_custody::{Holding, from_bytes};

impl SignIns {
    /// Where it was signed in to by the browser; nothing where it was not.
    pub(super) fn place_of(&self, row: &Connection) -> Result<Option<Place>, Problem> {
        let (Some(sign_in), Some(environment)) =
            (row.sign_in.clone(), EnvironmentId::from_name(&row.environment))
        else {
            return Ok(None);
        };
        if !self.catalogue.is_built_in(&row.provider) {
            self.catalogue.read_own_at_least_once();
        }
        let unknown = || no_such_provider(&row.provider);
        let (provider, _) = self.catalogue.find(&row.provider).ok_or_else(unknown)?;
        let way = provider.sign_in.iter().find(|way| way.id == sign_in).ok_or_else(unknown)?;
        if way.oauth().is_none() {
            return Ok(None);
        }
        let at = SignInAt { provider: row.provider.clone(), sign_in, environment };
        self.place(&at).map(Some)
    }

    /// What it is taken back with.
    ///
    /// # Errors
    /// When the vault is shut, or something of it is gone.
    pub(super) async fn holding(
        &self,
        store: &Store,
        row: &Connection,
        place: Place,
    ) -> Result<Holding, Problem> {
        self.installation.open_vault().await?;
        let sealed = store.sealed_credential(&credential_of(&row.id)).await;
        let sealed = sealed.map_err(|error| store_did_not_open(&error))?;
        let sealed = sealed.ok_or_else(|| permission_lost(&place.provider.name))?;
        let bytes = told(self.installation.vault().unseal(SealedTable::Credentials, &sealed))?;
        let grant = told(from_bytes(&bytes))?;
        let app = self.app(store, &place.at).await?;
        let app = app.ok_or_else(|| firm_app_missing(&place.provider.name))?;
        Ok(Holding { spot: place.into_spot(), app, grant })
    }
}
