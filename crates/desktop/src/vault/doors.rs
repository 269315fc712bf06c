//! Making the vault, and moving its key from one place to another.
//!
//! The new door is proven before it is taken into use, and the old one is tidied away
//! after. A keychain is never overwritten: every key has a name that was never used.

use patchbay_store::vault::{NewDataKey, NewDoor, Wrap};
use patchbay_store::{Change, Store};
use patchbay_vault::{DoorKey, Key, KeyId, Ring, Secret, Stretch, is_long_enough};

use super::opening::{firm, kind, main_door, stretched};
use super::{DoorKind, Open, Vault, VaultTrouble, kind_name, name_of};

/// Where the key is to be, with what that takes.
#[derive(Debug)]
pub enum NewPlace {
    /// In the keychain.
    Keychain,
    /// Nowhere: it is made from this passphrase.
    Passphrase(Secret<String>),
    /// In memory.
    Memory,
}

impl NewPlace {
    const fn kind(&self) -> DoorKind {
        match self {
            Self::Keychain => DoorKind::Keychain,
            Self::Passphrase(_) => DoorKind::Passphrase,
            Self::Memory => DoorKind::Memory,
        }
    }
}

/// A door that is prepared, with its key.
struct Prepared {
    id: u32,
    kind: DoorKind,
    key: Key,
    stretch: Option<String>,
}

impl Vault {
    /// Makes the vault where there is none, or where the last one went with the memory
    /// that held its key.
    pub async fn make(
        &self,
        store: &Store,
        place: NewPlace,
        change: Change<'_>,
    ) -> Result<(), VaultTrouble> {
        let _turn = self.changing.try_lock().map_err(|_| VaultTrouble::Busy)?;
        self.make_now(store, place, change).await
    }

    pub(super) async fn make_now(
        &self,
        store: &Store,
        place: NewPlace,
        change: Change<'_>,
    ) -> Result<(), VaultTrouble> {
        if let Some(door) = main_door(store).await?
            && (kind(&door)? != DoorKind::Memory || self.open_door().is_some())
        {
            return Err(VaultTrouble::MadeAlready);
        }
        let firm = firm(store).await?;
        let door = self.prepare(store, &firm, place, change.at).await?;
        let id = KeyId(store.data_keys().await?.iter().map(|key| key.id).max().unwrap_or(0) + 1);
        let ring = Ring::of(&firm, id, Key::generate()?);
        let new_key = NewDataKey {
            id: id.0,
            check_value: ring.check_value(id)?,
            bridge: None,
            made_at: change.at.into(),
        };
        let new_door = self.filled(&firm, &door, &ring).await?;
        if !store.make_vault(&new_door, &new_key, change).await? {
            return Err(VaultTrouble::MadeAlready);
        }
        self.enter(door, ring);
        self.tidy_now(store).await;
        Ok(())
    }

    /// Gives the open vault another door: its key in another place, another key in the
    /// same keychain, or another passphrase.
    pub async fn move_to(
        &self,
        store: &Store,
        place: NewPlace,
        change: Change<'_>,
    ) -> Result<(), VaultTrouble> {
        let _turn = self.changing.try_lock().map_err(|_| VaultTrouble::Busy)?;
        let ring = self.opened()?.ring.duplicate();
        self.enter_by_a_new_door(store, ring, place, change).await
    }

    /// Puts a new main door before this ring, and opens the vault by it.
    pub(super) async fn enter_by_a_new_door(
        &self,
        store: &Store,
        ring: Ring,
        place: NewPlace,
        change: Change<'_>,
    ) -> Result<(), VaultTrouble> {
        let firm = firm(store).await?;
        let door = self.prepare(store, &firm, place, change.at).await?;
        let new_door = self.filled(&firm, &door, &ring).await?;
        store.use_main_door(&new_door, change).await?;
        self.enter(door, ring);
        self.tidy_now(store).await;
        Ok(())
    }

    fn enter(&self, door: Prepared, ring: Ring) {
        let Prepared { id, kind, key, .. } = door;
        self.set_open(Open { ring, door: id, kind, door_key: key });
    }

    /// Reserves a number and puts the new key where it is to be.
    async fn prepare(
        &self,
        store: &Store,
        firm: &str,
        place: NewPlace,
        at: &str,
    ) -> Result<Prepared, VaultTrouble> {
        let kind = place.kind();
        if let NewPlace::Passphrase(passphrase) = &place {
            is_long_enough(passphrase)?;
        }
        let id = store.prepare_door(kind_name(kind), at).await?;
        let (key, stretch) = match place {
            NewPlace::Keychain => {
                let key = Key::generate()?;
                self.keychain.write(&name_of(firm, id), key.to_text()).await?;
                (key, None)
            }
            NewPlace::Passphrase(passphrase) => {
                let stretch = Stretch::new()?;
                let text = stretch.to_text();
                (stretched(stretch, passphrase).await?, Some(text))
            }
            NewPlace::Memory => (Key::generate()?, None),
        };
        Ok(Prepared { id, kind, key, stretch })
    }

    /// The door with every data key wrapped, proven: the key is read back from where it
    /// was put and opens what it wrapped.
    async fn filled(
        &self,
        firm: &str,
        door: &Prepared,
        ring: &Ring,
    ) -> Result<NewDoor, VaultTrouble> {
        let at_the_door = DoorKey::new(firm, door.id, &door.key);
        let wraps = match door.kind {
            // What only the memory can open need not lie in the tables.
            DoorKind::Memory => Vec::new(),
            DoorKind::Keychain | DoorKind::Passphrase => wraps(&at_the_door, ring)?,
        };
        if door.kind == DoorKind::Keychain {
            let text = self.keychain.read(&name_of(firm, door.id)).await?;
            let kept = text.ok_or(VaultTrouble::Empty)?;
            let kept = Key::from_text(&kept).map_err(|_| VaultTrouble::WrongKey)?;
            prove(&DoorKey::new(firm, door.id, &kept), &wraps, ring)?;
        }
        let check_value = at_the_door.check_value()?;
        Ok(NewDoor { id: door.id, stretch: door.stretch.clone(), check_value, wraps })
    }

    /// Takes away what doors that are not in use left behind. Only an open vault does,
    /// so that the key it was opened with is surely another.
    pub async fn tidy(&self, store: &Store) {
        if let Ok(_turn) = self.changing.try_lock() {
            self.tidy_now(store).await;
        }
    }

    /// The same for whoever has the turn. What does not succeed is tried again whenever
    /// the vault opens.
    async fn tidy_now(&self, store: &Store) {
        let Ok(open) = self.opened() else { return };
        if let Err(error) = self.forget_doors_but(store, open.door).await {
            tracing::warn!(%error, "an old door of the vault is not tidied away yet");
        }
    }

    async fn forget_doors_but(&self, store: &Store, in_use: u32) -> Result<(), VaultTrouble> {
        let firm = firm(store).await?;
        for door in store.doors().await? {
            if door.id == in_use || !matches!(door.state.as_str(), "preparing" | "retiring") {
                continue;
            }
            if door.kind == "keychain" {
                self.keychain.delete(&name_of(&firm, door.id)).await?;
            }
            store.forget_door(door.id).await?;
        }
        Ok(())
    }
}

/// Every key of the ring, wrapped by a door.
pub(super) fn wraps(door: &DoorKey<'_>, ring: &Ring) -> Result<Vec<Wrap>, VaultTrouble> {
    ring.keys().map(|(id, key)| Ok(Wrap { data_key: id.0, wrapped: door.wrap(id, key)? })).collect()
}

fn prove(door: &DoorKey<'_>, wraps: &[Wrap], ring: &Ring) -> Result<(), VaultTrouble> {
    for (id, key) in ring.keys() {
        let wrap = wraps.iter().find(|wrap| wrap.data_key == id.0);
        let back = wrap.and_then(|wrap| door.unwrap(id, &wrap.wrapped).ok());
        if back.is_none_or(|back| back.expose_secret() != key.expose_secret()) {
            return Err(VaultTrouble::WrongKey);
        }
    }
    Ok(())
}
