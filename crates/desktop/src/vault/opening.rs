//! Opening the vault, by whichever door it has.

use std::sync::atomic::Ordering;

use patchbay_store::Store;
use patchbay_store::vault::Door;
use patchbay_vault::{DoorKey, Key, KeyId, Ring, Secret, Stretch, Unsealable};

use super::{DoorKind, Open, Vault, VaultTrouble, name_of};

impl Vault {
    /// Opens the vault if that needs nobody: by the keychain. Nothing happens when it
    /// is open; one that somebody locked stays shut.
    pub async fn open(&self, store: &Store) -> Result<(), VaultTrouble> {
        if self.open_door().is_some() {
            return Ok(());
        }
        let door = main_door(store).await?.ok_or(VaultTrouble::NotMade)?;
        if self.locked.load(Ordering::Acquire) {
            return Err(VaultTrouble::Locked);
        }
        match kind(&door)? {
            DoorKind::Keychain => self.open_by_keychain(store, &door).await,
            DoorKind::Passphrase => Err(VaultTrouble::PassphraseNeeded),
            DoorKind::Memory => Err(VaultTrouble::Forgotten),
        }
    }

    /// Opens the vault for a person who asked, with the passphrase if it has one. The
    /// system may ask for the keychain's password.
    pub async fn unlock(
        &self,
        store: &Store,
        passphrase: Option<Secret<String>>,
    ) -> Result<(), VaultTrouble> {
        let door = main_door(store).await?.ok_or(VaultTrouble::NotMade)?;
        match (kind(&door)?, passphrase) {
            (DoorKind::Keychain, _) => {
                self.keychain.unlock().await?;
                self.open_by_keychain(store, &door).await
            }
            (DoorKind::Passphrase, Some(passphrase)) => {
                let stretch = Stretch::from_text(door.stretch.as_deref().unwrap_or_default())?;
                let key = stretched(stretch, passphrase).await?;
                self.open_with(store, &door, key, VaultTrouble::PassphraseWrong).await
            }
            (DoorKind::Passphrase, None) => Err(VaultTrouble::PassphraseNeeded),
            (DoorKind::Memory, _) => Err(VaultTrouble::Forgotten),
        }
    }

    async fn open_by_keychain(&self, store: &Store, door: &Door) -> Result<(), VaultTrouble> {
        let name = name_of(&firm(store).await?, door.id);
        let text = self.keychain.read(&name).await?.ok_or(VaultTrouble::Empty)?;
        let key = Key::from_text(&text).map_err(|_| VaultTrouble::WrongKey)?;
        self.open_with(store, door, key, VaultTrouble::WrongKey).await
    }

    async fn open_with(
        &self,
        store: &Store,
        door: &Door,
        door_key: Key,
        wrong: VaultTrouble,
    ) -> Result<(), VaultTrouble> {
        let ring = ring_behind(store, door, &door_key, wrong).await?;
        self.set_open(Open { ring, door: door.id, kind: kind(door)?, door_key });
        tracing::info!(door = door.id, kind = door.kind, "the vault is open");
        Ok(())
    }
}

/// The ring of data keys that a door holds, checked key by key. The wrong key at the
/// door is told apart from a damaged table.
pub(super) async fn ring_behind(
    store: &Store,
    door: &Door,
    key: &Key,
    wrong: VaultTrouble,
) -> Result<Ring, VaultTrouble> {
    let firm = firm(store).await?;
    let at_the_door = DoorKey::new(&firm, door.id, key);
    if !at_the_door.fits(door.check_value.as_deref().unwrap_or_default()) {
        return Err(wrong);
    }
    let wraps = store.wraps_of(door.id).await?;
    let mut ring: Option<Ring> = None;
    for wrap in &wraps {
        let id = KeyId(wrap.data_key);
        let key = at_the_door.unwrap(id, &wrap.wrapped).map_err(|why| broken(id, why))?;
        match &mut ring {
            Some(ring) => ring.add(id, key),
            None => ring = Some(Ring::of(&firm, id, key)),
        }
    }
    let name = format!("door {}", door.id);
    let ring = ring.ok_or_else(|| VaultTrouble::Damaged(format!("{name} holds no key")))?;
    check(store, ring, &name).await
}

/// Makes sure that a ring has every data key there is, and that each is the one it was.
pub(super) async fn check(store: &Store, mut ring: Ring, door: &str) -> Result<Ring, VaultTrouble> {
    let damaged = |what: &str| VaultTrouble::Damaged(format!("{door}: {what}"));
    let known = store.data_keys().await?;
    for key in &known {
        let id = KeyId(key.id);
        // A kit from before a change of keys that is not over lacks the newest key.
        if !ring.has(id)
            && let Some(bridge) = &key.bridge
        {
            ring.cross(id, bridge).map_err(|why| broken(id, why))?;
        }
        if !ring.fits(id, &key.check_value) {
            return Err(damaged(&format!("data key {id} is not the one it was")));
        }
    }
    let primary = known.iter().find(|key| key.is_primary());
    if !primary.is_some_and(|primary| ring.make_primary(KeyId(primary.id))) {
        return Err(damaged("it does not hold the newest key"));
    }
    Ok(ring)
}

fn broken(id: KeyId, why: Unsealable) -> VaultTrouble {
    VaultTrouble::Broken { what: format!("data key {id}"), why }
}

/// The door that the app goes through.
pub(crate) async fn main_door(store: &Store) -> Result<Option<Door>, VaultTrouble> {
    Ok(store.doors().await?.into_iter().find(Door::is_main))
}

/// Whose vault it is.
pub(super) async fn firm(store: &Store) -> Result<String, VaultTrouble> {
    Ok(store.facts().await?.installation.id)
}

/// The kind of a main door.
pub(crate) fn kind(door: &Door) -> Result<DoorKind, VaultTrouble> {
    match door.kind.as_str() {
        "keychain" => Ok(DoorKind::Keychain),
        "passphrase" => Ok(DoorKind::Passphrase),
        "memory" => Ok(DoorKind::Memory),
        other => Err(VaultTrouble::Damaged(format!("a main door of the kind {other}"))),
    }
}

/// Stretches a passphrase away from the threads that answer: it takes a while, and
/// much memory.
pub(super) async fn stretched(
    stretch: Stretch,
    passphrase: Secret<String>,
) -> Result<Key, VaultTrouble> {
    tokio::task::spawn_blocking(move || stretch.key(&passphrase))
        .await
        .map_err(|error| VaultTrouble::Damaged(error.to_string()))?
        .map_err(VaultTrouble::from)
}
