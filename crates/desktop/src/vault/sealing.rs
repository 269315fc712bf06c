//! Saving and opening credentials, and what the installation itself keeps secret.

use patchbay_store::audit::FormerKey;
use patchbay_store::vault::{NewCredential, SealedBytes, SealedRow, SealedTable};
use patchbay_store::{Change, Store};
use patchbay_vault::{Key, Sealed, Secret};

use super::doors::NewPlace;
use super::{Vault, VaultTrouble};

/// A credential that is to be saved.
#[derive(Debug)]
pub struct Credential<'a> {
    /// Random and unchanging.
    pub id: &'a str,
    /// Whose it is.
    pub connection: &'a str,
    /// What kind of credential.
    pub kind: &'a str,
    /// What people may see of it.
    pub hint: Option<&'a str>,
    /// The secret itself.
    pub secret: Secret<Vec<u8>>,
}

impl Vault {
    /// Saves a credential in the open vault, or replaces it in place.
    pub async fn save(
        &self,
        store: &Store,
        credential: &Credential<'_>,
        change: Change<'_>,
    ) -> Result<(), VaultTrouble> {
        let open = self.opened()?;
        let Credential { id, connection, kind, hint, secret } = credential;
        let new = NewCredential { id, connection, kind, hint: *hint };
        store
            .save_credential(&new, change, |generation| {
                let (table, column) = (SealedTable::Credentials.name(), SealedTable::COLUMN);
                open.ring.seal(table, id, column, generation, secret.expose_secret()).map(bytes)
            })
            .await??;
        Ok(())
    }

    /// Opens a credential. There may be none of that id.
    pub async fn reveal(
        &self,
        store: &Store,
        id: &str,
    ) -> Result<Option<Secret<Vec<u8>>>, VaultTrouble> {
        self.open(store).await?;
        let Some(row) = store.sealed_credential(id).await? else { return Ok(None) };
        self.unseal(SealedTable::Credentials, &row).map(Some)
    }

    /// The secret of our own of that name, made at its first use.
    pub async fn own_secret(
        &self,
        store: &Store,
        name: &str,
        at: &str,
    ) -> Result<Secret<Vec<u8>>, VaultTrouble> {
        self.own_secret_vouching(store, name, at, |_| Vec::new()).await
    }

    /// The same for the key that signs the audit trail: a new one vouches for those
    /// before it.
    pub(crate) async fn own_secret_vouching(
        &self,
        store: &Store,
        name: &str,
        at: &str,
        former: impl FnOnce(&Key) -> Vec<FormerKey>,
    ) -> Result<Secret<Vec<u8>>, VaultTrouble> {
        let open = self.opened()?;
        let new = Key::generate()?;
        let former = former(&new);
        store
            .keep_own_secret(name, at, &former, |generation| {
                let (table, column) = (SealedTable::OwnSecrets.name(), SealedTable::COLUMN);
                open.ring.seal(table, name, column, generation, new.expose_secret()).map(bytes)
            })
            .await??;
        let row = store.own_secret(name).await?;
        let row = row.ok_or_else(|| VaultTrouble::Damaged(format!("{name} was not kept")))?;
        self.unseal(SealedTable::OwnSecrets, &row)
    }

    /// Opens the vault. Where there is none yet, one is made with its key in the keychain;
    /// when the keychain cannot keep it, nothing is made and the person chooses.
    pub async fn open_or_make(
        &self,
        store: &Store,
        making: Change<'_>,
    ) -> Result<(), VaultTrouble> {
        match self.open(store).await {
            Err(VaultTrouble::NotMade) => {
                let _turn = self.changing.lock().await;
                // Somebody may have made it while this waited.
                match self.open(store).await {
                    Err(VaultTrouble::NotMade) => {
                        self.make_now(store, NewPlace::Keychain, making).await
                    }
                    opened => opened,
                }
            }
            opened => opened,
        }
    }

    /// Seals a value for its row.
    pub(crate) fn seal(
        &self,
        table: SealedTable,
        id: &str,
        generation: u64,
        value: &Secret<Vec<u8>>,
    ) -> Result<SealedBytes, VaultTrouble> {
        let (open, value) = (self.opened()?, value.expose_secret());
        let sealed = open.ring.seal(table.name(), id, SealedTable::COLUMN, generation, value)?;
        Ok(bytes(sealed))
    }

    /// Opens the value of a row. The vault is open.
    pub(crate) fn unseal(
        &self,
        table: SealedTable,
        row: &SealedRow,
    ) -> Result<Secret<Vec<u8>>, VaultTrouble> {
        let generation = row.generation.unsigned_abs();
        self.opened()?
            .ring
            .open(table.name(), &row.id, SealedTable::COLUMN, generation, &row.sealed)
            .map_err(|why| VaultTrouble::Broken {
                what: format!("{} {}", table.name(), row.id),
                why,
            })
    }
}

/// What the ring sealed, for the row.
pub(super) fn bytes(sealed: Sealed) -> SealedBytes {
    SealedBytes { key_id: sealed.key.0, bytes: sealed.bytes }
}
