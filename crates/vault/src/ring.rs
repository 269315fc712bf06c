//! The data keys of a vault, and sealing and opening with them.
//!
//! New values are sealed with the primary key; every key of the ring opens its own.
//! The ring lives in memory only: what is kept of it are its keys, each wrapped by
//! every door. Counting how often a key was used is the store's.

use std::collections::BTreeMap;

use crate::envelope::{KeyId, NotSealed, Sealer, Unsealable, key_of};
use crate::{Key, Place, Secret};

/// What a check value says once opened.
const CHECKED: &[u8] = b"patchbay key check";

/// The keys of an open vault.
pub struct Ring {
    firm: String,
    keys: BTreeMap<KeyId, RingKey>,
    primary: KeyId,
}

struct RingKey {
    key: Key,
    sealer: Sealer,
}

/// A value and what sealed it, for the row that keeps both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The key.
    pub key: KeyId,
    /// The envelope.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Ring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ring").field("primary", &self.primary).finish_non_exhaustive()
    }
}

impl Ring {
    /// A ring of one key, for this firm.
    #[must_use]
    pub fn of(firm: &str, id: KeyId, key: Key) -> Self {
        let mut ring = Self { firm: firm.into(), keys: BTreeMap::new(), primary: id };
        ring.add(id, key);
        ring
    }

    /// Takes another key in. It opens, and seals nothing yet.
    pub fn add(&mut self, id: KeyId, key: Key) {
        let sealer = Sealer::new(&key);
        self.keys.insert(id, RingKey { key, sealer });
    }

    /// Seals with this key from now on. Says whether the ring has it.
    pub fn make_primary(&mut self, id: KeyId) -> bool {
        let known = self.keys.contains_key(&id);
        if known {
            self.primary = id;
        }
        known
    }

    /// Forgets every key but the primary one.
    pub fn keep_only_primary(&mut self) {
        self.keys.retain(|id, _| *id == self.primary);
    }

    /// The same ring once more, for putting another door before it.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        let mut ring =
            Self { firm: self.firm.clone(), keys: BTreeMap::new(), primary: self.primary };
        for (id, key) in self.keys() {
            ring.add(id, key.duplicate());
        }
        ring
    }

    /// Whether the ring has the key of that id.
    #[must_use]
    pub fn has(&self, id: KeyId) -> bool {
        self.keys.contains_key(&id)
    }

    /// The key that seals.
    #[must_use]
    pub const fn primary(&self) -> KeyId {
        self.primary
    }

    /// The firm whose ring this is.
    #[must_use]
    pub fn firm(&self) -> &str {
        &self.firm
    }

    /// Every key, for wrapping it.
    pub fn keys(&self) -> impl Iterator<Item = (KeyId, &Key)> {
        self.keys.iter().map(|(id, ring_key)| (*id, &ring_key.key))
    }

    /// Seals a value for its place with the primary key.
    pub fn seal(
        &self,
        table: &str,
        row: &str,
        column: &str,
        generation: u64,
        value: &[u8],
    ) -> Result<Sealed, NotSealed> {
        let place = Place { firm: &self.firm, table, row, column, generation };
        self.seal_with(self.primary, &place, value)
    }

    /// Opens a value in its place, with the key it was sealed with.
    pub fn open(
        &self,
        table: &str,
        row: &str,
        column: &str,
        generation: u64,
        envelope: &[u8],
    ) -> Result<Secret<Vec<u8>>, Unsealable> {
        let place = Place { firm: &self.firm, table, row, column, generation };
        self.open_in(&place, envelope)
    }

    /// A value by which this key can be told from another that has its id.
    pub fn check_value(&self, id: KeyId) -> Result<Vec<u8>, NotSealed> {
        Ok(self.seal_with(id, &self.check_place(&id.to_string()), CHECKED)?.bytes)
    }

    /// Whether the ring's key of that id is the one this check value was made with.
    #[must_use]
    pub fn fits(&self, id: KeyId, check_value: &[u8]) -> bool {
        key_of(check_value) == Ok(id)
            && self
                .open_in(&self.check_place(&id.to_string()), check_value)
                .is_ok_and(|opened| opened.expose_secret() == CHECKED)
    }

    /// A key of the ring, sealed with the primary one: whoever has that one has both.
    pub fn bridge_to(&self, id: KeyId, key: &Key) -> Result<Vec<u8>, NotSealed> {
        let row = id.to_string();
        let place = Place { column: "bridge", ..self.check_place(&row) };
        Ok(self.seal_with(self.primary, &place, key.expose_secret())?.bytes)
    }

    /// Takes in the key that a bridge leads to.
    pub fn cross(&mut self, id: KeyId, bridge: &[u8]) -> Result<(), Unsealable> {
        let row = id.to_string();
        let opened = self.open_in(&Place { column: "bridge", ..self.check_place(&row) }, bridge)?;
        let key = Key::from_slice(opened.expose_secret()).map_err(|_| Unsealable::Broken)?;
        self.add(id, key);
        Ok(())
    }

    fn check_place<'a>(&'a self, row: &'a str) -> Place<'a> {
        Place { firm: &self.firm, table: "data_keys", row, column: "check_value", generation: 0 }
    }

    fn seal_with(&self, id: KeyId, place: &Place<'_>, value: &[u8]) -> Result<Sealed, NotSealed> {
        // The primary key is always in the ring, and so is any whose check is made.
        let key = self.keys.get(&id).ok_or(NotSealed::UnknownKey(id))?;
        Ok(Sealed { key: id, bytes: key.sealer.seal(id, place, value)? })
    }

    fn open_in(&self, place: &Place<'_>, envelope: &[u8]) -> Result<Secret<Vec<u8>>, Unsealable> {
        let id = key_of(envelope)?;
        let key = self.keys.get(&id).ok_or(Unsealable::UnknownKey(id))?;
        key.sealer.open(place, envelope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> Key {
        Key::from_bytes(&[byte; 32])
    }

    fn ring() -> Ring {
        Ring::of("firm", KeyId(1), key(1))
    }

    #[test]
    fn after_a_new_primary_key_old_values_open_and_new_ones_carry_its_id() {
        let mut ring = ring();
        let old = ring.seal("credentials", "a", "sealed", 1, b"old").unwrap();
        ring.add(KeyId(2), key(2));
        assert!(ring.make_primary(KeyId(2)));
        let new = ring.seal("credentials", "a", "sealed", 2, b"new").unwrap();
        assert_eq!((old.key, new.key), (KeyId(1), KeyId(2)));
        let open = |generation, sealed: &Sealed| {
            ring.open("credentials", "a", "sealed", generation, &sealed.bytes).unwrap()
        };
        assert_eq!(open(1, &old).expose_secret(), b"old");
        assert_eq!(open(2, &new).expose_secret(), b"new");
    }

    #[test]
    fn a_key_that_was_forgotten_is_named_when_its_value_is_opened() {
        let mut ring = ring();
        let old = ring.seal("credentials", "a", "sealed", 1, b"old").unwrap();
        ring.add(KeyId(2), key(2));
        ring.make_primary(KeyId(2));
        ring.keep_only_primary();
        let refused = ring.open("credentials", "a", "sealed", 1, &old.bytes).unwrap_err();
        assert_eq!(refused, Unsealable::UnknownKey(KeyId(1)));
    }

    #[test]
    fn a_wrong_key_with_the_right_id_is_found_out_by_the_check_value() {
        let check = ring().check_value(KeyId(1)).unwrap();
        assert!(ring().fits(KeyId(1), &check));
        assert!(!Ring::of("firm", KeyId(1), key(2)).fits(KeyId(1), &check));
        assert!(!Ring::of("another firm", KeyId(1), key(1)).fits(KeyId(1), &check));
        assert!(!ring().fits(KeyId(2), &check));
    }

    #[test]
    fn a_bridge_leads_from_the_old_key_to_the_new_one() {
        let bridge = ring().bridge_to(KeyId(2), &key(2)).unwrap();
        let mut ring = ring();
        ring.cross(KeyId(2), &bridge).unwrap();
        assert!(ring.has(KeyId(2)));
        let other = Ring::of("firm", KeyId(1), key(3));
        assert!(other.duplicate().cross(KeyId(2), &bridge).is_err());
        assert!(ring.cross(KeyId(3), &bridge).is_err(), "it leads to the second key");
    }

    #[test]
    fn a_key_that_is_not_in_the_ring_cannot_become_the_primary_one() {
        let mut ring = ring();
        assert!(!ring.make_primary(KeyId(9)));
        assert_eq!(ring.primary(), KeyId(1));
    }
}
