//! Changing the keys that seal what the server holds: another data key, with all of it sealed anew;
//! and another own key, beside the former one until the server was told.
//!
//! Servers may run meanwhile. Whatever is cut off in between goes on by the same command: each
//! value names the data key that it is sealed with, and no data key goes that something needs.

use std::sync::Arc;

use patchbay_firm_store::{Action, CustodyDoor, NewEntry, OldSeal, Session, Store, WrappedKey};
use patchbay_vault::{DoorKey, Key, KeyId};

use super::{AdministrationError, ORIGIN, place};
use crate::Config;
use crate::config::{OwnKey, OwnKeyTrouble};
use crate::custody::{KeyTrouble, Keys, Opened, pair_sealed_anew};

/// How many values are sealed anew in one transaction.
const AT_ONCE: usize = 50;

/// What came of a rotation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rotated {
    /// How many values were sealed anew.
    pub sealed_anew: u64,
    /// How many did not open: they stay as they are, with the data key that they name.
    pub do_not_open: u64,
    /// How many data keys nothing needs any more.
    pub keys_dropped: u64,
    /// How many former own keys open nothing any more.
    pub doors_dropped: u64,
}

/// A rotation under way: a newer data key is there. Dropped, it may be gone on with.
pub struct Rotating {
    store: Store,
    keys: Keys,
    after: String,
    so_far: Rotated,
}

impl From<KeyTrouble> for AdministrationError {
    fn from(trouble: KeyTrouble) -> Self {
        match trouble {
            KeyTrouble::None => Self::NoOwnKey,
            KeyTrouble::Store(error) => Self::Store(error),
            other => Self::Keys(other.to_string()),
        }
    }
}

/// The own key that is set, read now.
async fn own(config: &Config) -> Result<Arc<Key>, AdministrationError> {
    let set = config.own_key().ok_or(AdministrationError::NoOwnKey)?;
    Ok(set.read().await?)
}

/// Another data key, and all that is held sealed anew by it.
///
/// # Errors
/// When no own key is set, it is not the newest one, or the database does not answer.
pub async fn rotate_key(config: &Config) -> Result<Rotated, AdministrationError> {
    let mut rotating = Rotating::begin(config).await?;
    while rotating.part().await? {}
    rotating.end().await
}

impl Rotating {
    /// Makes the newer data key, unless a rotation that was cut off did.
    ///
    /// # Errors
    /// As [`rotate_key`].
    pub async fn begin(config: &Config) -> Result<Self, AdministrationError> {
        let own = own(config).await?;
        let (store, now) = (Store::open(place(config)?).await?, (config.now)());
        store.ready().await?;
        let mut change = store.write().await?;
        let opened = Opened::read(&own, &mut change).await?;
        let kept = change.custody_keys().await?;
        if kept.doors.last().is_some_and(|newest| newest.number != opened.door()) {
            return Err(AdministrationError::NewerOwnKey);
        }
        let doors_dropped = change.drop_other_custody_doors(opened.door()).await?;
        let entry = |action| NewEntry::new(now, None, ORIGIN, action);
        if doors_dropped > 0 {
            let entry = entry(Action::CustodyDoorsDropped);
            change.enter(&entry.with("doors", &doors_dropped.to_string())).await?;
        }
        if let [only] = opened.ids() {
            let server = change.identity().await?.id;
            let (id, data_key) = (KeyId(only + 1), Key::generate().map_err(KeyTrouble::from)?);
            let wrapped = DoorKey::new(&server, opened.door(), &own).wrap(id, &data_key);
            let wrapped = wrapped.map_err(KeyTrouble::from)?;
            change.add_custody_key(id.0, now).await?;
            let wrapped = WrappedKey { door: opened.door(), key: id.0, wrapped };
            change.add_wrapped_key(&wrapped).await?;
            let mut ring = opened.ring().duplicate();
            ring.add(id, data_key);
            ring.make_primary(id);
            let pair = kept.pair.ok_or(KeyTrouble::NotMade)?;
            change.set_server_pair(&pair_sealed_anew(&ring, &pair)?, now).await?;
            let entry = entry(Action::CustodyKeyRotated);
            change.enter(&entry.with("key", &id.to_string())).await?;
        }
        change.commit().await?;
        let keys = Keys::with(own);
        let so_far = Rotated { doors_dropped, ..Rotated::default() };
        Ok(Self { store, keys, after: String::new(), so_far })
    }

    /// Seals a part anew. Says whether there may be more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn part(&mut self) -> Result<bool, AdministrationError> {
        let mut change = self.store.write().await?;
        let opened = self.keys.open(&mut change).await?;
        let newest = opened.ids().last().copied().ok_or(KeyTrouble::NotMade)?;
        let old = change.old_seals(newest, &self.after, AT_ONCE).await?;
        let Some(last) = old.last().map(|old| old.connection.clone()) else { return Ok(false) };
        let mut part = Rotated::default();
        for old in &old {
            match anew(&opened, old, &mut change).await? {
                true => part.sealed_anew += 1,
                false => part.do_not_open += 1,
            }
        }
        change.commit().await?;
        self.after = last;
        self.so_far.sealed_anew += part.sealed_anew;
        self.so_far.do_not_open += part.do_not_open;
        Ok(true)
    }

    /// Removes the data keys that nothing needs any more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn end(mut self) -> Result<Rotated, AdministrationError> {
        let mut change = self.store.write().await?;
        self.so_far.keys_dropped = change.drop_unneeded_custody_keys().await?;
        change.commit().await?;
        self.store.close().await;
        Ok(self.so_far)
    }
}

/// Seals one anew. Says whether it opened.
async fn anew(
    opened: &Opened,
    old: &OldSeal,
    change: &mut Session,
) -> Result<bool, AdministrationError> {
    let OldSeal { connection, generation, sealed } = old;
    let Ok(value) = opened.open(connection, *generation, sealed) else {
        tracing::error!(connection, "what opens it is not as it was sealed");
        return Ok(false);
    };
    let sealed = opened.seal(connection, *generation, &value)?;
    change.seal_anew(old, &sealed).await?;
    Ok(true)
}

/// Puts this own key beside the one that is set: either opens what is held, until the next rotation.
///
/// # Errors
/// When no own key is set, either cannot be had, or the database does not answer.
pub async fn add_own_key(config: &Config, new: &OwnKey) -> Result<(), AdministrationError> {
    let own = own(config).await?;
    let new = new.read().await.map_err(OwnKeyTrouble::of_a_new_one)?;
    let (store, now) = (Store::open(place(config)?).await?, (config.now)());
    store.ready().await?;
    let mut change = store.write().await?;
    let opened = Opened::read(&own, &mut change).await?;
    let doors = change.custody_keys().await?.doors;
    let server = change.identity().await?.id;
    let newest = doors.last().ok_or(KeyTrouble::NotMade)?;
    if DoorKey::new(&server, newest.number, &new).fits(&newest.check_value) {
        // It is there: said twice, it is done once.
        return Ok(());
    }
    let number = newest.number + 1;
    let door = DoorKey::new(&server, number, &new);
    let check_value = door.check_value().map_err(KeyTrouble::from)?;
    change.add_custody_door(&CustodyDoor { number, check_value }, now).await?;
    for (id, key) in opened.ring().keys() {
        let wrapped = door.wrap(id, key).map_err(KeyTrouble::from)?;
        change.add_wrapped_key(&WrappedKey { door: number, key: id.0, wrapped }).await?;
    }
    let entry = NewEntry::new(now, None, ORIGIN, Action::CustodyDoorAdded);
    change.enter(&entry.with("door", &number.to_string())).await?;
    change.commit().await?;
    store.close().await;
    Ok(())
}
