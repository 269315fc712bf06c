//! Changing the data key: every value is seen to open, a new key is brought in,
//! everything is sealed anew in batches, every row is opened once more, and only then is
//! the old key given up, which is entered with it, and wiped from the files.
//!
//! Wherever it is cut off, the rows themselves say what is left, and both keys are
//! there: [`Vault::go_on`] ends what was begun.

use patchbay_store::vault::{NewDataKey, Resealed, SealedRow, SealedTable, Wrap};
use patchbay_store::{Change, Store};
use patchbay_vault::{DoorKey, Key, KeyId, Ring, key_of};

use super::administrators;
use super::broken::refuse_broken;
use super::opening::firm;
use super::sealing::bytes;
use super::{DoorKind, Open, Progress, Vault, VaultTrouble, held};

/// How many rows are sealed anew in one transaction.
const BATCH: u32 = 500;

/// Told whenever there is something new to show.
pub type Told<'a> = &'a (dyn Fn() + Send + Sync);

impl Vault {
    /// Changes the data key of the open vault.
    pub async fn rekey(
        &self,
        store: &Store,
        change: Change<'_>,
        told: Told<'_>,
    ) -> Result<(), VaultTrouble> {
        let _turn = self.changing.try_lock().map_err(|_| VaultTrouble::Busy)?;
        refuse_broken(store, &self.opened()?.ring).await?;
        if !is_under_way(store).await? {
            self.bring_in_a_new_key(store, change.at).await?;
        }
        self.finish(store, change, told).await
    }

    /// Ends a change of the data key that was cut off, and the wiping after one.
    pub async fn go_on(
        &self,
        store: &Store,
        change: Change<'_>,
        told: Told<'_>,
    ) -> Result<(), VaultTrouble> {
        let _turn = self.changing.try_lock().map_err(|_| VaultTrouble::Busy)?;
        let open = self.opened()?;
        let under_way = is_under_way(store).await?;
        if under_way {
            refuse_broken(store, &open.ring).await?;
        }
        if under_way || store.scrub_is_due().await? {
            self.finish(store, change, told).await?;
        }
        Ok(())
    }

    /// Opens every sealed value of the open vault, and counts them.
    pub async fn verify(&self, store: &Store) -> Result<u64, VaultTrouble> {
        let ring = self.opened()?.ring.duplicate();
        open_everything(store, &ring).await
    }

    async fn bring_in_a_new_key(&self, store: &Store, at: &str) -> Result<(), VaultTrouble> {
        let open = self.opened()?;
        let firm = firm(store).await?;
        let id = KeyId(open.ring.keys().map(|(id, _)| id.0).max().unwrap_or(0) + 1);
        let key = Key::generate()?;
        let bridge = open.ring.bridge_to(id, &key)?;
        let mut held_by = administrators::wraps_of_one(store, &firm, id, &key).await?;
        if open.kind != DoorKind::Memory {
            let at_the_door = DoorKey::new(&firm, open.door, &open.door_key);
            let wrapped = at_the_door.wrap(id, &key)?;
            held_by.push((open.door, Wrap { data_key: id.0, wrapped }));
        }
        let mut ring = open.ring.duplicate();
        ring.add(id, key);
        ring.make_primary(id);
        let check_value = ring.check_value(id)?;
        let new = NewDataKey { id: id.0, check_value, bridge: Some(bridge), made_at: at.into() };
        store.begin_rekey(&new, &held_by).await?;
        self.set_ring(&open, ring);
        Ok(())
    }

    async fn finish(
        &self,
        store: &Store,
        change: Change<'_>,
        told: Told<'_>,
    ) -> Result<(), VaultTrouble> {
        let done = self.seal_all_anew(store, told).await;
        let done = match done {
            Ok(()) => self.give_up_the_old_key(store, change).await,
            failed => failed,
        };
        *held(&self.rekeying) = None;
        told();
        done
    }

    async fn seal_all_anew(&self, store: &Store, told: Told<'_>) -> Result<(), VaultTrouble> {
        let (total, mut left) = store.count_to_rekey().await?;
        for table in SealedTable::ALL {
            loop {
                *held(&self.rekeying) = Some(Progress { done: total.saturating_sub(left), total });
                told();
                let rows = store.rows_to_rekey(table, BATCH).await?;
                if rows.is_empty() {
                    break;
                }
                let open = self.opened()?;
                let batch = rows
                    .into_iter()
                    .map(|row| sealed_anew(&open.ring, table, row))
                    .collect::<Result<Vec<_>, _>>()?;
                store.replace_resealed(table, &batch).await?;
                left = left.saturating_sub(batch.len() as u64);
            }
        }
        Ok(())
    }

    /// Opens every row with the new key before the old one goes.
    async fn give_up_the_old_key(
        &self,
        store: &Store,
        change: Change<'_>,
    ) -> Result<(), VaultTrouble> {
        let open = self.opened()?;
        let mut ring = open.ring.duplicate();
        ring.keep_only_primary();
        open_everything(store, &ring).await?;
        store.end_rekey(change).await?;
        self.set_ring(&open, ring);
        store.scrub().await.map_err(VaultTrouble::NotWiped)
    }

    fn set_ring(&self, open: &Open, ring: Ring) {
        let door_key = open.door_key.duplicate();
        // Somebody may have locked the vault meanwhile. Then it stays locked.
        let mut slot = held(&self.open);
        if slot.is_some() {
            let kind = open.kind;
            *slot = Some(std::sync::Arc::new(Open { ring, door: open.door, kind, door_key }));
        }
    }
}

/// Opens every sealed row there is, and counts them. The first that does not open is
/// the error.
pub(super) async fn open_everything(store: &Store, ring: &Ring) -> Result<u64, VaultTrouble> {
    let mut count = 0;
    for_every_row(store, |table, row| {
        opened(ring, table, row)?;
        count += 1;
        Ok(())
    })
    .await?;
    Ok(count)
}

/// Looks at every sealed row there is, some at a time.
pub(super) async fn for_every_row(
    store: &Store,
    mut look: impl FnMut(SealedTable, &SealedRow) -> Result<(), VaultTrouble>,
) -> Result<(), VaultTrouble> {
    for table in SealedTable::ALL {
        let mut after = String::new();
        loop {
            let rows = store.sealed_rows(table, &after, BATCH).await?;
            let Some(last) = rows.last() else { break };
            after.clone_from(&last.id);
            for row in &rows {
                look(table, row)?;
            }
        }
    }
    Ok(())
}

async fn is_under_way(store: &Store) -> Result<bool, VaultTrouble> {
    Ok(store.data_keys().await?.iter().any(|key| !key.is_primary()))
}

fn sealed_anew(ring: &Ring, table: SealedTable, row: SealedRow) -> Result<Resealed, VaultTrouble> {
    let value = opened(ring, table, &row)?;
    let generation = row.generation.unsigned_abs();
    let sealed =
        ring.seal(table.name(), &row.id, SealedTable::COLUMN, generation, value.expose_secret())?;
    Ok(Resealed { row, sealed: bytes(sealed) })
}

pub(super) fn opened(
    ring: &Ring,
    table: SealedTable,
    row: &SealedRow,
) -> Result<patchbay_vault::Secret<Vec<u8>>, VaultTrouble> {
    let generation = row.generation.unsigned_abs();
    let broken = |why| VaultTrouble::Broken { what: format!("{} {}", table.name(), row.id), why };
    if key_of(&row.sealed).map_err(broken)? != KeyId(row.key_id) {
        let what = format!("{} {} names another key than its seal", table.name(), row.id);
        return Err(VaultTrouble::Damaged(what));
    }
    ring.open(table.name(), &row.id, SealedTable::COLUMN, generation, &row.sealed).map_err(broken)
}
