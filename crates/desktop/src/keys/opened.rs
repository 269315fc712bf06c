//! A connection opened to call its provider: with the key that is kept, or with the
//! permission, renewed first where its token has ended.

use patchbay_contract::{EnvironmentId, Problem};
use patchbay_gateway::{Party, Values};
use patchbay_providers::{Provider, SignIn};
use patchbay_store::vault::SealedTable;
use patchbay_store::{Connection, Store};

use super::Keys;
use super::kept::{self, credential_of};
use super::test::at;
use crate::connect::told;
use crate::problems::{credential_missing, not_kept, store_did_not_open};

/// A connection as calls need it. Its values are secret.
#[derive(Debug)]
pub(crate) struct Opened {
    provider: Provider,
    way: usize,
    environment: EnvironmentId,
    account: String,
    values: Values,
}

impl Opened {
    /// This way to sign in at a provider, if it has it.
    pub(crate) fn by(
        provider: Provider,
        sign_in: &str,
        environment: EnvironmentId,
        account: &str,
        values: Values,
    ) -> Option<Self> {
        let is_it = |way: &SignIn| way.id == sign_in;
        let way = provider.sign_in.iter().position(is_it)?;
        Some(Self { provider, way, environment, account: account.to_owned(), values })
    }

    /// Who is called, as whom.
    pub(crate) fn party(&self) -> Party<'_> {
        Party {
            provider: &self.provider,
            sign_in: &self.provider.sign_in[self.way],
            environment: self.environment,
            account: &self.account,
            values: &self.values,
        }
    }
}

impl Keys {
    /// Opens a connection for calls. The vault is open already.
    ///
    /// # Errors
    /// When nothing is kept to call with, it does not open, or the permission has ended and
    /// could not be renewed.
    pub(crate) async fn opened(&self, store: &Store, row: &Connection) -> Result<Opened, Problem> {
        let at = at(row).ok_or_else(credential_missing)?;
        let values = match self.place(&at) {
            Ok(_) => self.key_of(store, row).await?,
            Err(_) => self.sign_ins.permission(store, row, &at).await?,
        };
        let (provider, _) = self.catalogue.find(&row.provider).ok_or_else(credential_missing)?;
        Opened::by(provider, &at.sign_in, at.environment, &row.id, values)
            .ok_or_else(credential_missing)
    }

    /// What is kept of a form. The vault is open already.
    pub(super) async fn key_of(&self, store: &Store, row: &Connection) -> Result<Values, Problem> {
        let sealed = store.sealed_credential(&credential_of(&row.id)).await;
        let sealed = sealed.map_err(|error| store_did_not_open(&error))?;
        let sealed = sealed.ok_or_else(|| not_kept(row))?;
        let vault = self.installation.vault();
        kept::opened(&told(vault.unseal(SealedTable::Credentials, &sealed))?)
    }
}
