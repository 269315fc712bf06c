//! Data keys, wrapped by the key of a door.
//!
//! A door is a way into the vault: the keychain's key, a passphrase, the code of a
//! recovery kit. Each has a key of its own and holds every data key, sealed with it.
//! Changing a door rewrites a few small rows; what the data keys sealed stays.

use crate::envelope::{KeyId, NotSealed, Sealer, Unsealable};
use crate::{Key, Place};

/// What a door's check value says once opened.
const CHECKED: &[u8] = b"patchbay door check";

/// The key of one door, ready to wrap and unwrap.
pub struct DoorKey<'a> {
    firm: &'a str,
    door: u32,
    sealer: Sealer,
}

impl std::fmt::Debug for DoorKey<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DoorKey").field("door", &self.door).finish_non_exhaustive()
    }
}

impl<'a> DoorKey<'a> {
    /// The key of this firm's door of that number.
    #[must_use]
    pub fn new(firm: &'a str, door: u32, key: &Key) -> Self {
        Self { firm, door, sealer: Sealer::new(key) }
    }

    /// Wraps a data key.
    pub fn wrap(&self, id: KeyId, key: &Key) -> Result<Vec<u8>, NotSealed> {
        self.seal("wrapped", id.0, key.expose_secret())
    }

    /// Unwraps a data key.
    pub fn unwrap(&self, id: KeyId, wrapped: &[u8]) -> Result<Key, Unsealable> {
        let bytes = self.open("wrapped", id.0, wrapped)?;
        Key::from_slice(bytes.expose_secret()).map_err(|_| Unsealable::Broken)
    }

    /// A value by which this door's key can be told from a wrong one.
    pub fn check_value(&self) -> Result<Vec<u8>, NotSealed> {
        self.seal("check_value", 0, CHECKED)
    }

    /// Whether this is the key that the check value was made with.
    #[must_use]
    pub fn fits(&self, check_value: &[u8]) -> bool {
        self.open("check_value", 0, check_value)
            .is_ok_and(|opened| opened.expose_secret() == CHECKED)
    }

    fn seal(&self, column: &str, of: u32, value: &[u8]) -> Result<Vec<u8>, NotSealed> {
        let row = self.door.to_string();
        self.sealer.seal(KeyId(self.door), &self.place(&row, column, of), value)
    }

    fn open(
        &self,
        column: &str,
        of: u32,
        envelope: &[u8],
    ) -> Result<crate::Secret<Vec<u8>>, Unsealable> {
        let row = self.door.to_string();
        self.sealer.open(&self.place(&row, column, of), envelope)
    }

    fn place<'p>(&'p self, row: &'p str, column: &'p str, of: u32) -> Place<'p> {
        Place { firm: self.firm, table: "doors", row, column, generation: of.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> Key {
        Key::from_bytes(&[byte; 32])
    }

    #[test]
    fn a_data_key_comes_back_through_its_door_only() {
        let door = DoorKey::new("firm", 1, &key(1));
        let wrapped = door.wrap(KeyId(4), &key(9)).unwrap();
        let back = door.unwrap(KeyId(4), &wrapped).unwrap();
        assert_eq!(back.expose_secret(), key(9).expose_secret());
        assert!(door.unwrap(KeyId(5), &wrapped).is_err(), "it is another data key");
        for other in [
            DoorKey::new("firm", 2, &key(1)),
            DoorKey::new("another firm", 1, &key(1)),
            DoorKey::new("firm", 1, &key(2)),
        ] {
            assert!(other.unwrap(KeyId(4), &wrapped).is_err(), "{other:?}");
        }
    }

    #[test]
    fn a_wrong_key_at_the_door_is_found_out_before_anything_is_unwrapped() {
        let check = DoorKey::new("firm", 1, &key(1)).check_value().unwrap();
        assert!(DoorKey::new("firm", 1, &key(1)).fits(&check));
        assert!(!DoorKey::new("firm", 1, &key(2)).fits(&check));
        assert!(!DoorKey::new("firm", 2, &key(1)).fits(&check));
    }

    #[test]
    fn a_check_value_is_not_taken_for_a_data_key() {
        let door = DoorKey::new("firm", 1, &key(1));
        let check = door.check_value().unwrap();
        assert!(door.unwrap(KeyId(0), &check).is_err());
    }
}
