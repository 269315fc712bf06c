//! An administrator's pair of keys, by which one person's vault can be opened with the
//! help of another's: data keys are sealed to the public key (HPKE, RFC 9180) and only
//! the other's own vault keeps the private one.
//!
//! A server that takes connections into its custody has such a pair too: what opens them is
//! sealed to it in the same way, under words of its own.
//!
//! Base mode does not say who sealed. So a person compares fingerprints with the other
//! before anything is given out.

use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use sha2::{Digest, Sha256};

use crate::code::{self, NotACode};
use crate::envelope::Unsealable;
use crate::{Key, NoRandomness, Secret};

type Private = <X25519HkdfSha256 as Kem>::PrivateKey;
type Public = <X25519HkdfSha256 as Kem>::PublicKey;
type Encapsulated = <X25519HkdfSha256 as Kem>::EncappedKey;

const MAGIC: [u8; 4] = *b"PBHP";
const FORMAT: u8 = 1;
const INFO: &[u8] = b"patchbay administrator 1";
const OF_CUSTODY: &[u8] = b"patchbay custody 1";
const PUBLIC: usize = 32;
const BEFORE_SEAL: usize = MAGIC.len() + 1 + PUBLIC;

/// The version that stands first in a public key's code.
const CODE_VERSION: u8 = 1;

/// A pair of keys.
pub struct Identity {
    private: Private,
    public: PublicIdentity,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("public", &self.public).finish_non_exhaustive()
    }
}

/// The half of the pair that others may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicIdentity([u8; PUBLIC]);

/// What was typed or kept is not a public key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnIdentity {
    /// It is not a code.
    #[error(transparent)]
    NotACode(#[from] NotACode),
    /// A later Patchbay wrote it.
    #[error("this code was made by a newer Patchbay (version {0})")]
    Newer(u8),
    /// The bytes are no key.
    #[error("this is not a public key")]
    NotAKey,
}

impl Identity {
    /// The pair that grows from this seed, always the same.
    #[must_use]
    pub fn from_seed(seed: &Key) -> Self {
        let (private, public) = X25519HkdfSha256::derive_keypair(seed.expose_secret());
        Self { private, public: PublicIdentity(public.to_bytes().into()) }
    }

    /// A new pair, for one answer.
    pub fn generate() -> Result<Self, NoRandomness> {
        Ok(Self::from_seed(&Key::generate()?))
    }

    /// The half that others may have.
    #[must_use]
    pub const fn public(&self) -> PublicIdentity {
        self.public
    }

    /// Opens a key that was sealed to this pair for just this purpose.
    pub fn open(&self, purpose: &[u8], sealed: &[u8]) -> Result<Key, Unsealable> {
        let opened = self.opened(INFO, purpose, sealed)?;
        Key::from_slice(opened.expose_secret()).map_err(|_| Unsealable::Broken)
    }

    /// Opens what was handed over to this pair for just this purpose.
    pub fn open_handed(
        &self,
        purpose: &[u8],
        sealed: &[u8],
    ) -> Result<Secret<Vec<u8>>, Unsealable> {
        self.opened(OF_CUSTODY, purpose, sealed)
    }

    fn opened(
        &self,
        info: &[u8],
        purpose: &[u8],
        sealed: &[u8],
    ) -> Result<Secret<Vec<u8>>, Unsealable> {
        if sealed.len() < BEFORE_SEAL || sealed[..4] != MAGIC {
            return Err(Unsealable::NotAnEnvelope);
        }
        if sealed[4] != FORMAT {
            return Err(Unsealable::Newer { format: sealed[4], suite: 0 });
        }
        let encapsulated = Encapsulated::from_bytes(&sealed[5..BEFORE_SEAL])
            .map_err(|_| Unsealable::NotAnEnvelope)?;
        hpke::single_shot_open::<AesGcm256, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.private,
            &encapsulated,
            info,
            &sealed[BEFORE_SEAL..],
            purpose,
        )
        .map(Secret::new)
        .map_err(|_| Unsealable::Broken)
    }
}

impl PublicIdentity {
    /// The key of these bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotAnIdentity> {
        Public::from_bytes(bytes).map_err(|_| NotAnIdentity::NotAKey)?;
        Ok(Self(bytes.try_into().map_err(|_| NotAnIdentity::NotAKey)?))
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; PUBLIC] {
        &self.0
    }

    /// The key as a code that can be sent and read aloud. It is no secret.
    #[must_use]
    pub fn to_code(&self) -> String {
        let mut bytes = vec![CODE_VERSION];
        bytes.extend(self.0);
        code::write(&bytes).expose_secret().clone()
    }

    /// Reads what somebody typed.
    pub fn from_code(typed: &str) -> Result<Self, NotAnIdentity> {
        let bytes = code::read::<{ 1 + PUBLIC }>(&Secret::new(typed.to_owned()))?;
        if bytes[0] != CODE_VERSION {
            return Err(NotAnIdentity::Newer(bytes[0]));
        }
        Self::from_bytes(&bytes[1..])
    }

    /// Four short groups by which two people on the telephone make sure that they look
    /// at the same key.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let digest = Sha256::digest(self.0);
        let text = code::write(&digest[..8]);
        text.expose_secret().clone()
    }

    /// Seals a key to this one, for just this purpose.
    pub fn seal(&self, purpose: &[u8], key: &Key) -> Result<Vec<u8>, NotAnIdentity> {
        self.sealed(INFO, purpose, key.expose_secret())
    }

    /// Seals what is handed over to this one, for just this purpose.
    pub fn seal_handed(
        &self,
        purpose: &[u8],
        handed: &Secret<Vec<u8>>,
    ) -> Result<Vec<u8>, NotAnIdentity> {
        self.sealed(OF_CUSTODY, purpose, handed.expose_secret())
    }

    fn sealed(&self, info: &[u8], purpose: &[u8], value: &[u8]) -> Result<Vec<u8>, NotAnIdentity> {
        let public = Public::from_bytes(&self.0).map_err(|_| NotAnIdentity::NotAKey)?;
        let (encapsulated, sealed) = hpke::single_shot_seal::<
            AesGcm256,
            HkdfSha256,
            X25519HkdfSha256,
        >(&OpModeS::Base, &public, info, value, purpose)
        .map_err(|_| NotAnIdentity::NotAKey)?;
        let mut bytes = MAGIC.to_vec();
        bytes.push(FORMAT);
        bytes.extend(encapsulated.to_bytes());
        bytes.extend(sealed);
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(byte: u8) -> Identity {
        Identity::from_seed(&Key::from_bytes(&[byte; 32]))
    }

    #[test]
    fn a_key_sealed_to_somebody_opens_for_that_one_and_that_purpose_only() {
        let key = Key::from_bytes(&[9; 32]);
        let sealed = identity(1).public().seal(b"firm/1", &key).unwrap();
        let opened = identity(1).open(b"firm/1", &sealed).unwrap();
        assert_eq!(opened.expose_secret(), key.expose_secret());
        assert_eq!(identity(2).open(b"firm/1", &sealed).unwrap_err(), Unsealable::Broken);
        assert_eq!(identity(1).open(b"firm/2", &sealed).unwrap_err(), Unsealable::Broken);
    }

    #[test]
    fn what_is_handed_over_opens_there_for_that_purpose_and_is_no_key_of_an_administrator() {
        let handed = Secret::new(b"a credential of any length".to_vec());
        let sealed = identity(1).public().seal_handed(b"server/c", &handed).unwrap();
        let opened = identity(1).open_handed(b"server/c", &sealed).unwrap();
        assert_eq!(opened.expose_secret(), handed.expose_secret());
        assert!(identity(2).open_handed(b"server/c", &sealed).is_err());
        assert!(identity(1).open_handed(b"server/d", &sealed).is_err());
        let key = Secret::new(vec![9; 32]);
        let sealed = identity(1).public().seal_handed(b"firm/1", &key).unwrap();
        assert_eq!(identity(1).open(b"firm/1", &sealed).unwrap_err(), Unsealable::Broken);
    }

    #[test]
    fn every_flipped_bit_is_refused() {
        let sealed = identity(1).public().seal(b"firm", &Key::from_bytes(&[9; 32])).unwrap();
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            // X25519 ignores the highest bit of a public key, by its definition; HPKE
            // binds the bytes as they came, so that this too is refused.
            assert!(identity(1).open(b"firm", &changed).is_err(), "bit {bit} was not noticed");
        }
    }

    #[test]
    fn a_public_key_comes_back_from_its_code() {
        let public = identity(1).public();
        assert_eq!(PublicIdentity::from_code(&public.to_code().to_lowercase()), Ok(public));
        assert_eq!(public.to_code().split('-').count(), 14);
        let short = PublicIdentity::from_code("ABCD");
        assert!(matches!(short, Err(NotAnIdentity::NotACode(NotACode::Length { .. }))));
    }

    #[test]
    fn a_fingerprint_is_short_and_its_own() {
        let (one, other) = (identity(1).public().fingerprint(), identity(2).public().fingerprint());
        assert_eq!(one.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
        assert_ne!(one, other);
    }
}
