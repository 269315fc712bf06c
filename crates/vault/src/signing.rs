//! Signing: Ed25519 over bytes that somebody else has put together.
//!
//! This crate alone names the algorithm. Where the seed is kept, and when it may be
//! used, is not decided here.

use std::fmt;

use ed25519_dalek::{Signature, Signer, VerifyingKey};

use crate::Key;

/// How long a public key is, in bytes.
pub const PUBLIC_KEY_LENGTH: usize = ed25519_dalek::PUBLIC_KEY_LENGTH;

/// How long a signature is, in bytes.
pub const SIGNATURE_LENGTH: usize = ed25519_dalek::SIGNATURE_LENGTH;

/// A key that signs. It is wiped from memory when dropped and prints as a secret.
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of this seed. The same seed is always the same key.
    #[must_use]
    pub fn from_seed(seed: &Key) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed.expose_secret()))
    }

    /// The public half, by which anybody can check what this key has signed.
    #[must_use]
    pub fn public(&self) -> [u8; PUBLIC_KEY_LENGTH] {
        self.0.verifying_key().to_bytes()
    }

    /// Signs these bytes.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_LENGTH] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

/// Whether the key of this public half has signed these bytes. A public half that is
/// none has signed nothing.
#[must_use]
pub fn verify(
    public: &[u8; PUBLIC_KEY_LENGTH],
    message: &[u8],
    signature: &[u8; SIGNATURE_LENGTH],
) -> bool {
    VerifyingKey::from_bytes(public)
        .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed(&Key::from_bytes(&[seed; 32]))
    }

    #[test]
    fn what_a_key_has_signed_is_known_by_its_public_half_and_by_no_other() {
        let signature = key(1).sign(b"message");
        assert!(verify(&key(1).public(), b"message", &signature));
        assert!(!verify(&key(1).public(), b"massage", &signature));
        assert!(!verify(&key(2).public(), b"message", &signature));
        assert!(!verify(&[2; 32], b"message", &signature), "no point of the curve");
    }

    #[test]
    fn a_signing_key_prints_as_a_secret() {
        assert_eq!(format!("{:?}", key(7)), "<secret>");
    }

    #[test]
    fn the_first_example_of_the_standard_comes_out_as_printed_there() {
        // RFC 8032, 7.1, test 1: an empty message.
        const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
        const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        let mut seed = [0; 32];
        for (n, byte) in seed.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&SEED[2 * n..2 * n + 2], 16).unwrap();
        }
        let key = SigningKey::from_seed(&Key::from_bytes(&seed));
        let public: String = key.public().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(public, PUBLIC);
        assert!(verify(&key.public(), b"", &key.sign(b"")));
    }
}
