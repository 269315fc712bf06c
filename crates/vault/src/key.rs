//! A 256-bit key, as it lies in memory and as the keychain keeps it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use zeroize::Zeroizing;

use crate::Secret;

/// How long a key is.
pub const KEY_BYTES: usize = 32;

/// A key in clear. It cannot be printed or serialised, and is wiped when dropped. Its
/// bytes never move: a move would leave a copy behind that nobody wipes.
pub struct Key(Box<Zeroizing<[u8; KEY_BYTES]>>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(<secret>)")
    }
}

/// What was to be a key is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a key: {KEY_BYTES} bytes in base64 were expected")]
pub struct NotAKey;

impl Key {
    /// A new key from the system's randomness.
    pub fn generate() -> Result<Self, NoRandomness> {
        Self::written(|bytes| fill(bytes))
    }

    /// A key of these bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; KEY_BYTES]) -> Self {
        let mut key = Self(Box::default());
        key.0.copy_from_slice(bytes);
        key
    }

    /// A key of these bytes, if there are as many as a key has.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, NotAKey> {
        Ok(Self::from_bytes(bytes.try_into().map_err(|_| NotAKey)?))
    }

    /// A key that is written where it stays.
    pub(crate) fn written<E>(
        write: impl FnOnce(&mut [u8; KEY_BYTES]) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut key = Self(Box::default());
        write(&mut key.0)?;
        Ok(key)
    }

    /// The same key once more.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self::from_bytes(self.expose_secret())
    }

    /// The key as text, for a keychain: some keep nothing but UTF-8.
    #[must_use]
    pub fn to_text(&self) -> Secret<String> {
        Secret::new(BASE64_STANDARD.encode(self.expose_secret()))
    }

    /// The key that [`Self::to_text`] wrote.
    pub fn from_text(text: &Secret<String>) -> Result<Self, NotAKey> {
        let text = text.expose_secret().trim();
        let bytes = Zeroizing::new(BASE64_STANDARD.decode(text).map_err(|_| NotAKey)?);
        Self::from_slice(&bytes)
    }

    /// The bytes in clear. Whoever calls this answers for where they go.
    #[must_use]
    pub fn expose_secret(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }
}

/// The system gave no randomness, without which no key and no seal can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the system gave no random numbers: {0}")]
pub struct NoRandomness(String);

/// Fills the buffer with the system's randomness.
pub(crate) fn fill(buffer: &mut [u8]) -> Result<(), NoRandomness> {
    getrandom::fill(buffer).map_err(|error| NoRandomness(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_from_its_text() {
        let key = Key::generate().unwrap();
        let back = Key::from_text(&key.to_text()).unwrap();
        assert_eq!(back.expose_secret(), key.expose_secret());
        assert_eq!(key.to_text().expose_secret().len(), 44);
    }

    #[test]
    fn what_is_no_key_is_not_taken_for_one() {
        for text in ["", "short", "not base64 at all!", &"A".repeat(64), "AAAA\u{0}"] {
            assert_eq!(Key::from_text(&Secret::new(text.into())).unwrap_err(), NotAKey, "{text}");
        }
    }

    #[test]
    fn no_two_keys_are_alike() {
        let (one, other) = (Key::generate().unwrap(), Key::generate().unwrap());
        assert_ne!(one.expose_secret(), other.expose_secret());
    }

    #[test]
    fn a_key_prints_as_a_secret() {
        assert_eq!(format!("{:?}", Key::from_bytes(&[7; KEY_BYTES])), "Key(<secret>)");
    }
}
