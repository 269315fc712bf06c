//! Saving and opening credentials, and what the installation itself keeps secret.

use patchbay_store::Store;
use patchbay_store::vault::{NewCredential, SealedBytes, SealedRow, SealedTable};
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
    /// Saves a credential, or replaces it in place. Where there is no vault yet, one is
    /// made with its key in the keychain; when the keychain cannot keep it, nothing is
    /// saved and the person chooses.
    pub async fn save(
        &self,
        store: &Store,
        credential: &Credential<'_>,
        at: &str,
    ) -> Result<(), VaultTrouble> {
        self.open_or_make(store, at).await?;
        let open = self.opened()?;
        let Credential { id, connection, kind, hint, secret } = credential;
        let new = NewCredential { id, connection, kind, hint: *hint, at };
        store
            .save_credential(&new, |generation| {
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
        self.open_row(SealedTable::Credentials, &row).map(Some)
    }

    /// The secret of our own of that name, made at its first use.
    pub async fn own_secret(
        &self,
        store: &Store,
        name: &str,
        at: &str,
    ) -> Result<Secret<Vec<u8>>, VaultTrouble> {
        let open = self.opened()?;
        let new = Key::generate()?;
        store
            .keep_own_secret(name, at, |generation| {
                let (table, column) = (SealedTable::OwnSecrets.name(), SealedTable::COLUMN);
                open.ring.seal(table, name, column, generation, new.expose_secret()).map(bytes)
            })
            .await??;
        let row = store.own_secret(name).await?;
        let row = row.ok_or_else(|| VaultTrouble::Damaged(format!("{name} was not kept")))?;
        self.open_row(SealedTable::OwnSecrets, &row)
    }

    async fn open_or_make(&self, store: &Store, at: &str) -> Result<(), VaultTrouble> {
        match self.open(store).await {
            Err(VaultTrouble::NotMade) => {
                let _turn = self.changing.lock().await;
                // Somebody may have made it while this waited.
                match self.open(store).await {
                    Err(VaultTrouble::NotMade) => {
                        self.make_now(store, NewPlace::Keychain, at).await
                    }
                    opened => opened,
                }
            }
            opened => opened,
        }
    }

    fn open_row(
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
