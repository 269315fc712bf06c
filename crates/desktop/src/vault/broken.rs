//! Stored values that do not open: found before a change of keys begins, named, and put
//! aside when a person wants to go on without them.

use patchbay_store::audit::NewEntry;
use patchbay_store::vault::{Owned, SealedRow, SealedTable};
use patchbay_store::{Change, Store};
use patchbay_vault::Ring;

use super::rekey::{for_every_row, opened};
use super::{Vault, VaultTrouble};

/// What a connection says whose credential was put aside.
const WHY: &str = "The stored credential could not be opened any more and was put aside.";

impl Vault {
    /// The sealed values of the open vault that do not open.
    pub async fn broken(&self, store: &Store) -> Result<Vec<Owned>, VaultTrouble> {
        let ring = self.opened()?.ring.duplicate();
        broken(store, &ring).await
    }

    /// Puts the values aside that do not open, each entered as `entry` says. Their bytes
    /// are kept as they are. A sign-in under way ends instead.
    pub async fn set_broken_aside(
        &self,
        store: &Store,
        at: &str,
        entry: impl Fn(&Owned) -> NewEntry,
    ) -> Result<(), VaultTrouble> {
        let _turn = self.changing.try_lock().map_err(|_| VaultTrouble::Busy)?;
        let broken = self.broken(store).await?;
        let entries: Vec<_> = broken.iter().map(entry).collect();
        store.set_aside(&broken, WHY, Change { at, entries: &entries }).await?;
        Ok(())
    }
}

/// Makes sure that every value opens, as a change of keys needs it.
pub(super) async fn refuse_broken(store: &Store, ring: &Ring) -> Result<(), VaultTrouble> {
    let broken = broken(store, ring).await?;
    if broken.is_empty() { Ok(()) } else { Err(VaultTrouble::DoNotOpen(broken)) }
}

async fn broken(store: &Store, ring: &Ring) -> Result<Vec<Owned>, VaultTrouble> {
    let mut rows: Vec<(SealedTable, SealedRow)> = Vec::new();
    for_every_row(store, |table, row| {
        if opened(ring, table, row).is_err() {
            rows.push((table, row.clone()));
        }
        Ok(())
    })
    .await?;
    let mut broken = Vec::new();
    for (table, row) in rows {
        // One that is gone by now stops nobody.
        if let Some(owner) = store.owner(table, &row.id).await? {
            broken.push(Owned { table, row, owner });
        }
    }
    Ok(broken)
}
