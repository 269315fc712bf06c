//! The key that signs the trail. It comes from the vault, and is here for as long as the
//! vault is open.

use patchbay_store::audit::{Signatures, Signer};
use patchbay_vault::SigningKey;

/// The key of now, and the public halves of those before it.
#[derive(Debug)]
pub struct AuditKey {
    key: SigningKey,
    former: Vec<[u8; 32]>,
}

impl AuditKey {
    /// The key, and the public keys that signed before it.
    #[must_use]
    pub fn new(key: SigningKey, former: Vec<[u8; 32]>) -> Self {
        Self { key, former }
    }
}

impl Signer for AuditKey {
    fn public_key(&self) -> [u8; 32] {
        self.key.public()
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.key.sign(message)
    }
}

/// How signatures are checked while this key is at hand, or while none is.
pub(super) fn signatures(key: Option<&AuditKey>) -> Signatures {
    let ours = key.map(|key| {
        let mut ours = key.former.clone();
        ours.push(key.public_key());
        ours
    });
    Signatures { fits: patchbay_vault::verify, ours }
}
