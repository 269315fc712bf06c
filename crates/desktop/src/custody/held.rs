//! What is handed over: all that opens a connection, as the vault has it now.

use patchbay_contract::{Problem, SignInAt};
use patchbay_custody::{Held, KeptApp, KeptGrant, KeptKey, to_bytes};
use patchbay_store::{Connection, Store};
use patchbay_vault::Secret;

use super::Handing;
use crate::connect::told;

/// What is sent, and which generation of the credential that is.
pub(super) struct Parcel {
    pub(super) bytes: Secret<Vec<u8>>,
    pub(super) credential: String,
    pub(super) generation: i64,
}

/// What opens a connection, out of the vault.
pub(crate) struct Opening {
    /// A permission, with the firm's app where it was given to one.
    pub(crate) grant: Option<(Secret<KeptGrant>, Option<Secret<KeptApp>>)>,
    /// What was typed into a form.
    pub(crate) key: Option<Secret<KeptKey>>,
    /// Under which id it is sealed.
    pub(crate) credential: String,
    /// Its generation.
    pub(crate) generation: i64,
}

impl Handing {
    /// All that opens a connection. The vault is open already.
    pub(super) async fn parcel(
        &self,
        store: &Store,
        row: &Connection,
        at: &SignInAt,
    ) -> Result<Parcel, Problem> {
        let Opening { grant, key, credential, generation } =
            self.keys.opening(store, row, at).await?;
        let (grant, app) = grant.map_or((None, None), |(grant, app)| (Some(grant), app));
        let held = Secret::new(Held {
            provider: at.provider.clone(),
            sign_in: at.sign_in.clone(),
            environment: at.environment.as_str().to_owned(),
            account: row.account_name.clone(),
            grant: grant.map(|grant| grant.expose_secret().clone()),
            key: key.map(|key| key.expose_secret().clone()),
            app: app.map(|app| app.expose_secret().clone()),
        });
        let bytes = told(to_bytes(held.expose_secret()))?;
        Ok(Parcel { bytes, credential, generation })
    }
}
