//! The format of everything that is sealed.
//!
//! ```text
//! magic 4 │ format 1 │ suite 1 │ key id 4 │ nonce 12 │ ciphertext … │ tag 16
//! ```
//!
//! The first ten bytes and the place are authenticated with the content: a changed
//! bit anywhere is refused. AES-GCM does not commit to its key, so a value says which
//! key it was sealed with and no other is tried.

use aes_gcm::aead::{Aead, AeadInOut, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};

use crate::key::fill;
use crate::{Key, NoRandomness, Place, Secret};

const MAGIC: [u8; 4] = *b"PBSL";
const FORMAT: u8 = 1;
const AES_256_GCM: u8 = 1;
const HEADER: usize = 10;
const NONCE: usize = 12;
const TAG: usize = 16;

/// Which key a value was sealed with. Ids rise and are never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub u32);

impl std::fmt::Display for KeyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a sealed value does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsealable {
    /// It is too short, or does not begin as an envelope does.
    #[error("this is not a sealed value")]
    NotAnEnvelope,
    /// A later Patchbay wrote it.
    #[error(
        "this value was sealed by a newer Patchbay (format {format}, suite {suite}); \
         install that version to open it"
    )]
    Newer {
        /// The format it says it has.
        format: u8,
        /// The suite it says it has.
        suite: u8,
    },
    /// The key it was sealed with is not at hand.
    #[error("this value was sealed with key {0}, which is not in this vault")]
    UnknownKey(KeyId),
    /// The key is right and the seal is not.
    #[error("the seal is broken: the value was changed, or belongs to another place")]
    Broken,
}

/// A value could not be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSealed {
    /// The system gave no random numbers.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The ring has no such key.
    #[error("key {0} is not in this vault")]
    UnknownKey(KeyId),
    /// It is longer than AES-GCM seals.
    #[error("the value is too long to be sealed")]
    TooLong,
}

/// A key that is ready to seal and open: its round keys are worked out once.
pub(crate) struct Sealer(Box<Aes256Gcm>);

impl Sealer {
    pub(crate) fn new(key: &Key) -> Self {
        Self(Box::new(Aes256Gcm::new(key.expose_secret().into())))
    }

    /// Seals a value for its place.
    pub(crate) fn seal(
        &self,
        id: KeyId,
        place: &Place<'_>,
        value: &[u8],
    ) -> Result<Vec<u8>, NotSealed> {
        let mut nonce = [0; NONCE];
        fill(&mut nonce)?;
        let header = header(id);
        let aad = authenticated(&header, place);
        // One buffer, in which the value is sealed where it lies.
        let mut envelope = Vec::with_capacity(HEADER + NONCE + value.len() + TAG);
        envelope.extend(header);
        envelope.extend(nonce);
        envelope.extend(value);
        let tag = self
            .0
            .encrypt_inout_detached(
                &Nonce::from(nonce),
                &aad,
                (&mut envelope[HEADER + NONCE..]).into(),
            )
            .map_err(|_| NotSealed::TooLong)?;
        envelope.extend(tag);
        Ok(envelope)
    }

    /// Opens a value in its place. Whether it was sealed with this key is the
    /// caller's to know, by [`key_of`].
    pub(crate) fn open(
        &self,
        place: &Place<'_>,
        envelope: &[u8],
    ) -> Result<Secret<Vec<u8>>, Unsealable> {
        key_of(envelope)?;
        let (header, rest) = envelope.split_at(HEADER);
        let (nonce, sealed) = rest.split_at(NONCE);
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| Unsealable::NotAnEnvelope)?;
        let aad = authenticated(header, place);
        self.0
            .decrypt(&Nonce::from(nonce), Payload { msg: sealed, aad: &aad })
            .map(Secret::new)
            .map_err(|_| Unsealable::Broken)
    }
}

/// Which key a sealed value needs.
pub fn key_of(envelope: &[u8]) -> Result<KeyId, Unsealable> {
    if envelope.len() < HEADER + NONCE + TAG || envelope[..4] != MAGIC {
        return Err(Unsealable::NotAnEnvelope);
    }
    let (format, suite) = (envelope[4], envelope[5]);
    if (format, suite) != (FORMAT, AES_256_GCM) {
        return Err(Unsealable::Newer { format, suite });
    }
    let id = [envelope[6], envelope[7], envelope[8], envelope[9]];
    Ok(KeyId(u32::from_be_bytes(id)))
}

fn header(id: KeyId) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..4].copy_from_slice(&MAGIC);
    header[4] = FORMAT;
    header[5] = AES_256_GCM;
    header[6..].copy_from_slice(&id.0.to_be_bytes());
    header
}

fn authenticated(header: &[u8], place: &Place<'_>) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(header.len() + place.length());
    bytes.extend(header);
    place.write(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HERE: Place<'_> =
        Place { firm: "firm", table: "credentials", row: "7", column: "sealed", generation: 3 };

    fn sealer() -> Sealer {
        Sealer::new(&Key::from_bytes(&[9; 32]))
    }

    #[test]
    fn what_was_sealed_opens_in_its_place() {
        let sealed = sealer().seal(KeyId(5), &HERE, b"the token").unwrap();
        assert_eq!(key_of(&sealed), Ok(KeyId(5)));
        assert_eq!(sealer().open(&HERE, &sealed).unwrap().expose_secret(), b"the token");
    }

    #[test]
    fn the_same_value_is_never_sealed_alike_twice() {
        let seal = || sealer().seal(KeyId(1), &HERE, b"same").unwrap();
        assert_ne!(seal(), seal());
    }

    #[test]
    fn every_flipped_bit_in_every_field_is_refused() {
        let sealed = sealer().seal(KeyId(5), &HERE, b"a token of some length").unwrap();
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(sealer().open(&HERE, &changed).is_err(), "bit {bit} was not noticed");
        }
    }

    #[test]
    fn every_shortened_value_is_refused() {
        let sealed = sealer().seal(KeyId(5), &HERE, b"token").unwrap();
        for length in 0..sealed.len() {
            assert!(sealer().open(&HERE, &sealed[..length]).is_err(), "{length} bytes opened");
        }
    }

    #[test]
    fn a_value_opens_in_no_other_place() {
        let sealed = sealer().seal(KeyId(5), &HERE, b"token").unwrap();
        for elsewhere in [
            Place { firm: "other", ..HERE },
            Place { table: "attempts", ..HERE },
            Place { row: "8", ..HERE },
            Place { column: "hint", ..HERE },
            Place { generation: 2, ..HERE },
            Place { generation: 4, ..HERE },
        ] {
            assert_eq!(
                sealer().open(&elsewhere, &sealed).unwrap_err(),
                Unsealable::Broken,
                "{elsewhere:?}"
            );
        }
    }

    #[test]
    fn a_later_format_is_refused_in_words() {
        let mut sealed = sealer().seal(KeyId(5), &HERE, b"token").unwrap();
        sealed[4] = 2;
        let refused = sealer().open(&HERE, &sealed).unwrap_err();
        assert_eq!(refused, Unsealable::Newer { format: 2, suite: 1 });
        assert!(refused.to_string().contains("newer Patchbay"), "{refused}");
    }

    #[test]
    fn another_key_does_not_open_it() {
        let sealed = sealer().seal(KeyId(5), &HERE, b"token").unwrap();
        let other = Sealer::new(&Key::from_bytes(&[8; 32]));
        assert_eq!(other.open(&HERE, &sealed).unwrap_err(), Unsealable::Broken);
    }

    proptest! {
        #[test]
        fn whatever_bytes_arrive_nothing_panics_and_nothing_opens(bytes: Vec<u8>) {
            prop_assert!(sealer().open(&HERE, &bytes).is_err());
        }

        #[test]
        fn whatever_follows_a_true_beginning_nothing_panics_and_nothing_opens(rest: Vec<u8>) {
            let mut bytes = header(KeyId(5)).to_vec();
            bytes.extend(rest);
            prop_assert!(sealer().open(&HERE, &bytes).is_err());
        }

        #[test]
        fn every_value_comes_back_whole(value: Vec<u8>) {
            let sealed = sealer().seal(KeyId(1), &HERE, &value).unwrap();
            let opened = sealer().open(&HERE, &sealed).unwrap();
            prop_assert_eq!(opened.expose_secret(), &value);
        }
    }
}
